using System.Globalization;
using Yihe.Kernel;

namespace Yihe.Bench;

/// <summary>One figure beside what it is held against, as a row of <c>docs/measured.md</c>.</summary>
/// <param name="Ours">with its unit</param>
/// <param name="Limit">the peer or limit, with its unit</param>
/// <param name="Ratio">ours to the limit</param>
/// <param name="Asked">what the ratio or figure should be; a dash where nothing is asked</param>
internal sealed record Measured(string What, string Command, string Ours, string Limit, double? Ratio, string Asked)
{
    internal const string Header = "| what | command | ours | peer or limit | ratio | asked | date |\n|---|---|---|---|---|---|---|";

    public override string ToString()
    {
        var ratio = Ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "—";
        return $"| {What} | `{Command}` | {Ours} | {Limit} | {ratio} | {Asked} | {TimeProvider.System.Instant().Day():yyyy-MM-dd} |";
    }
}
