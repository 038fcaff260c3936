namespace Yihe.Kernel.Secrets;

/// <summary>A column that holds only sealed values; whatever changes keys finds it by this mark.</summary>
/// <param name="place">what each value is bound to, columns of its row in braces: <c>blob/{BlobId:N}/{No}</c></param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SealedAttribute(string place) : Attribute
{
    public string Place => place;

    /// <summary>How the keys of the rows begin whose text is sealed (as base64), where not all are.</summary>
    public string? Rows { get; init; }

    /// <summary>How many are sealed anew in one piece of work.</summary>
    public int AtOnce { get; init; } = 250;
}

/// <summary>A column that holds the keyed hash of a sealed one, to find it by.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IndexOfAttribute(string column, string kind) : Attribute
{
    public string Column => column;
    public string Kind => kind;

    /// <summary>So many characters from the end; 0 for all.</summary>
    public int Last { get; init; }
}
