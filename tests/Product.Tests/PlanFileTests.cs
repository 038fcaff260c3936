using System.Text.Json.Nodes;
using Yihe.Accounts.People;
using Yihe.Basis;
using Yihe.Basis.Blueprints;
using Yihe.Host;
using Yihe.Host.Commands;
using Yihe.Kernel.Working;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>A blueprint as a file after founding: written back it founds the same place, changed it becomes a version by two people.</summary>
public sealed class PlanFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("yihe-plan-").FullName;
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shipped =>
        [
            .. Directory
                .GetFiles(Path.Combine(HostOptions.Home, "blueprints"), "*.json")
                .Where(f => !f.Contains("schema"))
                .Select(Path.GetFileName)
                .OfType<string>(),
        ];

    private async Task<string> Yihe(int code, params string[] args)
    {
        await using var console = new StringWriter();
        var answered = await CommandLine.Run(args, console, Ct);
        Assert.True(answered == code, console.ToString());
        return console.ToString();
    }

    private async Task<string> Export(string name) => await Yihe(0, "blueprint", "export", "--data", Path.Combine(folder, name));

    private async Task<string> Save(string name, string text)
    {
        var file = Path.Combine(folder, name);
        await File.WriteAllTextAsync(file, text, Ct);
        return file;
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task Exported_founded_and_exported_again_is_the_same_text(string blueprint)
    {
        var shipped = Path.Combine(HostOptions.Home, "blueprints", blueprint);
        await Yihe(0, "init", "--blueprint", shipped, "--data", Path.Combine(folder, "one"));
        var text = await Export("one");
        await Yihe(0, "init", "--blueprint", await Save("again.json", text), "--data", Path.Combine(folder, "two"));
        Assert.Equal(text, await Export("two"));
        var (before, after) = (JsonNode.Parse(await File.ReadAllTextAsync(shipped, Ct))!, JsonNode.Parse(text)!);
        Assert.Empty(Parameters.Between(before, after, ModuleList.All.Sections));
        Assert.Empty(Parameters.KeepRows(before, after, ModuleList.All.Sections));
    }

    [Fact]
    public async Task A_changed_file_is_shown_and_becomes_a_version_by_two_people()
    {
        await DemoRegion();
        var plan = JsonNode.Parse(await Export("demo"))!;
        Parameters.Set(plan, "access.slots.share", "1/4");
        plan["organization"]!["institutions"]![0]!["phone"] = "000";
        string[] apply = ["blueprint", "apply", await Save("new.json", plan.ToJsonString()), "--data", Path.Combine(folder, "demo")];
        Assert.Contains("--from", await Yihe(1, apply), StringComparison.Ordinal);
        string[] by = [.. apply, "--from", "2099-01-01", "--yes", "--reason", "年度调整", "--proposer", "duban", "--approver", "qiaosheng"];
        var password = DemoAccounts.Password;
        Assert.Contains(
            "批准人",
            await Yihe(1, [.. by, "--proposer-password", password, "--approver-password", "wrong"]),
            StringComparison.Ordinal
        );
        var said = await Yihe(0, [.. by, "--proposer-password", password, "--approver-password", password]);
        Assert.Contains("access.slots.share", said, StringComparison.Ordinal);
        Assert.Contains("1/5 → 1/4", said, StringComparison.Ordinal);
        Assert.Contains("organization.institutions[gh].phone：文件 000，平台 0999-5600120", said, StringComparison.Ordinal);
        Assert.Contains("第 2 版已批准，2099-01-01 00:00 起生效", said, StringComparison.Ordinal);
    }

    /// <summary>The county with a second person in the office, who may approve without a code.</summary>
    private async Task DemoRegion()
    {
        var plan = JsonNode.Parse(TestRegion.County)!;
        var staff = plan["organization"]!["staff"]!.AsArray();
        var second = staff.First(s => $"{s!["login"]}" == "duban")!.DeepClone();
        (second["login"], second["name"]) = ("qiaosheng", "乔升");
        staff.Add(second);
        var options = new HostOptions { Data = Path.Combine(folder, "demo"), Demo = true };
        var platform = (await Region.Found(options, plan.ToJsonString(), Ct)).Value;
        await new Gate(platform).Run(DemoDirectory.Open, Actor.Platform("demo"), new(DemoAccounts.Password), new Call(), Ct);
        platform.Database.Dispose();
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
