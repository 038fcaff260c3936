using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Yihe.Indicators.Counting;
using Yihe.Testing;

namespace Yihe.Indicators.Tests;

/// <summary>What a year's figure comes to, from the months that are over.</summary>
public class ForecastTests
{
    private static List<MonthAmount> Months(params (decimal Numerator, decimal? Denominator)[] months) =>
        [.. months.Select(m => new MonthAmount(m.Numerator, m.Denominator))];

    [Fact]
    public void A_rate_goes_on_as_in_its_last_three_months()
    {
        var months = Months((50, 100), (50, 100), (50, 100), (60, 100), (60, 100), (60, 100));
        var forecast = Forecast.Of(months, 6, null, 100, 60)!;
        Assert.Equal((57.5m, 52.5m, 57.5m), (forecast.Value, forecast.Low, forecast.High));
        Assert.Equal(65m, forecast.Needed);
    }

    [Fact]
    public void The_months_to_come_have_the_weight_they_had_last_year()
    {
        var flat = Enumerable.Repeat(new MonthAmount(10, 100), 9).ToList();
        var before = flat.Concat(Enumerable.Repeat(new MonthAmount(10, 300), 3)).ToList();
        var months = flat.Take(6).Concat(Enumerable.Repeat(new MonthAmount(40, 100), 3)).ToList();
        Assert.Equal(100m * (180 + (900 * 0.4m)) / 1800, Forecast.Of(months, 3, before, 100, null)!.Value);
        Assert.Equal(100m * (180 + (300 * 0.4m)) / 1200, Forecast.Of(months, 3, null, 100, null)!.Value);
    }

    [Fact]
    public void A_number_adds_what_the_months_to_come_add()
    {
        var forecast = Forecast.Of(Months((10, null), (20, null), (30, null)), 9, null, 1, 330)!;
        Assert.Equal((240m, 150m, 330m, 30m), (forecast.Value, forecast.Low, forecast.High, forecast.Needed!.Value));
    }

    [Fact]
    public void Before_three_months_and_after_the_last_nothing_is_foretold()
    {
        var month = new MonthAmount(1, 2);
        Assert.Null(Forecast.Of([month, month], 10, null, 100, 50));
        Assert.Null(Forecast.Of([.. Enumerable.Repeat(month, 12)], 0, null, 100, 50));
        Assert.Null(Forecast.Of([.. Enumerable.Repeat(new MonthAmount(0, 0), 4)], 8, null, 100, 50));
    }

    /// <summary>If the months to come reach what is needed, the year reaches the target; and the forecast lies between its bounds.</summary>
    [Fact]
    public void What_is_needed_reaches_the_target_exactly() =>
        Prop.ForAll(
                Gen.Choose(1, 1000)
                    .Two()
                    .Select(p => (Least: Math.Min(p.Item1, p.Item2), Most: Math.Max(p.Item1, p.Item2)))
                    .ListOf(7)
                    .ToArbitrary(),
                pairs =>
                {
                    var months = pairs.Select(p => new MonthAmount(p.Least, p.Most)).ToList();
                    var forecast = Forecast.Of(months, 5, null, 100, 65)!;
                    var (done, whole) = (months.Sum(m => m.Numerator), months.Sum(m => m.Denominator!.Value));
                    var rest = whole / 7 * 5;
                    var reached = 100 * (done + (rest * forecast.Needed!.Value / 100)) / (whole + rest);
                    Assert.Equal(65m, Math.Round(reached, 10));
                    Assert.InRange(forecast.Value, forecast.Low, forecast.High);
                }
            )
            .Check(Draws.Of(100, 2_000));
}
