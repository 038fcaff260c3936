using System.Globalization;
using Yihe.Simulation.Doors;

namespace Yihe.Bench;

/// <summary>Facts as a system outside sends them by the bulk door: what a shared center reported on a day.</summary>
internal static class CenterReports
{
    /// <param name="series">what their numbers begin with; the same number again would be a correction</param>
    /// <param name="day">of the one of a number</param>
    internal static async Task Send(Client sender, string series, int from, int count, Func<int, DateOnly> day)
    {
        var items = Enumerable
            .Range(from, count)
            .Select(n => new Dictionary<string, string>
            {
                ["reference"] = $"{series}{n}",
                ["institution"] = n % 3 == 0 ? "gh" : "hx",
                ["day"] = day(n).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["center"] = n % 2 == 0 ? "imaging" : "ecg",
                ["reports"] = $"{1 + (n % 90)}",
                ["minutes"] = $"{20 + (n % 60)}",
            })
            .ToArray();
        var done = await sender.Do(
            "facts",
            new
            {
                kind = "center.report",
                source = "影像平台",
                period = "2026",
                items,
            },
            CancellationToken.None
        );
        if (done["new"]!.GetValue<int>() != count)
            throw new InvalidOperationException($"{done}");
    }
}
