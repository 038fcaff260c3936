using Yihe.Residents;

namespace Yihe.Indicators;

/// <summary>The facts a figure was made of, one by one; with the right to them, whom they are about. Each such look is an act.</summary>
internal static class ListFacts
{
    private const int Page = 50;

    internal sealed record Input(
        string Code,
        [property: Display(Name = "范围")] string? Place = null,
        [property: Display(Name = "期间")] string? Period = null,
        [property: Display(Name = "分子或分母")] string? Side = null,
        [property: Mark] string? After = null
    );

    /// <param name="Counts">what it adds to the figure; a person counts once however many such facts there are</param>
    /// <param name="Person">only where asked for and permitted</param>
    internal sealed record Line(
        Guid Id,
        DateOnly Day,
        string Institution,
        string Kind,
        string Said,
        string Source,
        DateTimeOffset RecordedAt,
        bool Corrected,
        long Counts,
        string? Person
    );

    internal sealed record Outcome(
        string Name,
        string SideWords,
        long Amount,
        bool ByPerson,
        string Place,
        string PlaceName,
        string Period,
        string PeriodName,
        Rows<Line> Lines,
        bool MaySeePeople,
        bool ShowsPeople
    );

    internal static readonly Look<Input, Outcome> Door = new(
        "fact.list",
        "查看指标构成",
        FigureRights.Read,
        (work, input, ct) => Run(work, input, people: false, ct)
    );

    internal static readonly Look<Input, Outcome> Named = new(
        "fact.people",
        "查看指标涉及的居民",
        FigureRights.People,
        (work, input, ct) => Run(work, input, people: true, ct)
    );

    private static async Task<Result<Outcome>> Run(Work work, Input input, bool people, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var book = await IndicatorBook.InForce(work, ct);
        if (book.Find(input.Code) is null)
            return Refusal.NotFound;
        if (await Asked.Of(work, input.Place, input.Period, ct) is var asked && asked.Refusal is { } unclear)
            return unclear;
        var indicator = book.At(input.Code, asked.Value.Period.From);
        var side = input.Side == "denominator" && indicator.Denominator is not null ? indicator.Denominator : indicator.Numerator;
        if (side is null)
            return Refusal.Invalid("side", "这个指标凭佐证判断，没有构成明细");
        var part = indicator.Formula == Formula.Growth ? book.Find(side)!.Numerator! : side;
        var (amount, terms) = await CountingHouse
            .Of(work.Platform)
            .Ask(cube => (Reckoning.Amount(cube, part, asked.Value.Place, asked.Value.Period), Term.Of(cube, part, asked.Value)), ct);
        var found = await Matching(work, terms, input.After, ct);
        work.Purpose = people ? "drill-people" : "drill";
        var lines = await Lines(work, found, people, ct);
        var next = found.Count == Page ? $"{new PageMark(found[^1].Fact.Day.Start(), found[^1].Fact.Id)}" : null;
        var (place, period, places) = asked.Value;
        return await work.Look(
            new Outcome(
                indicator.Name,
                book.Part(part).Words,
                amount,
                terms.Exists(t => t.Persons is not null),
                $"{place}",
                places.First(p => p.Id == $"{place}").Name,
                $"{period}",
                period.Words,
                new Rows<Line>(lines, next),
                work.Actor.May(FigureRights.People),
                people
            ),
            ct
        );
    }

