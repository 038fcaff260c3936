using System.Globalization;

namespace Yihe.Residents.Visits;

/// <summary>A vital sign out of its limits: "收缩压偏高", with value and limit in words; a critical one asks for a referral.</summary>
internal sealed record SignFlag(string Title, string Words, bool Critical);

/// <summary>The limits of vital signs. Table: <c>knowledge/vital-signs.tsv</c>.</summary>
internal sealed class SignLimits(IEnumerable<string> lines)
{
    private sealed record Limit(string Words, string Unit, decimal? Low, decimal? High, decimal? CriticalLow, decimal? CriticalHigh);

    private readonly Dictionary<string, Limit> limits = (
        from line in lines
        where line.Length > 0 && line[0] != '#'
        select line.Split('\t')
    ).ToDictionary(c => c[0], c => new Limit(c[1], c[2], Number(c[3]), Number(c[4]), Number(c[5]), Number(c[6])));

    internal static SignLimits Of(Platform platform) =>
        platform.Shared(() => new SignLimits(File.ReadLines(Path.Combine(platform.Knowledge, "vital-signs.tsv"))));

    internal IReadOnlyList<SignFlag> Flags(BloodPressure? pressure, decimal? glucose, decimal? temperature) =>
        [
            .. new[]
            {
                Flag("systolic", pressure?.Systolic),
                Flag("diastolic", pressure?.Diastolic),
                Flag("glucose", glucose),
                Flag("temperature", temperature),
            }.OfType<SignFlag>(),
        ];

    private SignFlag? Flag(string sign, decimal? value)
    {
        if (value is not { } found || limits.GetValueOrDefault(sign) is not { } limit)
            return null;
        return found >= limit.CriticalHigh ? Say("过高", $"≥ {limit.CriticalHigh}", true)
            : found <= limit.CriticalLow ? Say("过低", $"≤ {limit.CriticalLow}", true)
            : found >= limit.High ? Say("偏高", $"≥ {limit.High}", false)
            : found <= limit.Low ? Say("偏低", $"≤ {limit.Low}", false)
            : null;

        SignFlag Say(string how, string bound, bool critical) =>
            new(limit.Words + how, $"{limit.Words} {found:0.#} {limit.Unit} {how}（{bound}）", critical);
    }

    private static decimal? Number(string cell) => cell.Length == 0 ? null : decimal.Parse(cell, CultureInfo.InvariantCulture);
}
