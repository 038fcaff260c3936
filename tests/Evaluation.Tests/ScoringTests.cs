using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Yihe.Evaluation.Schemes;
using Yihe.Indicators.Counting;
using Yihe.Testing;

namespace Yihe.Evaluation.Tests;

/// <summary>The one interpreter of curves, for all values.</summary>
public class ScoringTests
{
    private static readonly Gen<decimal> Values = Gen.Choose(-20_000, 20_000).Select(v => v / 100m);

    private static readonly Gen<Curve> Curves =
        from kind in Gen.Elements(Enum.GetValues<CurveKind>())
        from full in Values.Where(v => v != 0)
        from gap in Gen.Choose(1, 5_000)
        from up in Gen.Elements(1, -1)
        from share in Gen.Choose(0, 100)
        from lower in Gen.Elements(true, false)
        select new Curve(kind, full, full + (up * gap / 100m), share / 100m, lower);

    private static readonly Gen<(Item Item, List<Reading> All)> Cases =
        from curve in Curves
        from weight in Gen.Choose(1, 10_000)
        from values in Gen.Zip(Values, Values).NonEmptyListOf()
        select (
            new Item("x", weight / 100m, "", "x", curve),
            values.Select(v => new Reading(FigureState.Known, v.Item1, v.Item2)).ToList()
        );

    [Fact]
    public void Points_lie_between_nothing_and_the_weight_and_carry_a_reason() =>
        Holds(
            (item, all) => all.TrueForAll(r => Mark(item, r, all) is { Points: { } p, Reason.Length: > 0 } && p >= 0 && p <= item.Weight)
        );

    [Fact]
    public void Who_is_better_never_gets_less() =>
        Holds(
            (item, all) =>
            {
                var up = item.Curve!.Kind switch
                {
                    CurveKind.Proportion => item.Curve.Full > item.Curve.None,
                    CurveKind.Improvement => item.Curve.Full > 0,
                    _ => !item.Curve.Lower,
                };
                var same = all.ConvertAll(r => r with { Before = 0 });
                var points = same.OrderBy(r => up ? r.Value : -r.Value).Select(r => Mark(item, r, same).Points!.Value).ToList();
                return points.Zip(points.Skip(1)).All(p => p.First <= p.Second);
            }
        );

    [Fact]
    public void The_order_in_which_they_come_changes_nothing() =>
        Holds((item, all) => all.TrueForAll(r => Mark(item, r, all) == Mark(item, r, [.. all.AsEnumerable().Reverse()])));

    [Fact]
    public void Where_all_take_part_the_score_is_the_sum_of_the_points_and_else_the_rest_counts_for_the_whole()
    {
        var marks = Gen.Zip(Gen.Choose(1, 50), Gen.Choose(0, 100)).NonEmptyListOf();
        Check.One(
            Draws.Of(100, 2_000),
            Prop.ForAll(
                marks.ToArbitrary(),
                parts =>
                {
                    var sum = parts.Sum(p => p.Item1);
                    var whole = parts
                        .Select(p => (Weight: p.Item1 * 100m / sum, Points: (decimal?)(p.Item1 * 100m / sum * p.Item2 / 100)))
                        .ToList();
                    var total = Scoring.Total(whole)!.Value;
                    var rest = Scoring.Total(whole.Append((30, null)));
                    return Math.Abs(total - whole.Sum(w => w.Points!.Value)) <= 0.01m && total is >= 0 and <= 100 && rest == total;
                }
            )
        );
        Assert.Null(Scoring.Total([(40, null), (60, null)]));
    }

    [Theory]
    [InlineData(CurveKind.Reach, 89.9, 0, "89.9%，未达到不低于 90% 的要求，得 0 分（满分 10）")]
    [InlineData(CurveKind.Reach, 90, 10, "90%，达到不低于 90% 的要求，得 10 分（满分 10）")]
    [InlineData(CurveKind.Proportion, 75, 5, "75%，60% 得 0 分、90% 得满分，按比例得 50%，得 5 分（满分 10）")]
    [InlineData(CurveKind.Rank, 70, 8, "70%，有数的 3 家中第 2，末位得 60%，本家得 80%，得 8 分（满分 10）")]
    public void Each_curve_says_in_plain_words_what_it_did(CurveKind kind, double value, double points, string reason)
    {
        var item = new Item("x", 10, "", "x", new Curve(kind, 90, 60, 0.6m));
        var own = new Reading(FigureState.Known, (decimal)value);
        var mark = Scoring.Of(item, Missing.Leave, "%", own, [own, new(FigureState.Known, 99), new(FigureState.Known, 1)]);
        Assert.Equal(((decimal?)points, reason), (mark.Points, mark.Reason));
    }

    [Fact]
    public void Progress_is_measured_against_the_same_span_of_last_year()
    {
        var item = new Item("x", 10, "", "x", new Curve(CurveKind.Improvement, 5, Share: 0.6m));
        decimal? Of(decimal now, decimal? before) => Scoring.Of(item, Missing.Leave, "%", new(FigureState.Known, now, before), []).Points;
        Assert.Equal([6, 10, 8, 0, null], [Of(50, 50), Of(60, 50), Of(52.5m, 50), Of(30, 50), Of(50, null)]);
    }

    [Fact]
    public void Without_a_source_it_takes_no_part_or_is_nothing_as_the_scheme_says_and_no_cases_are_never_nothing()
    {
        var item = new Item("x", 10, "", "x", new Curve(CurveKind.Reach, 90));
        Mark Of(Missing missing, FigureState state) => Scoring.Of(item, missing, "%", new(state), []);
        Assert.Equal(new(null, "无数据来源，不参与评分，其余评分项折算"), Of(Missing.Leave, FigureState.NoSource));
        Assert.Equal(new(0, "无数据来源，按方案计 0 分"), Of(Missing.Zero, FigureState.NoSource));
        Assert.Null(Of(Missing.Zero, FigureState.NoCases).Points);
    }

    private static Mark Mark(Item item, Reading own, List<Reading> all) => Scoring.Of(item, Missing.Leave, "%", own, all);

    private static void Holds(Func<Item, List<Reading>, bool> property) =>
        Check.One(Draws.Of(100, 2_000), Prop.ForAll(Cases.ToArbitrary(), c => property(c.Item, c.All)));
}
