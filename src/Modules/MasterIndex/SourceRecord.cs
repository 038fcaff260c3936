namespace Yihe.MasterIndex;

public enum SourceState
{
    [Display(Name = "新到")]
    New,

    [Display(Name = "待核对")]
    Waiting,

    [Display(Name = "已对应")]
    Linked,

    [Display(Name = "已退回")]
    Returned,
}

internal enum SourceMove
{
    Link,
    Doubt,
    Match,
    Register,
    Exclude,
    Postpone,
    Return,
    Unlink,
}

/// <summary>
/// What a source says of one of its patients (来源记录): linked to a resident, never the resident itself. What it says is kept sealed,
/// as it came; what it is found by are keyed hashes that stay through a change of keys. XX-37.
/// </summary>
[Index(nameof(Source), nameof(System), nameof(NumberIndex), IsUnique = true)]
[Index(nameof(Resident))]
[Index(nameof(State), nameof(Id))]
internal sealed class SourceRecord : IMatter<SourceState>
{
    private const string Place = "source.statement";

    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;

    /// <summary>The institution, and which of its systems.</summary>
    public required InstitutionId Source { get; init; }
    public required string System { get; init; }
    public required string NumberIndex { get; init; }
    public required DateTimeOffset At { get; init; }
    public required int Blueprint { get; init; }

    [Sealed(Place)]
    public byte[] Content { get; private set; } = [];
    public SourceState State { get; set; }
    public ResidentId? Resident { get; private set; }

    /// <summary>The name as the source writes it, for the list of what waits.</summary>
    public string? Name { get; private set; }

    /// <summary>Where it waits, and why: no numbers of people in it.</summary>
    public InstitutionId Office { get; private set; }
    public string? Why { get; private set; }

    /// <summary>How many decisions people made; changed with each, so that two at once exclude each other.</summary>
    public int Decided { get; private set; }
    public Guid Course => Id;
    public Guid? Subject => Resident?.Value;
    public IEnumerable<InstitutionId> Parties => [Source, Office];
    public WorkItemFace Face =>
        new(Id.ToString("N")[^6..].ToUpperInvariant(), Name ?? "身份不明", System, Why ?? "", $"/sources/{Id}", Urgency.Routine);

    internal Statement Statement(Vault vault) => JsonText.Read<Statement>(vault.DecryptText(Content, Place));

    internal void Say(Vault vault, Statement statement) =>
        (Content, Name) = (vault.EncryptText(JsonText.Write(statement), Place), statement.Name);

    internal void Ask(InstitutionId office, string why) => (Office, Why, Resident) = (office, why, null);

    internal void LinkTo(ResidentId resident) => (Resident, Why) = (resident, null);

    internal void Because(string why) => Why = why;

    internal void Count() => Decided++;

    internal static string IndexOf(Vault vault, string number) => vault.LastingIndex("source-number", number);
}

/// <summary>Whom a record means has been told, or is open again (来源记录已认定).</summary>
public sealed record SourceSettled(Guid Record);

/// <summary>A number that means one person wherever it comes from, as a keyed hash, for finding other records of the person.</summary>
[PrimaryKey(nameof(Record), nameof(Kind), nameof(Value))]
[Index(nameof(Kind), nameof(Value))]
internal sealed class SourceIdentifier : IRow
{
    public required Guid Record { get; init; }
    public required string Kind { get; init; }
    public required string Value { get; init; }

    internal static IEnumerable<SourceIdentifier> Of(Platform platform, Guid record, Statement statement) =>
        from given in statement.Identifiers
        where IdentifierKind.Named(platform, given.Kind)?.IsPersons == true
        group given by (given.Kind, given.Value) into one
        select new SourceIdentifier
        {
            Record = record,
            Kind = one.Key.Kind,
            Value = platform.Vault.LastingIndex("identifier-" + one.Key.Kind, one.Key.Value),
        };
}

/// <summary>A person decided that a record does not mean this resident; it is not proposed again.</summary>
[Index(nameof(Record))]
internal sealed class Exclusion : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required Guid Record { get; init; }
    public required ResidentId Resident { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Somebody thought better of it.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    internal void End(DateTimeOffset at) => EndedAt = at;
}
