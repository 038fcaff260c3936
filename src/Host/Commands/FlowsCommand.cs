namespace Yihe.Host.Commands;

/// <summary>Prints every flow as a diagram and a table of limits and holders, for the docs.</summary>
internal static class FlowsCommand
{
    internal static readonly Command Command = new("flows", "打印各流程的状态图（docs/flows.md）", [], Run);

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        await console.WriteAsync(Page());
        return 0;
    }

    internal static string Page() =>
        "# 流程\n\n由代码生成（`yihe flows`），测试核对。每条箭头是一步合法的走法，没有画出的都不允许。\n"
        + string.Concat(ModuleList.All.Flows.Values.Select(f => $"\n## {f.Title} `{f.Name}`\n\n```mermaid\n{f.Diagram()}\n```\n"));
}
