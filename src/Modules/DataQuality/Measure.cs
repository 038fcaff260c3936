namespace Yihe.DataQuality;

/// <summary>What a check came to for one unit's data of one month (质量结果), as it was last judged.</summary>
[Index(nameof(Check), nameof(Institution), nameof(Subject), nameof(Period), IsUnique = true)]
[Index(nameof(Institution), nameof(Period))]
internal sealed class Measure : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required string Check { get; init; }
    public required InstitutionId Institution { get; init; }

    /// <summary>A source or a doctor, as <see cref="Unit"/> writes it.</summary>
    public required string Subject { get; init; }
    public required string Period { get; init; }
    public MeasureState State { get; private set; }
    public double? Value { get; private set; }

    /// <summary>Of what it was made; no name and no number of anybody.</summary>
    public string Words { get; private set; } = "";

    internal (string, InstitutionId, string, string) Of => (Check, Institution, Subject, Period);

    internal static Measure For(Work work, Judged judged) =>
        new()
        {
            Id = work.NewId(),
            Check = judged.Check.Code,
            Institution = judged.Unit.Institution,
            Subject = judged.Unit.Subject,
            Period = judged.Period,
        };

    internal void Say(Verdict verdict)
    {
        if (Words != verdict.Words || State != verdict.State)
            (State, Value, Words) = (verdict.State, verdict.Value, verdict.Words);
    }
}

/// <summary>That a day's examination was done: once, whichever node was first.</summary>
[Index(nameof(Day), IsUnique = true)]
internal sealed class Examination : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required DateOnly Day { get; init; }

    /// <summary>The newest month that was judged.</summary>
    public required string Period { get; init; }
    public required long Facts { get; init; }
    public required int Judged { get; init; }
}
