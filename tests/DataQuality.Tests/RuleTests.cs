using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Yihe.DataQuality.Checks;
using Yihe.Testing;
using Check = Yihe.DataQuality.Checks.Check;

namespace Yihe.DataQuality.Tests;

/// <summary>The formulas against vectors worked by hand or from textbooks, and what must hold for any numbers.</summary>
public class RuleTests
{
    private static readonly Check Digits = new(
        "d",
        CheckKind.Digits,
        "",
        50,
        new(0.5, ChiTen: 33.72, ChiFive: 23.513, Effect: 0.7),
        "",
        ""
    );
    private static readonly Check Outlier = new("o", CheckKind.Outlier, "", 20, new(Z: 3, ModifiedZ: 3.5), "", "");
    private static readonly Check Silence = new("s", CheckKind.Silence, "", 4, new(Days: 7, Factor: 1.5), "", "");
    private static readonly Check Share = new("c", CheckKind.Completeness, "", 30, new(0.95), "", "");

    [Fact]
    public void The_standard_deviation_of_the_textbook_sample_is_five_point_two_four() =>
        Assert.Equal(5.2372, Statistics.Deviation([10, 12, 23, 23, 16, 23, 21, 16]), 4); // mean 18, Σ(x−18)² = 192, √(192 ÷ 7)

    [Fact]
    public void The_median_deviation_of_the_textbook_sample_is_one()
    {
        double[] others = [1, 1, 2, 2, 4, 6, 9]; // median 2, deviations 1 1 0 0 2 4 7, their median 1
        Assert.Equal(2, Statistics.Median(others));
        Assert.Equal(0.6745 * 7, Statistics.ModifiedZ(9, others)!.Value, 6);
        Assert.Equal(1.5, Statistics.Median([2, 1]));
    }

    [Fact]
    public void Where_most_months_are_the_same_the_mean_deviation_stands_in_and_where_all_are_there_is_nothing_to_measure_by()
    {
        double[] mostly = [5, 5, 5, 5, 9]; // median 5, median deviation 0, mean deviation 0.8
        Assert.Equal(4 / (1.253314 * 0.8), Statistics.ModifiedZ(9, mostly)!.Value, 6);
        Assert.Null(Statistics.ModifiedZ(9, [5, 5, 5]));
        Assert.Null(Statistics.Z(9, [5, 5, 5]));
    }

