using Yihe.Kernel.Blueprints;
using Yihe.Kernel.Data;

namespace Yihe.Host.Commands;

/// <summary>Checks a blueprint file, or prints the schema that editors use.</summary>
internal static class BlueprintCommand
{
    internal static readonly Command Command = new(
        "blueprint",
        "检查一份方案文件，列出全部错误；--schema 打印供编辑器使用的 JSON Schema",
        [("--blueprint NAME", "方案的名字或文件路径，默认 county"), ("--schema", "打印 JSON Schema")],
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        if (arguments["schema"] is not null)
        {
            await console.WriteLineAsync(SchemaText());
            return 0;
        }
        if (!File.Exists(arguments.BlueprintPath()))
            return await console.Fail($"没有找到方案 {arguments.BlueprintPath()}");
        var (_, faults) = BlueprintReader.Read(await File.ReadAllTextAsync(arguments.BlueprintPath(), ct), ModuleList.All.Sections);
        foreach (var fault in faults)
            await console.WriteLineAsync($"  {fault}");
        await console.WriteLineAsync(faults.Count == 0 ? "方案没有错误" : $"方案有 {faults.Count} 处错误");
        return faults.Count == 0 ? 0 : 1;
    }

    internal static string SchemaText() =>
        BlueprintReader
            .Schema(ModuleList.All.Sections)
            .ToJsonString(new System.Text.Json.JsonSerializerOptions(JsonText.Options) { WriteIndented = true });
}
