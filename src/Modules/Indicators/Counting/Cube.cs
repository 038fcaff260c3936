using System.Collections;
using System.Runtime.InteropServices;

namespace Yihe.Indicators.Counting;

/// <summary>Where facts of a kind came from, and how far they reach.</summary>
public sealed class Trace
{
    /// <summary>Source → how many facts stand.</summary>
    public Dictionary<string, long> Sources { get; } = [];
    public DateOnly Last { get; internal set; } = DateOnly.MinValue;
    public DateTimeOffset RecordedAt { get; internal set; }

    /// <summary>Month and seat → facts that came in a later month than they happened, and corrections.</summary>
    internal Dictionary<(int Month, int Seat), int> Late { get; } = [];

    /// <summary>Month, or seat → how many facts stand.</summary>
    internal Dictionary<int, long> Months { get; } = [];
    internal Dictionary<int, long> Seats { get; } = [];

    internal int? FirstMonth => Months.Where(m => m.Value > 0).Min(m => (int?)m.Key);
}

/// <summary>
/// What the parts of all indicators come to, by day and month and seat: sums over facts, each added or taken back by its sign, so that
/// the order in which they came leaves nothing behind. Kept in memory, made anew from the facts whenever in doubt.
/// </summary>
public sealed class Cube
{
    private readonly Dictionary<string, int> numbers;
    private readonly Dictionary<string, Counters> counters;
    private readonly Dictionary<(int Part, int Seat, string Item), Sums> cells = [];
    private readonly Crowd crowd = new();

    internal Cube(IndicatorBook book, IReadOnlyDictionary<string, FactKind> kinds, Seats seats)
    {
        (Book, Seats, Kinds) = (book, seats, kinds);
        var leaves = book.Parts.Where(p => p.Fact is not null).ToList();
        numbers = leaves.Select((p, i) => (p.Code, i)).ToDictionary(p => p.Code, p => p.i);
        counters = kinds.Keys.ToDictionary(
            kind => kind,
            kind => new Counters([.. leaves.Where(p => p.Fact == kind).Select(p => new Matcher(p, kinds[kind]))])
        );
    }

    /// <summary>By which figures are told; another of the same parts may take its place, nothing is counted anew.</summary>
    public IndicatorBook Book { get; internal set; }
    public IReadOnlyDictionary<string, FactKind> Kinds { get; }
    public Seats Seats { get; }

    /// <summary>The last block whose facts are in.</summary>
    public long Block { get; internal set; }
    public long Facts { get; private set; }
    public Dictionary<string, Trace> Traces { get; } = [];

    internal void Add(in FactLine fact)
    {
        Facts++;
        var seat = Seats.On(fact.Institution, fact.Day);
        var month = Period.MonthOf(fact.Day);
        Follow(fact, seat, month);
        foreach (var (matcher, sums) in WhoCounts(fact, seat))
            if (!matcher.Measures(fact.Numbers))
                continue;
            else if (sums is not null)
                sums.Add(fact.Day.DayNumber, month, matcher.Weight(fact));
            else if (fact.Person is { } person)
                crowd.Add(person, (numbers[matcher.Part.Code], month, seat), fact.Sign);
    }

    /// <summary>The parts that take facts of these words at this seat, each with where it sums them; none where it counts persons.</summary>
    private List<(Matcher Matcher, Sums? Sums)> WhoCounts(in FactLine fact, int seat)
    {
        if (!counters.TryGetValue(fact.Kind, out var all))
            return [];
        var words = fact.Words.At(all.Reads);
        if (all.Known.TryGetValue((seat, words), out var known))
            return known;
        var who = new List<(Matcher, Sums?)>();
        foreach (var matcher in all.Matchers)
            if (matcher.Says(words, Seats.All[seat]))
                who.Add(
                    (matcher, matcher.Part.Take == Taking.People ? null : SumsOf(numbers[matcher.Part.Code], seat, matcher.Item(words)))
                );
        return all.Known[(seat, words)] = who;
    }

