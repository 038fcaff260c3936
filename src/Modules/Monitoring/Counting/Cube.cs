using System.Runtime.InteropServices;

namespace Yihe.Monitoring.Counting;

/// <summary>Where facts of a kind came from, and how far they reach.</summary>
internal sealed class Trace
{
    /// <summary>Source → how many facts stand.</summary>
    internal Dictionary<string, long> Sources { get; } = [];
    internal DateOnly Last { get; set; } = DateOnly.MinValue;
    internal DateTimeOffset RecordedAt { get; set; }

    /// <summary>Month → facts that came in a later month than they happened, and corrections.</summary>
    internal Dictionary<int, int> Late { get; } = [];

    /// <summary>Month, or seat → how many facts stand.</summary>
    internal Dictionary<int, long> Months { get; } = [];
    internal Dictionary<int, long> Seats { get; } = [];

    internal int? FirstMonth => Months.Where(m => m.Value > 0).Min(m => (int?)m.Key);
}

/// <summary>
/// What the parts of all indicators come to, by day and month and seat: sums over facts, each added or taken back by its sign, so that
/// the order in which they came leaves nothing behind. Kept in memory, made anew from the facts whenever in doubt.
/// </summary>
internal sealed class Cube
{
    private readonly ILookup<string, (Matcher Matcher, int Number)> matchers;
    private readonly Dictionary<string, int> numbers;
    private readonly Dictionary<(int Part, int Day, int Seat, string Item), long> days = [];
    private readonly Dictionary<(int Part, int Month, int Seat, string Item), long> months = [];
    private readonly Dictionary<(int Part, int Month, int Seat), Dictionary<Guid, int>> people = [];

    internal Cube(IndicatorBook book, IReadOnlyDictionary<string, FactKind> kinds, Seats seats)
    {
        (Book, Seats, Kinds) = (book, seats, kinds);
        var leaves = book.Parts.Where(p => p.Fact is not null).ToList();
        numbers = leaves.Select((p, i) => (p.Code, i)).ToDictionary(p => p.Code, p => p.i);
        matchers = leaves.ToLookup(p => p.Fact!, p => (new Matcher(p, kinds[p.Fact!]), numbers[p.Code]));
    }

    internal IndicatorBook Book { get; }
    internal IReadOnlyDictionary<string, FactKind> Kinds { get; }
    internal Seats Seats { get; }

    /// <summary>The last block whose facts are in.</summary>
    internal long Block { get; set; }
    internal long Facts { get; private set; }
    internal Dictionary<string, Trace> Traces { get; } = [];

    internal void Add(Fact fact)
    {
        Facts++;
        var number = Seats.On(fact.Institution, fact.Day);
        Follow(fact, number);
        var (seat, month) = (Seats.All[number], Period.MonthOf(fact.Day));
        foreach (var (matcher, part) in matchers[fact.Kind])
            if (matcher.Takes(fact, seat))
                Add(matcher, part, fact, (month, number));
    }

    private void Add(Matcher matcher, int part, Fact fact, (int Month, int Seat) at)
    {
        if (matcher.Part.Take != Taking.People)
        {
            var (weight, item) = (matcher.Weight(fact), matcher.Item(fact));
            CollectionsMarshal.GetValueRefOrAddDefault(days, (part, fact.Day.DayNumber, at.Seat, item), out _) += weight;
            CollectionsMarshal.GetValueRefOrAddDefault(months, (part, at.Month, at.Seat, item), out _) += weight;
        }
        else if (fact.Person is { } person)
        {
            if (!people.TryGetValue((part, at.Month, at.Seat), out var counts))
                people[(part, at.Month, at.Seat)] = counts = [];
            CollectionsMarshal.GetValueRefOrAddDefault(counts, person, out _) += fact.Sign;
        }
    }

    /// <summary>The amount of a part that reads facts, kept apart by item; what comes to nothing is not there.</summary>
    internal Dictionary<string, long> Items(Part part, Place place, Period period)
    {
        var (sums, number) = (new Dictionary<string, long>(), numbers[part.Code]);
        var cells = period.Grain == PeriodGrain.Day ? days : months;
        int[] spans = period.Grain == PeriodGrain.Day ? [period.From.DayNumber] : [.. period.Months];
        foreach (var seat in SeatsOf(place))
        foreach (var span in spans)
            if (part.By is null)
                Sum(sums, "", cells, (number, span, seat, ""));
            else
                foreach (var item in ItemsKnown(number))
                    Sum(sums, item, cells, (number, span, seat, item));
        foreach (var item in sums.Where(s => s.Value == 0).ToList())
            sums.Remove(item.Key);
        return sums;
    }

    /// <summary>The persons a part counts in a place and a span: exact, each once.</summary>
    internal HashSet<Guid> People(Part part, Place place, Period period)
    {
        var (net, number) = (new Dictionary<Guid, int>(), numbers[part.Code]);
        foreach (var seat in SeatsOf(part.Over(place)))
        foreach (var month in period.Months)
            if (people.TryGetValue((number, month, seat), out var counts))
                foreach (var (person, count) in counts)
                    CollectionsMarshal.GetValueRefOrAddDefault(net, person, out _) += count;
        var enough = net.Where(p => p.Value >= Math.Max(1, part.AtLeast ?? 1)).Select(p => p.Key).ToHashSet();
        if (part.Among is { } among)
            enough.IntersectWith(People(Book.Part(among), place, period));
        return enough;
    }

    /// <summary>Whether facts of a kind stand in some month of the span, and somewhere in the place at any time.</summary>
    internal bool Knows(string kind, Place place, Period period) =>
        Traces.GetValueOrDefault(kind) is { } trace
        && period.Months.Any(m => trace.Months.GetValueOrDefault(m) > 0)
        && SeatsOf(place).Any(s => trace.Seats.GetValueOrDefault(s) > 0);

    private IEnumerable<int> SeatsOf(Place place) => Enumerable.Range(0, Seats.All.Count).Where(s => place.Holds(Seats.All[s]));

    private List<string> ItemsKnown(int part) => [.. months.Keys.Where(k => k.Part == part).Select(k => k.Item).Distinct()];

    private static void Sum(
        Dictionary<string, long> sums,
        string item,
        Dictionary<(int, int, int, string), long> cells,
        (int, int, int, string) at
    )
    {
        if (cells.TryGetValue(at, out var value))
            sums[item] = sums.GetValueOrDefault(item) + value;
    }

    private void Follow(Fact fact, int seat)
    {
        if (!Traces.TryGetValue(fact.Kind, out var trace))
            Traces[fact.Kind] = trace = new();
        CollectionsMarshal.GetValueRefOrAddDefault(trace.Sources, fact.Source, out _) += fact.Sign;
        trace.Last = fact.Day > trace.Last ? fact.Day : trace.Last;
        trace.RecordedAt = fact.RecordedAt > trace.RecordedAt ? fact.RecordedAt : trace.RecordedAt;
        var month = Period.MonthOf(fact.Day);
        CollectionsMarshal.GetValueRefOrAddDefault(trace.Months, month, out _) += fact.Sign;
        CollectionsMarshal.GetValueRefOrAddDefault(trace.Seats, seat, out _) += fact.Sign;
        if (fact.Revision > 1 || Period.MonthOf(fact.RecordedAt.Day()) > month)
            trace.Late[month] = trace.Late.GetValueOrDefault(month) + 1;
    }
}
