using System.Text.Json;
using Yihe.Indicators.Editions;

namespace Yihe.Indicators;

/// <summary>A file of <c>knowledge/indicators/</c>: parts, and indicators made of them.</summary>
internal sealed record IndicatorFile(string Source, IReadOnlyList<Part>? Parts = null, IReadOnlyList<Indicator>? Indicators = null);

/// <summary>All indicators with their parts, those delivered read strictly: every fault is told at once, and with one nothing is counted.</summary>
public sealed class IndicatorBook
{
    private readonly Dictionary<string, Part> parts;
    private readonly ILookup<string, Indicator> indicators;

    private IndicatorBook(IReadOnlyList<Part> parts, IReadOnlyList<Indicator> indicators)
    {
        this.parts = parts.ToDictionary(p => p.Code);
        this.indicators = indicators.ToLookup(i => i.Code);
        Parts = parts;
        All = [.. this.indicators.Select(g => InOrder(g).Last())];
    }

    public IReadOnlyList<Part> Parts { get; }

    /// <summary>The newest version of each.</summary>
    public IReadOnlyList<Indicator> All { get; }

    public Part Part(string code) => parts[code];

    public Indicator? Find(string code) => All.FirstOrDefault(i => i.Code == code);

    /// <summary>The version a period follows: the one in force on its first day, the oldest for what lies before.</summary>
    public Indicator At(string code, DateOnly day) =>
        InOrder(indicators[code].Where(i => i.From <= day)).LastOrDefault() ?? InOrder(indicators[code]).First();

    public IEnumerable<Indicator> Versions(string code) => InOrder(indicators[code]);

    private static IEnumerable<Indicator> InOrder(IEnumerable<Indicator> versions) => versions.OrderBy(i => i.From).ThenBy(i => i.Version);

    /// <summary>With versions written here. One whose parts a later build has no more is left out: it would have nothing to count.</summary>
    internal IndicatorBook With(IEnumerable<Indicator> own) =>
        new(
            Parts,
            [
                .. indicators.SelectMany(g => g),
                .. own.Where(i => new[] { i.Numerator, i.Denominator }.All(p => p is null || parts.ContainsKey(p))),
            ]
        );

    /// <summary>The parts that read facts themselves, of which this one is made.</summary>
    public IEnumerable<Part> Leaves(string code) =>
        parts[code] is { Fact: not null } leaf
            ? leaf.Among is { } among
                ? Leaves(among).Prepend(leaf)
                : [leaf]
            : (parts[code].Plus ?? []).Concat(parts[code].Minus ?? []).SelectMany(Leaves);

    /// <summary>The leaves of an indicator's numerator and denominator; those of the one it tells the growth of.</summary>
    public IEnumerable<Part> Leaves(Indicator indicator) =>
        indicator.Formula == Formula.Growth
            ? Leaves(Find(indicator.Numerator!)!)
            : new[] { indicator.Numerator, indicator.Denominator }.OfType<string>().SelectMany(Leaves);

    /// <summary>With all that was published up to now.</summary>
    public static Task<IndicatorBook> InForce(Work work, CancellationToken ct) => IndicatorShelf.Of(work.Platform).Renew(work.Db, ct);

    /// <summary>As this process knew it when it last counted, for whoever has no work of their own.</summary>
    public static IndicatorBook Of(Platform platform) => IndicatorShelf.Of(platform).Book;

    internal static (IndicatorBook? Book, IReadOnlyList<string> Faults) Read(string folder, IReadOnlyDictionary<string, FactKind> kinds) =>
        Read(
            Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllText(f))),
            kinds
        );

    internal static (IndicatorBook? Book, IReadOnlyList<string> Faults) Read(
        IEnumerable<(string Name, string Text)> files,
        IReadOnlyDictionary<string, FactKind> kinds
    )
    {
        var (parts, indicators, faults) = (new List<Part>(), new List<Indicator>(), new List<string>());
        foreach (var (name, text) in files)
            try
            {
                var file = JsonText.Read<IndicatorFile>(text);
                parts.AddRange(file.Parts ?? []);
                indicators.AddRange(file.Indicators ?? []);
            }
            catch (JsonException e)
            {
                faults.Add($"{name}：{e.Path ?? "$"}（第 {e.LineNumber + 1} 行）不合格式，请对照其他指标改正");
            }
        faults.AddRange(IndicatorFaults.Of(parts, indicators, kinds));
        return faults.Count > 0 ? (null, faults) : (new IndicatorBook(parts, indicators), []);
    }
}
