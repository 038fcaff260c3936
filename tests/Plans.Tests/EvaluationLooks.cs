using System.Text.Json.Nodes;
using Yihe.Basis;
using Yihe.Kernel.Working;
using Yihe.Testing;

namespace Yihe.Plans.Tests;

/// <summary>What becomes of an evaluation's scheme where it is used: the points and their reasons, what hangs on them, how long each step may take.</summary>
internal static class EvaluationLooks
{
    private const string Asked = "2026-Q3";

    /// <summary>Who is in it, under which heads, what one of them gets and why. The scheme itself is not noted, though its answer carries it.</summary>
    internal static async Task Evaluated(Record record)
    {
        var office = await record.Region.Part("overseer");
        await Answers(record.Region);
        await record.Do(office, "evaluation.list", new { });
        if (await record.Do(office, "evaluation.compute", new { scheme = "members", period = Asked }) is not { } round)
            return;
        var shown = await record.Region.Must("evaluation.show", office, new { id = $"{round["id"]}" });
        var (scheme, sheets) = (shown["scheme"]!, shown["sheets"]!.AsArray());
        record.Note(shown["round"]!["name"]);
        record.Note(scheme["clauses"]!.ToJsonString());
        foreach (var head in scheme["contents"]!.AsArray())
            record.Note(head!["name"]);
        foreach (var linkage in scheme["linkages"]!.AsArray())
            record.Note(linkage!["code"]);
        foreach (var sheet in sheets)
            Note(record, sheet!, "name", "score", "contents", "consequences");
        var one = sheets.FirstOrDefault(s => $"{s!["name"]}" == "河溪分院") ?? sheets[0]!;
        var lines = (await record.Region.Must("scoresheet.show", office, new { id = $"{one["id"]}" }))["sheet"]!["lines"]!.AsArray();
        foreach (var line in lines)
            Note(record, line!, "item", "name", "indicator", "computed", "reason", "evidence");
    }

    /// <summary>When each step is to end, up to an appeal that waits for its answer.</summary>
    internal static async Task Steps(Record record)
    {
        var region = record.Region;
        var (office, branch) = (await region.Part("overseer"), await region.Person("hexiyuanzhang"));
        var id = $"{(await region.Must("evaluation.compute", office, new { scheme = "members", period = Asked }))["id"]}";
        await Step("evaluation.open", new { id });
        await region.Advance(TimeSpan.FromDays(40)); // longer than any of the rows asks
        await Step("evaluation.close", new { id });
        await Step("evaluation.publish", new { id, note = "逐项复核" });
        var sheets = (await region.Must("evaluation.show", office, new { id }))["sheets"]!.AsArray();
        var own = $"{sheets.First(s => $"{s!["name"]}" == "河溪分院")!["id"]}";
        await region.Must("scoresheet.appeal", branch, new { id = own, reason = "有异议" });
        await record.Table(
            "SELECT CAST((due_at / 36000000000) % 100000 AS TEXT) AS Value FROM kernel_work_item WHERE flow = 'scoresheet' ORDER BY 1"
        );

        async Task Step(string move, object input)
        {
            await region.Must(move, office, input);
            record.Note($"{move} {(await region.Must("evaluation.show", office, new { id }))["round"]!["until"]}");
        }
    }

    private static void Note(Record record, JsonNode of, params string[] fields)
    {
        foreach (var field in fields)
            record.Note($"{field} {of[field]?.ToJsonString(Basis.JsonText.Options)}");
    }

    /// <summary>Eight of ten were satisfied with one of them.</summary>
    private static async Task Answers(TestRegion region)
    {
        var items = Enumerable
            .Range(0, 10)
            .Select(i => new Dictionary<string, string>
            {
                ["编号"] = $"{i}",
                ["机构代码"] = "hx",
                ["日期"] = "2026-08-03",
                ["满意"] = i < 8 ? "是" : "否",
            })
            .ToArray();
        var input = new
        {
            kind = "satisfaction.answered",
            source = "满意度平台",
            period = Asked,
            items,
        };
        await region.Must("fact.send", await region.Part("statistician"), input);
        await region.Beat();
    }
}
