using System.Security.Cryptography;
using System.Text;

namespace Yihe.Reporting;

/// <summary>
/// A consortium's figures of one month (医共体月报), as its closing froze them or as they were restated since: one document, offered by the
/// region of the consortium and taken as it is by the commission's. GZ-87.
/// </summary>
/// <param name="Closing">the hash of the closing, which covers every institution too</param>
/// <param name="Block">the last block of the region whose facts were counted: of two reports of a month the one that knew more counts</param>
/// <param name="Restated">counted once more after the closing</param>
/// <param name="Hash">SHA-256 of all the rest: <see cref="Reckoned"/></param>
internal sealed record ReportDocument(
    [property: Display(Name = "行政区划代码"), Needed("请写明是哪个地区的月报（code）"), AtMost(20)] string Code,
    [property: Display(Name = "地区名称"), Needed("请写明地区名称（name）"), AtMost(60)] string Name,
    [property: Display(Name = "月份"), Needed("请写明月份（month），如 2026-09"), AtMost(7)] string Month,
    [property: Display(Name = "关账散列"), Needed("请写明关账的散列（closing）"), AtMost(64)] string Closing,
    [property: Display(Name = "截至的存证块"), Between(0, 9e15)] long Block,
    [property: Display(Name = "是否重述")] bool Restated,
    [property: Display(Name = "指标")] IReadOnlyList<ReportedIndicator> Indicators,
    [property: Display(Name = "散列"), Needed("请带上月报的散列（hash）"), AtMost(64)] string Hash
)
{
    /// <summary>The hash its content comes to; 12.50 and 12.5 are the same number.</summary>
    internal string Reckoned() =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(JsonText.Write(this with { Hash = "", Indicators = [.. Indicators.Select(i => i.Plain())] }))
            )
        );

    internal ReportDocument Sealed() => this with { Hash = Reckoned() };
}

/// <summary>An indicator as its figures were told: what it means, what it is to reach, and the figures of the region, its consortia and zones.</summary>
internal sealed record ReportedIndicator(
    string Code,
    string Name,
    string Dimension,
    int Version,
    string Definition,
    Formula Formula,
    string Unit,
    Direction Direction,
    decimal Scale,
    int Digits,
    string? NumeratorWords,
    string? DenominatorWords,
    ReportedTarget? Target,
    IReadOnlyList<ReportedFigure> Figures
)
{
    /// <summary>What must be the same for two consortia to be compared in it.</summary>
    internal object Wording =>
        (Version, (Name, Definition, NumeratorWords, DenominatorWords), (Formula, Unit, Direction, Decimals.Plain(Scale), Digits));

    /// <summary>The figure of all it tells of: the region's.</summary>
    internal ReportedFigure? Whole => Figures.FirstOrDefault(f => f.Place == $"{Place.Region}");

    internal ReportedIndicator Plain() =>
        this with
        {
            Scale = Decimals.Plain(Scale),
            Target = Target is null ? null : Target with { Value = Decimals.Plain(Target.Value), Near = Decimals.Plain(Target.Near) },
            Figures =
            [
                .. Figures.Select(f =>
                    f with
                    {
                        Value = Decimals.Plain(f.Value),
                        Numerator = Decimals.Plain(f.Numerator),
                        Denominator = Decimals.Plain(f.Denominator),
                    }
                ),
            ],
        };
}

/// <summary>What the consortium's own plan wants of it.</summary>
public sealed record ReportedTarget(decimal Value, decimal Near, bool AtMost, DateOnly? By)
{
    internal bool IsMetBy(decimal value) => AtMost ? value <= Value + Near : value >= Value - Near;
}

/// <summary>A figure of a place: <c>region</c>, <c>c:code</c>, <c>z:code/zone</c>.</summary>
internal sealed record ReportedFigure(
    string Place,
    string Name,
    FigureState State,
    decimal? Value,
    decimal? Numerator,
    decimal? Denominator
);

/// <summary>Numbers written one way only.</summary>
internal static class Decimals
{
    private const decimal One = 1.0000000000000000000000000000m;

    /// <summary>Without zeros at its end.</summary>
    internal static decimal Plain(decimal number) => number / One;

    internal static decimal? Plain(decimal? number) => number is { } known ? Plain(known) : null;
}
