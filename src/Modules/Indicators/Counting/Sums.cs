using System.Runtime.InteropServices;

namespace Yihe.Indicators.Counting;

/// <summary>What one part comes to at one seat for one item, by day and by month.</summary>
internal sealed class Sums
{
    private readonly Dictionary<int, long> days = [];
    private readonly Dictionary<int, long> months = [];

    internal void Add(int day, int month, long weight)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(days, day, out _) += weight;
        CollectionsMarshal.GetValueRefOrAddDefault(months, month, out _) += weight;
    }

    internal long Over(Period period) =>
        period.Grain == PeriodGrain.Day
            ? days.GetValueOrDefault(period.From.DayNumber)
            : period.Months.Sum(month => months.GetValueOrDefault(month));
}
