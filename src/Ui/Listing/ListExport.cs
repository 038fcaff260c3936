using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Yihe.Basis.Files;
using Yihe.Kernel.Files;

namespace Yihe.Ui;

/// <summary>A list on its way into a file: each of its pages hands over its rows as words, and where the next page starts.</summary>
public sealed partial class ListExport
{
    private readonly List<IReadOnlyList<string>> rows = [];

    public string Title { get; private set; } = "";

    public string? Next { get; private set; }

    public bool Goes => Next is not null && rows.Count <= ExportList.Most;

    /// <summary>The heads and the rows; cut off where there are too many, which a last row says.</summary>
    public SheetText? Sheet =>
        rows.Count == 0 ? null
        : Next is null && rows.Count <= ExportList.Most + 1 ? new(Title, rows)
        : new(Title, [.. rows.Take(ExportList.Most + 1), [$"只导出了前 {ExportList.Most} 行，请缩小查询范围后再导出其余"]]);

    internal async Task Take<T>(string title, IReadOnlyList<Column<T>> columns, Basis.Rows<T> page, HtmlRenderer renderer)
    {
        var told = columns.Where(c => !c.IsActs).ToList();
        if (rows.Count == 0)
            rows.Add([.. told.Select(c => c.Title)]);
        foreach (var row in page.Items)
        {
            var cells = new List<string>();
            foreach (var column in told)
                cells.Add(column.Text is { } text ? text(row) ?? "" : await WordsOf(column.Cell(row), renderer));
            rows.Add(cells);
        }
        (Title, Next) = (title, page.Next);
    }

    /// <summary>What a cell says, without its looks.</summary>
    private static async Task<string> WordsOf(RenderFragment cell, HtmlRenderer renderer)
    {
        var shown = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Bare.Cell)] = cell });
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Bare>(shown)).ToHtmlString());
        return Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(html, " ")), " ").Trim();
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    private sealed class Bare : ComponentBase
    {
        [Parameter]
        public RenderFragment? Cell { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Cell);
    }
}