    private Sums SumsOf(int part, int seat, string item) =>
        CollectionsMarshal.GetValueRefOrAddDefault(cells, (part, seat, item), out _) ??= new Sums();

    /// <summary>The amount of a part that reads facts, kept apart by item; what comes to nothing is not there.</summary>
    internal Dictionary<string, long> Items(Part part, Place place, Period period)
    {
        var (sums, number) = (new Dictionary<string, long>(), numbers[part.Code]);
        foreach (var item in part.By is null ? [""] : ItemsKnown(number))
        {
            var sum = SeatsOf(place).Sum(seat => cells.GetValueOrDefault((number, seat, item))?.Over(period) ?? 0);
            if (sum != 0)
                sums[item] = sum;
        }
        return sums;
    }

    /// <summary>The persons a part counts in a place and a span: exact, each once.</summary>
    internal IEnumerable<Guid> People(Part part, Place place, Period period) => crowd.Named(Seen(part, place, period));

    internal int CountPeople(Part part, Place place, Period period) => Crowd.Count(Seen(part, place, period));

    private BitArray Seen(Part part, Place place, Period period)
    {
        var found = crowd.Of(numbers[part.Code], SeatsOf(part.Over(place)), [.. period.Months], part.AtLeast ?? 1);
        return part.Among is { } among ? found.And(Seen(Book.Part(among), place, period)) : found;
    }

    /// <summary>Whether facts of a kind stand in some month of the span, and somewhere in the place at any time.</summary>
    internal bool Knows(string kind, Place place, Period period) =>
        Traces.GetValueOrDefault(kind) is { } trace
        && period.Months.Any(m => trace.Months.GetValueOrDefault(m) > 0)
        && SeatsOf(place).Any(s => trace.Seats.GetValueOrDefault(s) > 0);

    /// <summary>How many facts of a kind in a place and a span came in a later month than they happened, or corrected another.</summary>
    public int Late(string kind, Place place, Period period) =>
        Traces.GetValueOrDefault(kind) is { Late.Count: > 0 } trace
            ? SeatsOf(place).Sum(seat => period.Months.Sum(month => trace.Late.GetValueOrDefault((month, seat))))
            : 0;

    private IEnumerable<int> SeatsOf(Place place) => Enumerable.Range(0, Seats.All.Count).Where(s => place.Holds(Seats.All[s]));

    private List<string> ItemsKnown(int part) => [.. cells.Keys.Where(k => k.Part == part).Select(k => k.Item).Distinct()];

    private void Follow(in FactLine fact, int seat, int month)
    {
        if (!Traces.TryGetValue(fact.Kind, out var trace))
            Traces[fact.Kind] = trace = new();
        CollectionsMarshal.GetValueRefOrAddDefault(trace.Sources, fact.Source, out _) += fact.Sign;
        trace.Last = fact.Day > trace.Last ? fact.Day : trace.Last;
        trace.RecordedAt = fact.RecordedAt > trace.RecordedAt ? fact.RecordedAt : trace.RecordedAt;
        CollectionsMarshal.GetValueRefOrAddDefault(trace.Months, month, out _) += fact.Sign;
        CollectionsMarshal.GetValueRefOrAddDefault(trace.Seats, seat, out _) += fact.Sign;
        if (fact.Revision > 1 || Period.MonthOf(fact.RecordedAt.Day()) > month)
            CollectionsMarshal.GetValueRefOrAddDefault(trace.Late, (month, seat), out _)++;
    }

    /// <summary>The parts that read one kind of fact, the words any of them looks at, and what was found out about such words at a seat.</summary>
    private sealed class Counters(IReadOnlyList<Matcher> matchers)
    {
        internal IReadOnlyList<Matcher> Matchers => matchers;
        internal bool[] Reads { get; } = [.. Enumerable.Range(0, FactKind.MostWords).Select(at => matchers.Any(m => m.Reads[at]))];
        internal Dictionary<(int Seat, FactWords Words), List<(Matcher, Sums?)>> Known { get; } = [];
    }
}
