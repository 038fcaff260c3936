using System.Text.Json;
using System.Text.Json.Nodes;
using Yihe.Accounts.People;
using Yihe.Basis;
using Yihe.Kernel.Data;
using Yihe.Kernel.Working;

namespace Yihe.Host.Commands;

/// <summary>Brings a changed file into a running region: the difference first, then two people sign in, one proposes and the other approves.</summary>
internal sealed class PlanFile(Arguments arguments, TextWriter console)
{
    private Gate gate = null!;

    internal async Task<int> Apply(string file, CancellationToken ct)
    {
        if (!File.Exists(file))
            return await console.Fail($"没有找到方案 {file}");
        if (!DateOnly.TryParseExact(arguments["from"], "yyyy-MM-dd", out var day))
            return await console.Fail("请用 --from 写明生效日，如 --from 2027-01-01");
        var opened = await Region.Open(arguments.Host("data/yihe"), ct);
        if (opened.Refusal is { } refusal)
            return await console.Fail(refusal);
        gate = new Gate(opened.Value);
        var text = await File.ReadAllTextAsync(file, ct);
        return (await Difference(text, ct) ?? await Record(text, day, ct)) is { } no ? await console.Fail(no) : 0;
    }

    private async Task<Refusal?> Difference(string text, CancellationToken ct)
    {
        var compared = await Ask("plan.compare", Actor.Platform("operator"), new { text }, ct);
        if (compared.Refusal is { } refusal)
            return refusal;
        foreach (var change in compared.Value["changes"]!.AsArray())
            await console.WriteLineAsync($"  {change!["path"]} {change["words"]}：{Brief(change["before"])} → {Brief(change["after"])}");
        var rows = compared.Value["rows"]!.AsArray();
        if (rows.Count > 0)
            await console.WriteLineAsync("以下属于机构、人员等，不随方案改变，请在平台上办理：");
        foreach (var row in rows)
            await console.WriteLineAsync($"  {row}");
        return null;
    }

    private async Task<Refusal?> Record(string text, DateOnly from, CancellationToken ct)
    {
        if (arguments["yes"] is null && !(await Answer("提出并批准这些改动？（是/否）")).StartsWith('是'))
            return Refusal.Conflict("not-applied", "没有提交，什么都没有改");
        var reason = arguments["reason"] ?? await Answer("修改理由：");
        var (proposer, wrong) = await SignIn("proposer", "提出人", ct);
        if (wrong is not null)
            return wrong;
        var (approver, alsoWrong) = await SignIn("approver", "批准人", ct);
        if (alsoWrong is not null)
            return alsoWrong;
        var proposed = await Ask(
            "plan.propose",
            proposer,
            new
            {
                text,
                from,
                reason,
            },
            ct
        );
        if (proposed.Refusal is { } refusal)
            return refusal;
        var approved = await Ask("plan.approve", approver, new { id = $"{proposed.Value["id"]}" }, ct);
        if (approved.Refusal is { } no)
            return await Withdraw(proposer, $"{proposed.Value["id"]}", no, ct);
        var since = approved.Value["from"]!.GetValue<DateTimeOffset>().Local();
        await console.WriteLineAsync($"第 {approved.Value["number"]} 版已批准，{since:yyyy-MM-dd HH:mm} 起生效");
        foreach (var actor in new[] { proposer, approver })
            await Ask("session.close", actor, new { }, ct);
        return null;
    }

    private async Task<Refusal> Withdraw(Actor proposer, string id, Refusal why, CancellationToken ct)
    {
        await Ask("plan.withdraw", proposer, new { id }, ct);
        return why;
    }

    /// <summary>The person proves who they are exactly as at the page.</summary>
    private async Task<Result<Actor>> SignIn(string part, string words, CancellationToken ct)
    {
        var login = arguments[part] ?? await Answer($"{words}的登录名：");
        var password = arguments[$"{part}-password"] ?? await Answer($"{words}（{login}）的口令：");
        var session = await Ask("session.open", Actor.Nobody, new { login, password }, ct);
        if (session.Refusal?.Code == "code-needed")
            session = await Ask(
                "session.open",
                Actor.Nobody,
                new
                {
                    login,
                    password,
                    code = await Answer($"{words}（{login}）的动态码："),
                },
                ct
            );
        if (session.Refusal is { } refusal)
            return refusal with { Message = $"{words}：{refusal.Message}" };
        var actor = await SessionDirectory.ActorOf(gate.Platform, $"{session.Value["token"]}", ct);
        return actor is null ? Refusal.NotFound : actor;
    }

    private async Task<Result<JsonNode>> Ask(string name, Actor actor, object input, CancellationToken ct)
    {
        var useCase = gate.Platform.Modules.UseCases[name];
        var read = InputReader.Read(useCase.Input, (JsonObject)JsonSerializer.SerializeToNode(input, JsonText.Options)!);
        var done = read.Refusal is { } misread ? misread : await gate.Run(useCase, actor, read.Value, new Call(), ct);
        return done.To(outcome => JsonSerializer.SerializeToNode(outcome, outcome.GetType(), JsonText.Options)!);
    }

    private async Task<string> Answer(string question)
    {
        await console.WriteAsync(question);
        return await Console.In.ReadLineAsync() ?? "";
    }

    private static string Brief(JsonNode? value) => value is null ? "（没有）" : $"{value}".ReplaceLineEndings("、");
}
