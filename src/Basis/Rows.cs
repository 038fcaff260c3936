using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Yihe.Basis;

/// <summary>A page of a list: the rows, where the next page starts, how many there are per tab.</summary>
/// <param name="Next">pass it back as <c>after</c>; null on the last page</param>
/// <param name="Counts">exact to 999; 1000 means more than that</param>
public sealed record Rows<T>(IReadOnlyList<T> Items, string? Next = null, IReadOnlyDictionary<string, int>? Counts = null)
{
    /// <summary>How to ask better, where too much fits.</summary>
    public string? Advice { get; init; }
}

/// <summary>Where a page of a list ended: the moment and the id of its last row. <see cref="Rows{T}.Next"/> is one, for lists in order of time.</summary>
public sealed record PageMark(DateTimeOffset At, Guid Id)
{
    /// <summary>Null where nothing was given; what is no mark never comes so far, <see cref="MarkAttribute"/> refuses it.</summary>
    public static PageMark? Read(string? text) =>
        text?.Split('_') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTime.MaxValue.Ticks
        && Guid.TryParse(id, out var last)
            ? new(new DateTimeOffset(at, TimeSpan.Zero), last)
            : null;

    public override string ToString() => $"{At.UtcTicks.ToString(CultureInfo.InvariantCulture)}_{Id}";
}

/// <summary>A text that must be a <see cref="PageMark"/> if it is there: another would quietly lead back to the first page.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MarkAttribute() : ValidationAttribute("after 不是上一页给出的 next，请原样传回，或去掉它从第一页看起")
{
    public override bool IsValid(object? value) => value is not string text || PageMark.Read(text) is not null;
}
