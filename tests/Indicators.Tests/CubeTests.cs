using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Yihe.Basis;
using Yihe.Basis.Values;
using Yihe.Host;
using Yihe.Indicators.Counting;
using Yihe.Kernel.Facts;
using Yihe.Organization;
using Yihe.Testing;
using Place = Yihe.Indicators.Counting.Place;

namespace Yihe.Indicators.Tests;

/// <summary>What must hold for any facts in any order: figures depend on what happened, not on when it was told or where it was split.</summary>
public class CubeTests
{
    private static readonly IReadOnlyDictionary<string, FactKind> Kinds = ModuleList.All.Facts;
    private static readonly DateOnly From = new(2026, 1, 1);
    private static readonly InstitutionId[] At = [.. Enumerable.Range(1, 5).Select(n => new InstitutionId(new Guid(n, 0, 0, new byte[8])))];

    private static readonly InstitutionKind[] KindOf =
    [
        InstitutionKind.GeneralHospital,
        InstitutionKind.TcmHospital,
        InstitutionKind.TownshipCenter,
        InstitutionKind.TownshipCenter,
        InstitutionKind.VillageSite,
    ];

    private static readonly Place[] Places =
    [
        Place.Region,
        new(PlaceGrain.Consortium, Consortium: "c"),
        new(PlaceGrain.Zone, Consortium: "c", Zone: "东"),
        new(PlaceGrain.Zone, Consortium: "c", Zone: "西"),
        .. At.Select(Place.Of),
    ];

    private static readonly Period[] Periods =
    [
        .. new[] { "2026", "2026-Q2", "2026-03", "2026-08", "2026-08-14" }.Select(t => Period.Parse(t)!),
    ];

    [Fact]
    public void A_fact_whose_kind_no_module_declares_any_more_is_counted_by_nobody()
    {
        var said = Year.Of(new Random(1), Kinds, At, From, 1);
        var (gone, left) = (said[0].Kind, Kinds.Where(k => k.Key != said[0].Kind).ToDictionary());
        var book = IndicatorTests.Book;
        Assert.DoesNotContain(gone, left.Keys);
        var cube = new Cube(book, left, new Seats(Spans()));
        foreach (var fact in said)
            cube.Add(fact.Line);
        Assert.Equal(said.Count, cube.Facts);
    }

