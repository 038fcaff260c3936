namespace Yihe.Kernel.Facts;

/// <summary>What counting needs of a fact, without its names and keys: millions of them pass by once.</summary>
public readonly record struct FactLine(
    string Kind,
    int Revision,
    int Sign,
    InstitutionId Institution,
    DateOnly Day,
    DateTimeOffset RecordedAt,
    Guid? Person,
    string Source,
    FactWords Words,
    FactNumbers Numbers
);

/// <summary>The words of a fact by their place, counted from 0.</summary>
public readonly record struct FactWords(string? Word1, string? Word2, string? Word3, string? Word4, string? Word5)
{
    public string? this[int at] =>
        at switch
        {
            0 => Word1,
            1 => Word2,
            2 => Word3,
            3 => Word4,
            _ => Word5,
        };

    /// <summary>Only those at some places; the others are as if not said.</summary>
    public FactWords At(ReadOnlySpan<bool> kept) =>
        new(kept[0] ? Word1 : null, kept[1] ? Word2 : null, kept[2] ? Word3 : null, kept[3] ? Word4 : null, kept[4] ? Word5 : null);
}

/// <summary>The numbers of a fact by their place, counted from 0.</summary>
public readonly record struct FactNumbers(long? Number1, long? Number2, long? Number3, long? Number4)
{
    public long? this[int at] =>
        at switch
        {
            0 => Number1,
            1 => Number2,
            2 => Number3,
            _ => Number4,
        };
}