    /// <summary>The next facts in force that some term takes, the newest day first.</summary>
    private static async Task<List<(Fact Fact, long Counts)>> Matching(Work work, List<Term> terms, string? after, CancellationToken ct)
    {
        var seats = new Seats(await MemberSpan.All(work.Db, ct));
        var kinds = terms.Select(t => t.Matcher.Kind.Name).Distinct().ToList();
        var (from, until) = (terms.Min(t => t.Period.From), terms.Max(t => t.Period.Until));
        var facts = work.Db.Set<Fact>().AsNoTracking().Where(f => kinds.Contains(f.Kind) && f.Day >= from && f.Day < until && f.Sign > 0);
        if (terms.TrueForAll(t => t.Place == terms[0].Place) && terms[0].Place is { Grain: PlaceGrain.Institution, Institution: var only })
            facts = facts.Where(f => f.Institution == only);
        if (PageMark.Read(after) is ({ } at, var lastId) && at.Day() is var last)
            facts = facts.Where(f => f.Day < last || (f.Day == last && f.Id.CompareTo(lastId) > 0));
        var standing = facts.Where(f =>
            !work.Db.Set<Fact>().Any(b => b.Kind == f.Kind && b.Reference == f.Reference && b.Revision == f.Revision + 1)
        );
        var found = new List<(Fact, long)>();
        await foreach (var fact in standing.OrderByDescending(f => f.Day).ThenBy(f => f.Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            var seat = seats.All[seats.On(fact.Institution, fact.Day)];
            var takers = terms.FindAll(t => t.Takes(fact, seat));
            if (takers.Count > 0)
                found.Add((fact, takers.Sum(t => t.Sign * t.Matcher.Weight(fact.Line))));
            if (found.Count == Page)
                break;
        }
        return found;
    }

    /// <summary>What makes up an amount: facts of one kind, over a place and a span, added or taken off.</summary>
    /// <param name="Persons">those it counts, where it counts persons</param>
    private sealed record Term(Matcher Matcher, int Sign, Place Place, Period Period, HashSet<Guid>? Persons)
    {
        internal static List<Term> Of(Cube cube, string code, Asked asked, int sign = 1)
        {
            var part = cube.Book.Part(code);
            if (part.Fact is null)
                return
                [
                    .. (part.Plus ?? []).SelectMany(p => Of(cube, p, asked, sign)),
                    .. (part.Minus ?? []).SelectMany(p => Of(cube, p, asked, -sign)),
                ];
            var (place, period) = (part.Over(asked.Place), part.Over(asked.Period));
            var persons = part.Take == Taking.People ? cube.People(part, asked.Place, period).ToHashSet() : null;
            return [new(new Matcher(part, cube.Kinds[part.Fact]), sign, place, period, persons)];
        }

        internal bool Takes(Fact fact, Seat seat) =>
            Matcher.Kind.Name == fact.Kind
            && fact.Day >= Period.From
            && fact.Day < Period.Until
            && Place.Holds(seat)
            && Matcher.Takes(fact.Line, seat)
            && (Persons is null || (fact.Person is { } person && Persons.Contains(person)));
    }

    private static async Task<List<Line>> Lines(Work work, List<(Fact Fact, long Counts)> facts, bool people, CancellationToken ct)
    {
        var names = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);
        var (reach, shown) = (
            work.Actor.ReachOf(FigureRights.People),
            facts.Select(f => f.Fact).Where(f => people && f.Person is not null)
        );
        var persons = await PersonMarks.NamesOf(
            work,
            shown.Where(f => reach.Covers(new AtInstitution(f.Institution))).Select(f => f.Person!.Value),
            ct
        );
        var lines = new List<Line>();
        foreach (var (fact, counts) in facts)
        {
            var kind = work.Platform.Modules.Facts[fact.Kind];
            var said = kind.Fields.Select(f => (f.Words, Say: f.Say(fact[kind, f.Name]))).Where(f => f.Say.Length > 0);
            lines.Add(
                new(
                    fact.Id,
                    fact.Day,
                    names.GetValueOrDefault(fact.Institution, "全区域"),
                    kind.Words,
                    string.Join('；', said.Select(s => $"{s.Words} {s.Say}")),
                    fact.Source.Length == 0 ? "平台业务" : fact.Source,
                    fact.RecordedAt,
                    fact.Revision > 1,
                    counts,
                    fact.Person is { } person ? persons.GetValueOrDefault(person) : null
                )
            );
        }
        return lines;
    }
}
