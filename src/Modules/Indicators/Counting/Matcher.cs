namespace Yihe.Indicators.Counting;

/// <summary>A part made ready to be asked of many facts: whether a fact at a seat counts, and how much.</summary>
internal sealed class Matcher
{
    private readonly List<Func<FactWords, Seat, bool>> said = [];
    private readonly List<Func<FactNumbers, bool>> measured = [];
    private readonly int of;
    private readonly int by;

    internal Matcher(Part part, FactKind kind)
    {
        (Part, Kind) = (part, kind);
        of = part.Of is { } number ? kind.Find(number)!.Value.At : -1;
        by = part.By is { } word ? kind.Find(word)!.Value.At : -1;
        if (by >= 0)
            Reads[by] = true;
        foreach (var condition in part.Where ?? [])
            Compile(condition);
    }

    internal Part Part { get; }
    internal FactKind Kind { get; }

    /// <summary>The places of the words it looks at.</summary>
    internal bool[] Reads { get; } = new bool[FactKind.MostWords];

    internal bool Takes(in FactLine fact, Seat seat) => Says(fact.Words, seat) && Measures(fact.Numbers);

    /// <summary>Whether the words are such, at such a seat: the same for all facts that say the same there.</summary>
    internal bool Says(in FactWords words, Seat seat)
    {
        foreach (var holds in said)
            if (!holds(words, seat))
                return false;
        return true;
    }

    internal bool Measures(in FactNumbers numbers)
    {
        foreach (var holds in measured)
            if (!holds(numbers))
                return false;
        return true;
    }

    /// <summary>What the fact adds, taken back where it takes back.</summary>
    internal long Weight(in FactLine fact) => fact.Sign * (of < 0 ? 1 : fact.Numbers[of] ?? 0);

    internal string Item(in FactWords words) => by < 0 ? "" : words[by] ?? "";

    private void Compile(Condition condition)
    {
        var yes = !condition.Not;
        if (condition.Least is not null || condition.Most is not null)
        {
            var (least, most) = (condition.Least ?? long.MinValue, condition.Most ?? long.MaxValue);
            var number = Kind.Find(condition.Field)!.Value.At;
            measured.Add(numbers => (numbers[number] is { } n && n >= least && n <= most) == yes);
            return;
        }
        var fits = Fits(condition);
        if (IndicatorFaults.OfInstitution.Contains(condition.Field))
        {
            said.Add((_, seat) => (seat.Of(condition.Field) is { } word && fits(word)) == yes);
            return;
        }
        var at = Kind.Find(condition.Field)!.Value.At;
        Reads[at] = true;
        said.Add((words, _) => (words[at] is { } word && fits(word)) == yes);
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
