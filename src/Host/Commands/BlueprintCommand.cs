using System.Text.Json.Nodes;
using Yihe.Basis;
using Yihe.Basis.Blueprints;
using Yihe.Kernel.Data;
using Yihe.Kernel.Working;
using Yihe.Simulation.Journeys;

namespace Yihe.Host.Commands;

/// <summary>A blueprint as a file: checks it, prints its schema, brings a changed one into a running region, writes that region's back.</summary>
internal static class BlueprintCommand
{
    internal static readonly Command Command = new(
        "blueprint",
        "方案文件：检查（check 文件）、提交新版本（apply 文件 --from 日期）、写回文件（export）",
        [
            ("check FILE", "检查一份方案，列出全部错误；不写文件则检查 --blueprint 所指"),
            ("apply FILE", "与现行版本比较，列出改动，再由两个人提出并批准为新版本；机构与人员只比较、不改动"),
            ("export", "把现行方案打印成文件：yihe blueprint export > place.json"),
            ("--from DATE", "apply：生效日，如 2027-01-01；不早于今天"),
            ("--reason TEXT", "apply：修改理由"),
            ("--proposer LOGIN", "apply：提出人的登录名，须有“提出方案新版本”的权限"),
            ("--approver LOGIN", "apply：批准人的登录名，须是另一人并有“批准方案新版本”的权限"),
            ("--proposer-password X", "apply：口令；不写则询问（用环境变量 YIHE_PROPOSER_PASSWORD 更稳妥）"),
            ("--approver-password X", "apply：口令；不写则询问（用环境变量 YIHE_APPROVER_PASSWORD 更稳妥）"),
            ("--yes", "apply：列出改动后不再询问"),
            ("--blueprint NAME", "方案的名字或文件路径，默认 county"),
            ("--schema", "打印供编辑器使用的 JSON Schema"),
            ("--data DIR", "数据目录，默认 data/yihe"),
            ("--keys FILE", "密钥文件，默认在数据目录旁边"),
            ("--database TEXT", "PostgreSQL 连接串；不写则用内嵌数据库"),
        ],
        Run
    );

    private static Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct) =>
        arguments["schema"] is not null ? Schema(console)
        : arguments["export"] is not null ? Export(arguments, console, ct)
        : arguments["apply"] is { } file ? new PlanFile(arguments, console).Apply(file, ct)
        : Check(arguments, console, ct);

    private static async Task<int> Schema(TextWriter console)
    {
        await console.WriteLineAsync(SchemaText());
        return 0;
    }

    private static async Task<int> Check(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        var path = arguments["check"] is { } file and not "true" ? file : arguments.BlueprintPath();
        if (!File.Exists(path))
            return await console.Fail($"没有找到方案 {path}");
        var (blueprint, found) = BlueprintReader.Read(await File.ReadAllTextAsync(path, ct), ModuleList.All.Sections);
        List<BlueprintFault> faults = [.. found, .. Untold(blueprint?.Of<Organization.Story>())];
        foreach (var fault in faults)
            await console.WriteLineAsync($"  {fault}");
        await console.WriteLineAsync(faults.Count == 0 ? "方案没有错误" : $"方案有 {faults.Count} 处错误");
        return faults.Count == 0 ? 0 : 1;
    }

    /// <summary>A journey that nobody can tell; the product runs without, the journey command does not.</summary>
    private static IEnumerable<BlueprintFault> Untold(Organization.Story? story) =>
        story is null || IJourney.All.ContainsKey(story.Journey)
            ? []
            : [new("$.story.journey", story.Journey, string.Join("、", IJourney.All.Keys), "请从中选一个")];

    private static async Task<int> Export(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        var opened = await Region.Open(arguments.Host("data/yihe"), ct);
        if (opened.Refusal is { } refusal)
            return await console.Fail(refusal);
        var export = opened.Value.Modules.UseCases["plan.export"];
        var exported = await new Gate(opened.Value).Run(export, Actor.Platform("operator"), Done.Yes, new Call(), ct);
        if (exported.Refusal is { } no)
            return await console.Fail(no);
        await console.WriteAsync(System.Text.Encoding.UTF8.GetString(((FileContent)exported.Value).Content));
        return 0;
    }

    internal static string SchemaText() =>
        BlueprintReader
            .Schema(ModuleList.All.Sections)
            .ToJsonString(new System.Text.Json.JsonSerializerOptions(JsonText.Options) { WriteIndented = true });
}
