using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Records;

/// <summary>
/// One thing a document can be found by (检索行): a text, a stretch on a line of numbers or times, or both. Searching reads nothing else.
/// Numbers that identify people stand here only as keyed hashes; the caller puts them in so.
/// </summary>
[PrimaryKey(nameof(Document), nameof(Number))]
[Index(nameof(Field), nameof(Text), nameof(Document))]
[Index(nameof(Field), nameof(Low), nameof(Document))]
public sealed class SearchRow : IRow
{
    /// <summary>Longer texts are found by their beginning.</summary>
    public const int MostText = 200;

    public required Guid Document { get; init; }
    public required int Number { get; init; }

    /// <summary>What it was read from: type and path.</summary>
    public required string Field { get; init; }
    public string? Text { get; init; }
    public double? Low { get; init; }
    public double? High { get; init; }
}

/// <summary>What a search row will say, before it belongs to a document.</summary>
public readonly record struct Term(string Field, string? Text = null, double? Low = null, double? High = null)
{
    /// <summary>Between the two halves of a text: code and system, folded and exact.</summary>
    public const char Seam = '\n';

    /// <summary>Milliseconds since 1970, a measure for both engines.</summary>
    public static double Of(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / (double)TimeSpan.TicksPerMillisecond;

    public static string Cut(string text) => text.Length <= SearchRow.MostText ? text : text[..SearchRow.MostText];

    /// <summary>Without case, accents and surrounding space, as names are compared.</summary>
    public static string Fold(string text)
    {
        text = Cut(text.Trim());
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                plain.Append(char.ToLowerInvariant(c));
        return plain.ToString();
    }

    internal SearchRow At(Guid document, int number) =>
        new()
        {
            Document = document,
            Number = number,
            Field = Field,
            Text = Text,
            Low = Low,
            High = High,
        };
}
