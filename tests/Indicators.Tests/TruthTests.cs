using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Yihe.Basis;
using Yihe.Indicators.Counting;
using Yihe.Kernel.Facts;
using Yihe.Kernel.Working;
using Yihe.Organization;
using Yihe.Testing;
using Place = Yihe.Indicators.Counting.Place;

namespace Yihe.Indicators.Tests;

/// <summary>Every figure of a simulated year, with moves, late facts and corrections, is what plain SQL says it is.</summary>
public abstract class TruthTests(TestDb db)
{
    private const int TheYear = 2025;
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly Change<Input, Done> Take = new(
        "probe.take",
        "试验",
        Permission.Anyone,
        async (work, input, ct) =>
        {
            await FactBook.TakeOver(work, input.Facts, ct);
            foreach (var wrong in input.Back ?? [])
                Assert.True(await FactBook.TakeBack(work, work.Platform.Modules.Facts[wrong.Kind], wrong.Reference, "他院系统", ct));
            return await work.Commit(Done.Yes, ct);
        }
    );

    private sealed record Input(IReadOnlyList<Fact> Facts, IReadOnlyList<Fact>? Back = null);

    [Fact]
    public async Task Every_indicator_at_every_place_in_every_month_is_what_the_definition_says()
    {
        await using var region = await db.FoundFrom(Repo.Text("blueprints/kunshan.json"));
        await Live(region);
        var checkedUp = await CheckAll(region);
        Assert.True(checkedUp > 10_000, $"only {checkedUp} figures");
        var told = IndicatorTests.Book.All.Where(i => i.Formula is Formula.Ratio or Formula.Value).Select(i => i.Code);
        Assert.Equal(told.Order(), Truth.All.Select(m => m.Code).Order());
        await Open(region);
    }

    /// <summary>Every figure opens down to the facts it counts: what they add, or the persons they are about, is the figure again.</summary>
    private static async Task Open(TestRegion region)
    {
        var clerk = await region.Part("statistician");
        var places = (await region.Must("board.show", clerk, new { }))["places"]!.AsArray();
        var zone = places.First(p => p!["grain"]!.GetValue<string>() == "zone")!["id"]!.GetValue<string>();
        foreach (var indicator in IndicatorTests.Book.All.Where(i => i.Formula is Formula.Ratio or Formula.Value))
        foreach (var side in new[] { "numerator", "denominator" }.Take(indicator.Denominator is null ? 1 : 2))
        foreach (var place in indicator.Places.Contains(PlaceGrain.Zone) ? [zone, "region"] : new[] { "region" })
        {
            var (amount, byPerson, facts) = await Opened(region, clerk, (indicator.Code, side, place));
            Assert.True(
                amount == (byPerson ? facts.DistinctBy(f => f.Person).Count() : facts.Sum(f => f.Counts)),
                $"{indicator.Code} {side} {place}: {amount} is not what {facts.Count} facts come to"
            );
            Assert.Equal(facts.Count, facts.DistinctBy(f => f.Id).Count());
        }
    }

