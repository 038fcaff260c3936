namespace Yihe.DataQuality.Pages;

/// <summary>How a check went month by month, in words.</summary>
internal static class Trends
{
    /// <summary>"2026-07 正常、2026-08 可疑".</summary>
    internal static string Say(IEnumerable<Point> trend) =>
        string.Join('、', trend.Select(p => $"{p.Period} {FormContext.WordsOf(typeof(MeasureState), $"{p.State}")}"));
}