    [Fact]
    public void Chi_square_worked_by_hand()
    {
        Assert.Equal(0.8, Statistics.ChiSquare([12, 8, 10, 10, 10, 10, 10, 10, 10, 10]), 9); // (2² + 2²) ÷ 10
        Assert.Equal(900, Statistics.ChiSquare([100, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 9); // 90² ÷ 10 + 9 × 10
        Assert.Equal(13.4, Statistics.ChiSquare([5, 8, 9, 8, 10, 20]), 9);
        Assert.Equal(Math.Sqrt(8.91), Statistics.Effect(900, 10, 100), 9); // (900 − 9) ÷ 100
        Assert.Equal(0, Statistics.Effect(8, 10, 100));
    }

    [Fact]
    public void Chi_square_does_not_depend_on_which_digit_it_is_and_grows_with_the_number_of_readings() =>
        Prop.ForAll(
                Counts(),
                counts =>
                {
                    var turned = counts.Reverse().ToArray();
                    Near(Statistics.ChiSquare(counts), Statistics.ChiSquare(turned));
                    var thrice = counts.Select(c => c * 3).ToArray();
                    Near(3 * Statistics.ChiSquare(counts), Statistics.ChiSquare(thrice));
                    Assert.InRange(Statistics.Effect(Statistics.ChiSquare(counts), 10, counts.Sum()), 0, 3);
                }
            )
            .Check(Draws.Of(100, 2_000));

    [Fact]
    public void An_outlier_stays_one_in_whatever_unit_it_is_told_and_however_the_months_are_ordered() =>
        Prop.ForAll(
                Months(),
                months =>
                {
                    var (value, before) = (months[0], months[1..]);
                    var moved = Statistics.Z((value * 7) + 3, [.. before.Select(b => (b * 7) + 3)]);
                    Near(Statistics.Z(value, before) ?? 0, moved ?? 0);
                    Near(Statistics.ModifiedZ(value, before) ?? 0, Statistics.ModifiedZ(value, [.. before.Reverse()]) ?? 0);
                    var verdict = Judge.Outlier(Outlier, value, before);
                    if (value >= before.Min() && value <= before.Max())
                        Assert.NotEqual(MeasureState.Odd, verdict.State);
                }
            )
            .Check(Draws.Of(100, 2_000));

    [Fact]
    public void Below_the_least_count_every_check_says_there_is_too_little_and_nothing_is_odd() =>
        Prop.ForAll(
                Gen.Choose(0, 29).ToArbitrary(),
                n =>
                {
                    Assert.Equal(MeasureState.TooFew, Judge.Completeness(Share, n, [("诊断", 0)]).State);
                    Assert.Equal(MeasureState.TooFew, Judge.Timeliness(Share with { Limits = new(0.9, 7) }, n, 0).State);
                    Assert.Equal(MeasureState.TooFew, Judge.Digits(Digits, [("收缩压", [n, 0, 0, 0, 0, 0, 0, 0, 0, 0])]).State);
                    Assert.Equal(MeasureState.TooFew, Judge.Duplicates(Share with { Limits = new(0, Surplus: 0) }, n, n).State);
                    Assert.Equal(MeasureState.TooFew, Judge.Outlier(Outlier, 1_000, [.. Enumerable.Repeat(10d, n % 12)]).State);
                }
            )
            .Check(Draws.Of(100, 2_000));

    [Fact]
    public void Even_readings_of_a_mercury_column_are_no_sign_of_anything_but_only_zeros_are()
    {
        var even = Judge.Digits(Digits, [("收缩压", [20, 0, 20, 0, 20, 0, 20, 0, 20, 0])]);
        Assert.Equal(MeasureState.Fine, even.State);
        Assert.Contains("按五个偶数检验", even.Words, StringComparison.Ordinal);
        Assert.Equal(MeasureState.Odd, Judge.Digits(Digits, [("收缩压", [80, 0, 5, 0, 5, 0, 5, 0, 5, 0])]).State);
        Assert.Equal(MeasureState.Odd, Judge.Digits(Digits, [("收缩压", [40, 2, 2, 2, 2, 44, 2, 2, 2, 2])]).State);
        Assert.Equal(MeasureState.Fine, Judge.Digits(Digits, [("收缩压", [12, 8, 10, 9, 11, 10, 10, 10, 10, 10])]).State);
    }

    [Fact]
    public void A_source_is_silent_only_when_it_is_silent_for_longer_than_it_ever_was()
    {
        DateOnly[] weekly = [.. Enumerable.Range(0, 10).Select(w => new DateOnly(2026, 8, 3).AddDays(w * 7))]; // the last is 2026-10-05
        Assert.Equal(MeasureState.Fine, Judge.Silence(Silence, weekly, new(2026, 10, 16)).State); // ⌈7 × 1.5⌉ = 11 days
        var odd = Judge.Silence(Silence, weekly, new(2026, 10, 17));
        Assert.Equal((MeasureState.Odd, 12d), (odd.State, odd.Value));
        Assert.Equal(MeasureState.Fine, Judge.Silence(Silence, [.. weekly, new(2026, 11, 30)], new(2027, 2, 1)).State); // 56 days once
        Assert.Equal(MeasureState.TooFew, Judge.Silence(Silence, weekly[..3], new(2027, 10, 17)).State);
    }

    [Fact]
    public void An_outlier_is_told_with_all_it_was_reckoned_from()
    {
        double[] before = [100, 104, 98, 101, 99, 103, 97, 102, 100, 100, 98, 102];
        var odd = Judge.Outlier(Outlier, 190, before);
        Assert.Equal(MeasureState.Odd, odd.State);
        Assert.StartsWith("本月 190；之前 12 个月平均 100.3，最少 97，最多 104", odd.Words, StringComparison.Ordinal);
        Assert.Equal(MeasureState.Fine, Judge.Outlier(Outlier, 106, before).State);
        Assert.Equal(MeasureState.TooFew, Judge.Outlier(Outlier, 190, before[..11]).State);
    }

    [Fact]
    public void Completeness_is_as_good_as_its_worst_field_and_is_told_field_by_field()
    {
        var odd = Judge.Completeness(Share, 100, [("收缩压", 99), ("舒张压", 94)]);
        Assert.Equal((MeasureState.Odd, 0.94), (odd.State, odd.Value));
        Assert.Equal("共 100 条，其中写明收缩压的 99 条，占 99%，写明舒张压的 94 条，占 94%；应不低于 95%", odd.Words);
        Assert.Equal(MeasureState.Fine, Judge.Completeness(Share, 100, [("收缩压", 95)]).State);
    }

    /// <summary>Equal but for the order in which the parts were added up.</summary>
    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, 1e-9 * Math.Max(1, Math.Abs(expected)));

    private static Arbitrary<long[]> Counts() => Gen.Choose(1, 200).Select(n => (long)n).ArrayOf(10).ToArbitrary();

    private static Arbitrary<double[]> Months() => Gen.Choose(0, 500).Select(n => (double)n).ArrayOf(13).ToArbitrary();
}
