using Microsoft.AspNetCore.Components;
using Yihe.Basis;
using Yihe.Kernel.Working;

namespace Yihe.Ui;

/// <summary>A column of a list: its head and what a cell shows. A file gets the words of the cell, or the text given for it.</summary>
public sealed record Column<T>(string Title, Func<T, RenderFragment> Cell, Func<T, string?>? Text = null, string? Class = null)
{
    /// <summary>It holds buttons, which no file has a use for.</summary>
    public bool IsActs { get; init; }

    /// <summary>A column of plain text.</summary>
    public static Column<T> Of(string title, Func<T, string?> text, string? css = null) =>
        new(title, row => builder => builder.AddContent(0, text(row)), text, css);
}

/// <summary>A tab of a list: a filter with a name and, where known, a count.</summary>
public sealed record Tab(string Title, string Value, int? Count = null, bool Loud = false);