    private static async Task<(long Amount, bool ByPerson, List<(Guid Id, Guid? Person, long Counts)> Facts)> Opened(
        TestRegion region,
        Actor clerk,
        (string Code, string Side, string Place) what
    )
    {
        await using var db = region.Platform.Database.Open();
        var (facts, after) = (new List<(Guid, Guid?, long)>(), (string?)null);
        while (true)
        {
            var page = (await region.Run(ListFacts.Door, clerk, new(what.Code, what.Place, $"{TheYear}", what.Side, after))).Value!;
            var ids = page.Lines.Items.Select(l => l.Id).ToList();
            var persons = await db.Set<Fact>().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, f => f.Person, Ct);
            facts.AddRange(page.Lines.Items.Select(l => (l.Id, persons[l.Id], l.Counts)));
            after = page.Lines.Next;
            if (after is null)
                return (page.Amount, page.ByPerson, facts);
        }
    }

    /// <summary>A year, a move in its middle, then what came late and what was corrected or taken back.</summary>
    private static async Task Live(TestRegion region)
    {
        var random = new Random(2_025);
        await using var db = region.Platform.Database.Open();
        var spans = await MemberSpan.All(db, Ct);
        var at = spans.Where(s => s.Kind != InstitutionKind.GovernmentOffice).Select(s => s.Institution).Distinct().ToList();
        var kinds = region.Platform.Modules.Facts;
        var facts = Year.Of(random, kinds, at, new(TheYear, 1, 1), Deep.Of(150, 1_500));
        await region.Must(Take, Actor.Nobody, new(facts));
        await region.Beat();
        await Move(region, spans);
        await CountingHouse.Of(region.Platform).Ask(cube => cube.Facts, Ct);
        var corrections = facts
            .Where(_ => random.Next(6) == 0)
            .Select(f => Year.One(random, kinds[f.Kind], f.Reference, at, new(TheYear, 1, 1), [f.Person ?? default]));
        await region.Must(Take, Actor.Nobody, new([.. corrections]));
        await region.Must(
            Take,
            Actor.Nobody,
            new(
                [
                    .. Year.Of(random, kinds, at, new(TheYear - 1, 7, 1), 30).Select(f => Renamed(f, kinds[f.Kind])),
                    .. Posted(random, kinds, spans.First(s => s.Kind == InstitutionKind.TownshipCenter).Institution),
                ],
                [.. facts.Where((_, i) => i % 61 == 0)]
            )
        );
        await region.Beat();
    }

    /// <summary>A facility that really was posted for half a year, and one that just was not.</summary>
    private static IEnumerable<Fact> Posted(Random random, IReadOnlyDictionary<string, FactKind> kinds, Basis.Values.InstitutionId at) =>
        from doctor in Enumerable.Range(0, 2)
        from day in Enumerable.Range(0, 183 - doctor)
        select Fact.Of(
            (Year.Guid(random), TestRegion.Start, "人事系统"),
            kinds["posting.day"],
            new(
                $"d{doctor}-{day}",
                at,
                new DateTimeOffset(TheYear, 1, 1, 4, 0, 0, TimeSpan.Zero).AddDays(day),
                new Guid(doctor + 1, 0, 0, new byte[8])
            ),
            [("title", "senior"), ("from", "tertiary")]
        );

    private static Fact Renamed(Fact fact, FactKind kind) =>
        Fact.Of(
            (fact.Id, fact.RecordedAt, fact.Source),
            kind,
            new($"before-{fact.Reference}", fact.Institution, fact.HappenedAt, fact.Person),
            kind.Fields.Select(f => (f.Name, fact[kind, f.Name]))
        );

    /// <summary>A member goes over to another zone in the middle of the year.</summary>
    private static async Task Move(TestRegion region, IReadOnlyList<MemberSpan> spans)
    {
        var zones = spans.Where(s => s.Zone is not null).GroupBy(s => s.Zone!).ToList();
        var moving = zones[0].First(s => s.Role == MembershipRole.Member).Institution;
        var row =
            $"institution = (SELECT id FROM organization_institution WHERE id = institution AND code = '{(await CodeOf(region, moving))}')";
        await region.Sql($"UPDATE organization_membership SET \"from\" = '2020-01-01'");
        await region.Sql($"UPDATE organization_membership SET until = '{TheYear}-07-01' WHERE zone IS NOT NULL AND {row}");
        await region.Sql(
            $"""
            INSERT INTO organization_membership (id, version, institution, consortium, role, zone, specialties, "from")
            SELECT institution, 1, institution, consortium, role, '{zones[1].Key}', specialties, '{TheYear}-07-01'
            FROM organization_membership WHERE until = '{TheYear}-07-01' AND {row}
            """
        );
    }

    private static async Task<string> CodeOf(TestRegion region, Basis.Values.InstitutionId id)
    {
        await using var db = region.Platform.Database.Open();
        return (await InstitutionDirectory.Of(region.Platform).On(db, TestRegion.Start.Day(), Ct)).Single(i => i.Id == id).Code;
    }

    private static async Task<int> CheckAll(TestRegion region)
    {
        await using var db = region.Platform.Database.Open();
        var sql = new PlainSql(db);
        var codes = (await InstitutionDirectory.Of(region.Platform).On(db, TestRegion.Start.Day(), Ct)).ToDictionary(
            i => i.Id,
            i => i.Code
        );
        var checkedUp = 0;
        var cube = await CountingHouse.Of(region.Platform).Ask(c => c, Ct);
        var anew = await CountingHouse.FromScratch(region.Platform, null, Ct);
        foreach (var meaning in Truth.All)
        {
            var indicator = IndicatorTests.Book.Find(meaning.Code)!;
            foreach (var grain in indicator.Places)
            foreach (var span in new[] { PeriodGrain.Month, PeriodGrain.Year }.Where(indicator.Periods.Contains))
            {
                var expected = await sql.Of(meaning, grain, span, TheYear);
                foreach (var place in PlacesOf(cube, grain))
                foreach (var period in Spans(span))
                {
                    var key = (KeyOf(place, codes), span == PeriodGrain.Year ? $"{TheYear}" : $"{period}");
                    var figure = Reckoning.Of(cube, meaning.Code, place, period);
                    var told = expected.GetValueOrDefault(key, (0, 0));
                    Assert.True(
                        Same(figure, told, meaning),
                        $"{meaning.Code} {place} {period}: engine {figure}, SQL {told.Item1}/{told.Item2}"
                    );
                    Assert.Equal(figure, Reckoning.Of(anew, meaning.Code, place, period));
                    checkedUp++;
                }
            }
        }
        await LifeTable(sql, cube);
        return checkedUp;
    }

    private static bool Same(Figure figure, (decimal Numerator, decimal Denominator) told, Meaning meaning)
    {
        if (figure.State == FigureState.NoSource)
            return told == (0, 0);
        if (meaning.Denominator.Length == 0)
            return figure.Numerator == told.Numerator && figure.Value == told.Numerator * meaning.Scale;
        return told.Denominator == 0
            ? figure is { State: FigureState.NoCases, Value: null } && figure.Numerator == told.Numerator
            : figure.Value == Math.Round(told.Numerator * meaning.Scale / told.Denominator, meaning.Digits, MidpointRounding.AwayFromZero)
                && figure.Denominator == told.Denominator;
    }

    private static async Task LifeTable(PlainSql sql, Cube cube)
    {
        var (died, lived) = (await sql.ByBand(Truth.Deaths, "word2", TheYear), await sql.ByBand(Truth.Lived, "word1", TheYear));
        Assert.Equal(8, lived.Count);
        var alive = 1.0;
        foreach (var (band, people) in lived)
        {
            var rate = (double)died.GetValueOrDefault(band) / (double)people;
            alive *= 1 - (5 * rate / (1 + (2.5 * rate)));
        }
        var figure = Reckoning.Of(cube, "premature-deaths", Place.Region, Period.Parse($"{TheYear}")!);
        Assert.Equal(Math.Round((decimal)(1 - alive) * 100, 3, MidpointRounding.AwayFromZero), figure.Value);
    }

    private static IEnumerable<Period> Spans(PeriodGrain grain) =>
        grain == PeriodGrain.Year
            ? [Period.Parse($"{TheYear}")!]
            : Enumerable.Range(1, 12).Select(m => Period.Parse(string.Create(CultureInfo.InvariantCulture, $"{TheYear}-{m:00}"))!);

    private static IEnumerable<Place> PlacesOf(Cube cube, PlaceGrain grain) =>
        grain switch
        {
            PlaceGrain.Region => [Place.Region],
            PlaceGrain.Institution => cube.Seats.All.Select(s => s.Institution).Distinct().Select(Place.Of),
            PlaceGrain.Consortium => cube
                .Seats.All.Select(s => s.Consortium)
                .OfType<string>()
                .Distinct()
                .Select(c => new Place(grain, Consortium: c)),
            _ => cube
                .Seats.All.Where(s => s.Zone is not null)
                .Select(s => (s.Consortium, s.Zone))
                .Distinct()
                .Select(z => new Place(grain, Consortium: z.Consortium, Zone: z.Zone)),
        };

    private static string KeyOf(Place place, Dictionary<Basis.Values.InstitutionId, string> codes) =>
        place.Grain switch
        {
            PlaceGrain.Institution => codes[place.Institution],
            PlaceGrain.Consortium => place.Consortium!,
            PlaceGrain.Zone => place.Zone!,
            _ => "region",
        };
}

public sealed class SqliteTruthTests() : TruthTests(new SqliteDb());

public sealed class PostgresTruthTests() : TruthTests(new PostgresDb());
