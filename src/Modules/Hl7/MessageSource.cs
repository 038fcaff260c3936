namespace Yihe.Hl7;

/// <summary>A system of an institution that may send messages (接口来源): known by what it calls itself in MSH-3.</summary>
[Index(nameof(Institution), nameof(Application), IsUnique = true)]
internal sealed class MessageSource : IEntity, IScoped
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required InstitutionId Institution { get; init; }

    /// <summary>MSH-3; also the name of the system in the index of residents.</summary>
    public required string Application { get; init; }
    public required string Title { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>How often its code map was changed; what is remembered of the map holds for one count.</summary>
    public int Mapped { get; private set; }
    public IEnumerable<InstitutionId> Parties => [Institution];

    internal void Count() => Mapped++;
}

/// <summary>One of a source's own codes, and the standard one it means (代码对照).</summary>
[Index(nameof(Source), nameof(Code), IsUnique = true)]
internal sealed class CodeMap : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required Guid Source { get; init; }
    public required string Code { get; init; }
    public string System { get; private set; } = "";
    public string Standard { get; private set; } = "";
    public string Title { get; private set; } = "";

    internal void Mean(string system, string standard, string title) => (System, Standard, Title) = (system, standard, title);
}
