using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Yihe.Residents.Sensitive;

/// <summary>
/// What marks an entry as of a sensitive category (敏感类别): codes and words of mental illness, venereal disease, HIV and reproduction.
/// Table: <c>knowledge/sensitive.tsv</c>. Rather one entry too many is closed than one too few.
/// </summary>
internal sealed partial class SensitiveTable
{
    private const int Deepest = 128;

    /// <summary>What names, links and measures, and tells of nothing.</summary>
    private static readonly HashSet<string> Mute =
    [
        "resourceType",
        "id",
        "system",
        "reference",
        "url",
        "data",
        "hash",
        "versionId",
        "value",
    ];

    private readonly List<(string Category, string From, string Until)> ranges = [];
    private readonly Dictionary<string, string> loinc = [];
    private readonly List<(string Word, string Category)> words = [];
    private readonly SearchValues<string> any;

    private SensitiveTable(IEnumerable<string> lines)
    {
        var rows = lines.Where(l => l.Length > 0 && l[0] != '#').ToList();
        Edition = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))))[..16];
        foreach (var line in rows)
            if (line.Split('\t') is [var category, var kind, var what])
                Take(category, kind, what);
            else
                throw new FormatException($"knowledge/sensitive.tsv: “{line}”应为“类别〔制表符〕种类〔制表符〕内容”");
        any = SearchValues.Create([.. words.Select(w => w.Word)], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Its rows in short.</summary>
    internal string Edition { get; }

    internal static SensitiveTable Of(Platform platform) =>
        platform.Shared(() => new SensitiveTable(File.ReadLines(Path.Combine(platform.Knowledge, "sensitive.tsv"))));

    private void Take(string category, string kind, string what)
    {
        switch (kind)
        {
            case "icd" when what.Split('-') is [var from, var until]:
                ranges.Add((category, from, until));
                break;
            case "loinc":
                loinc[what] = category;
                break;
            case "word":
                words.Add((what, category));
                break;
            default:
                throw new FormatException($"knowledge/sensitive.tsv: 不认识的“{kind} {what}”");
        }
    }

    /// <summary>The categories that JSON tells of, in order and parted by spaces; null where of none.</summary>
    internal string? Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Deepest });
        var (found, name) = (new SortedSet<string>(StringComparer.Ordinal), "");
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.PropertyName)
                name = reader.GetString()!;
            else if (reader.TokenType == JsonTokenType.String && !Mute.Contains(name))
                Read(reader.GetString()!, found);
        return found.Count > 0 ? string.Join(' ', found) : null;
    }

    private void Read(string text, SortedSet<string> found)
    {
        if (text.AsSpan().ContainsAny(any))
            found.UnionWith(words.Where(w => text.Contains(w.Word, StringComparison.OrdinalIgnoreCase)).Select(w => w.Category));
        if (loinc.TryGetValue(text, out var category))
            found.Add(category);
        foreach (var code in Icd().EnumerateMatches(text))
        {
            var three = text.Substring(code.Index, 3).ToUpperInvariant();
            foreach (var range in ranges)
                if (string.CompareOrdinal(three, range.From) >= 0 && string.CompareOrdinal(three, range.Until) <= 0)
                    found.Add(range.Category);
        }
    }

    /// <summary>A code of ICD-10 in any of its lengths, standing by itself.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9.\-])[A-Za-z][0-9]{2}(\.?[0-9xX][0-9xX]*)?(?![A-Za-z0-9\-])", RegexOptions.CultureInvariant)]
    private static partial Regex Icd();
}
