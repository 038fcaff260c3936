namespace Yihe.Monitoring.Counting;

/// <summary>A part made ready to be asked of many facts: whether a fact at a seat counts, and how much.</summary>
internal sealed class Matcher
{
    private readonly Func<Fact, Seat, bool>[] conditions;
    private readonly int of;
    private readonly int by;

    internal Matcher(Part part, FactKind kind)
    {
        (Part, Kind) = (part, kind);
        conditions = [.. (part.Where ?? []).Select(Compile)];
        of = part.Of is { } number ? kind.Find(number)!.Value.At : -1;
        by = part.By is { } word ? kind.Find(word)!.Value.At : -1;
    }

    internal Part Part { get; }
    internal FactKind Kind { get; }

    internal bool Takes(Fact fact, Seat seat)
    {
        foreach (var holds in conditions)
            if (!holds(fact, seat))
                return false;
        return true;
    }

    /// <summary>What the fact adds, taken back where it takes back.</summary>
    internal long Weight(Fact fact) => fact.Sign * (of < 0 ? 1 : fact.Number(of) ?? 0);

    internal string Item(Fact fact) => by < 0 ? "" : fact.Word(by) ?? "";

    private Func<Fact, Seat, bool> Compile(Condition condition)
    {
        var yes = !condition.Not;
        if (condition.Least is not null || condition.Most is not null)
        {
            var (least, most) = (condition.Least ?? long.MinValue, condition.Most ?? long.MaxValue);
            var number = Kind.Find(condition.Field)!.Value.At;
            return (fact, _) => (fact.Number(number) is { } n && n >= least && n <= most) == yes;
        }
        var fits = Fits(condition);
        if (IndicatorFaults.OfInstitution.Contains(condition.Field))
            return (_, seat) => (seat.Of(condition.Field) is { } word && fits(word)) == yes;
        var at = Kind.Find(condition.Field)!.Value.At;
        return (fact, _) => (fact.Word(at) is { } word && fits(word)) == yes;
    }

    private static Func<string, bool> Fits(Condition condition)
    {
        if (condition.In is { } list)
            return list.ToHashSet().Contains;
        if (condition.Begins is { } heads)
            return word => heads.Any(h => word.StartsWith(h, StringComparison.Ordinal));
        return word => condition.Contains!.Any(c => word.Contains(c, StringComparison.Ordinal));
    }
}