    [Fact]
    public void The_order_of_arrival_changes_nothing() =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
                seed =>
                {
                    var random = new Random(seed);
                    var facts = WithCorrections(random, Year.Of(random, Kinds, At, From, 6));
                    var shuffled = facts.ToArray();
                    random.Shuffle(shuffled);
                    Assert.Equal(Figures(facts, Spans()), Figures(shuffled, Spans()));
                }
            )
            .Check(Draws.Of(8, 200));

    [Fact]
    public void What_was_taken_back_leaves_nothing_behind()
    {
        var facts = Year.Of(new Random(5), Kinds, At, From, 8);
        var wrong = Year.Of(new Random(6), Kinds, At, From, 8);
        var counters = wrong.Select(f => f.Countered(Year.Guid(new Random(7)), f.RecordedAt, ""));
        Assert.Equal(Figures(facts, Spans()), Figures([.. facts, .. wrong, .. counters], Spans()));
    }

    /// <summary>The work of one institution done by two of its kind in the same zone.</summary>
    [Fact]
    public void Splitting_an_institution_changes_no_figure_above_it()
    {
        var whole = Year.Of(new Random(11), Kinds, At, From, 12);
        var other = new InstitutionId(new Guid(9, 0, 0, new byte[8]));
        var split = whole.Select((f, i) => f.Institution == At[2] && i % 2 == 0 ? Elsewhere(f, other) : f).ToList();
        Assert.NotEqual(whole.Select(f => f.Institution), split.Select(f => f.Institution));
        var spans = Spans().Append(new(other, KindOf[2], InstitutionLevel.Primary, "c", "东", MembershipRole.Member, From, null));
        var above = Places.Where(p => p.Grain != PlaceGrain.Institution).ToArray();
        Assert.Equal(Figures(whole, Spans(), above), Figures(split, [.. spans], above));
    }

    [Fact]
    public void What_members_did_adds_up_to_what_their_zones_and_the_region_did()
    {
        var cube = CubeOf(Year.Of(new Random(12), Kinds, At, From, 30), Spans());
        foreach (var part in IndicatorTests.Book.Parts.Where(p => p is { Fact: not null, Take: not Taking.People }))
        foreach (var period in Periods)
        {
            long Sum(PlaceGrain grain) => Places.Where(p => p.Grain == grain).Sum(p => Reckoning.Amount(cube, part.Code, p, period));
            var whole = Sum(PlaceGrain.Region);
            Assert.Equal(whole, Sum(PlaceGrain.Institution));
            Assert.Equal(whole, Sum(PlaceGrain.Zone));
        }
    }

    [Fact]
    public void Months_add_up_to_quarters_and_years()
    {
        var cube = CubeOf(Year.Of(new Random(13), Kinds, At, From, 30), Spans());
        foreach (var part in IndicatorTests.Book.Parts.Where(p => p is { Fact: not null, Take: not Taking.People, WholeYear: false }))
        {
            long Of(string period) => Reckoning.Amount(cube, part.Code, Place.Region, Period.Parse(period)!);
            Assert.Equal(Of("2026"), Enumerable.Range(1, 4).Sum(q => Of($"2026-Q{q}")));
            Assert.Equal(Of("2026-Q3"), Enumerable.Range(7, 3).Sum(m => Of($"2026-{m:00}")));
            Assert.Equal(Of("2026-02"), Enumerable.Range(1, 28).Sum(d => Of($"2026-02-{d:00}")));
        }
    }

    [Fact]
    public void A_day_is_counted_where_its_institution_belonged_that_day()
    {
        var moved = Spans().Where(s => s.Institution != At[2]).ToList();
        moved.Add(new(At[2], KindOf[2], InstitutionLevel.Primary, "c", "东", MembershipRole.Member, From, new(2026, 7, 1)));
        moved.Add(new(At[2], KindOf[2], InstitutionLevel.Primary, "c", "西", MembershipRole.Member, new(2026, 7, 1), null));
        var visits = new[] { Visit("a", new(2026, 6, 30)), Visit("b", new(2026, 7, 1)) };
        var cube = CubeOf(visits, moved);
        long In(string zone, string period) =>
            Reckoning.Amount(cube, "visits", new(PlaceGrain.Zone, Consortium: "c", Zone: zone), Period.Parse(period)!);
        Assert.Equal((1, 0, 0, 1), (In("东", "2026-06"), In("西", "2026-06"), In("东", "2026-07"), In("西", "2026-07")));
    }

    [Fact]
    public void No_cases_is_not_nought_and_no_source_is_neither()
    {
        var cube = CubeOf([Visit("a", new(2026, 6, 1))], Spans());
        Figure Of(string code, string period) => Reckoning.Of(cube, code, Place.Region, Period.Parse(period)!);
        Assert.Equal(FigureState.NoCases, Of("stay-length", "2026-06").State);
        Assert.Equal(FigureState.NoSource, Of("fund-inside-share", "2026").State);
        Assert.Equal(FigureState.NoSource, Of("primary-visits", "2025").State);
        Assert.Equal(FigureState.ByEvidence, Of("unified-resources", "2026").State);
        Assert.Equal((FigureState.Known, 100m), (Of("primary-visits", "2026-06").State, Of("primary-visits", "2026-06").Value));
        Assert.All(new[] { "stay-length", "fund-inside-share" }, code => Assert.Null(Of(code, "2026-06").Value));
    }

    [Fact]
    public void What_comes_late_changes_its_own_month_and_says_so_where_it_belongs()
    {
        var cube = CubeOf([Visit("a", new(2026, 6, 1)), Visit("b", new(2026, 6, 2), recorded: new(2026, 8, 5))], Spans());
        Assert.Equal(2, Reckoning.Amount(cube, "visits", Place.Region, Period.Parse("2026-06")!));
        int Late(Place place, string period) => cube.Late("encounter.closed", place, Period.Parse(period)!);
        Assert.Equal((1, 1, 0), (Late(Place.Region, "2026-06"), Late(Place.Of(At[2]), "2026-06"), Late(Place.Of(At[1]), "2026-06")));
        Assert.Equal((1, 0), (Late(Place.Region, "2026"), Late(Place.Region, "2026-08")));
    }

    private static Fact Visit(string key, DateOnly day, DateOnly? recorded = null) =>
        Fact.Of(
            (new Guid(key[0], 0, 0, new byte[8]), (recorded ?? day).Start().AddHours(9), ""),
            Kinds["encounter.closed"],
            new(key, At[2], day.Start().AddHours(8), new Guid(1, 1, 1, new byte[8])),
            [("kind", "outpatient"), ("first", "yes")]
        );

    private static Fact Elsewhere(Fact fact, InstitutionId institution) =>
        Fact.Of(
            (fact.Id, fact.RecordedAt, fact.Source),
            Kinds[fact.Kind],
            new(fact.Reference, institution, fact.HappenedAt, fact.Person),
            Kinds[fact.Kind].Fields.Select(f => (f.Name, fact[Kinds[fact.Kind], f.Name]))
        );

    private static List<Fact> WithCorrections(Random random, List<Fact> facts) =>
        [.. facts, .. facts.Where(_ => random.Next(5) == 0).Select(f => f.Countered(Year.Guid(random), f.RecordedAt.AddDays(50), ""))];

    private static MemberSpan[] Spans() =>
        [
            .. At.Select(
                (id, i) =>
                    new MemberSpan(
                        id,
                        KindOf[i],
                        i < 2 ? InstitutionLevel.Tertiary : InstitutionLevel.Primary,
                        "c",
                        i % 2 == 0 ? "东" : "西",
                        i == 0 ? MembershipRole.Lead : MembershipRole.Member,
                        DateOnly.MinValue,
                        null
                    )
            ),
        ];

    private static Cube CubeOf(IEnumerable<Fact> facts, IReadOnlyList<MemberSpan> spans)
    {
        var cube = new Cube(IndicatorTests.Book, Kinds, new Seats(spans));
        foreach (var fact in facts)
            cube.Add(fact.Line);
        return cube;
    }

    private static List<string> Figures(IEnumerable<Fact> facts, IReadOnlyList<MemberSpan> spans, Place[]? places = null)
    {
        var cube = CubeOf(facts, spans);
        return
        [
            .. from indicator in IndicatorTests.Book.All
            from place in places ?? Places
            from period in Periods
            where indicator.Periods.Contains(period.Grain)
            select $"{indicator.Code} {place} {period} {Reckoning.Of(cube, indicator.Code, place, period)}",
        ];
    }
}
