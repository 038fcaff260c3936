namespace Yihe.Hl7;

public enum FailedState
{
    [Display(Name = "待处理")]
    Waiting,

    [Display(Name = "已收下")]
    Taken,

    [Display(Name = "已搁置")]
    Aside,
}

internal enum FailedMove
{
    Take,
    SetAside,
}

/// <summary>A message that could not be taken (未收下的来文): kept sealed with the reason, until it is taken after all or put aside.</summary>
[Index(nameof(Institution), nameof(Digest), IsUnique = true)]
[Index(nameof(Institution), nameof(State), nameof(Id))]
internal sealed class FailedMessage : IMatter<FailedState>
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public FailedState State { get; set; }
    public required InstitutionId Institution { get; init; }

    /// <summary>MSH-3 and MSH-10, as far as there are any.</summary>
    public required string Application { get; init; }
    public required string ControlId { get; init; }
    public required string Trigger { get; init; }
    public required string Digest { get; init; }
    public required DateTimeOffset At { get; init; }

    [Sealed(TakenMessage.Place)]
    public required byte[] Content { get; init; }

    /// <summary>The place in the message, and what is wrong there; nothing of what it says.</summary>
    public required string Where { get; set; }
    public required string Why { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; set; } = 1;

    /// <summary>Why somebody put it aside.</summary>
    public string? Reason { get; private set; }
    public required int Blueprint { get; init; }
    public Guid Course => Id;
    public Guid? Subject => null;
    public IEnumerable<InstitutionId> Parties => [Institution];
    public WorkItemFace Face =>
        new(ControlId.Length > 0 ? ControlId : "无编号", Application, Trigger, Why, $"/messages/{Id}", Urgency.Routine);

    internal static readonly Flow<FailedMessage, FailedState, FailedMove> Flow = new("message", "未收下的来文", FailedState.Waiting)
    {
        States =
        [
            new(FailedState.Waiting, "待处理", Tone.Warn, m => new(m.Institution, Rights.Mend), "处理未收下的来文"),
            new(FailedState.Taken, "已收下", Tone.Ok),
            new(FailedState.Aside, "已搁置", Tone.Quiet),
        ],
        Moves =
        [
            new(FailedState.Waiting, FailedMove.Take, FailedState.Taken, "收下", Sender),
            new(FailedState.Aside, FailedMove.Take, FailedState.Taken, "搁置后收下", Sender),
            new(FailedState.Waiting, FailedMove.SetAside, FailedState.Aside, "搁置", m => new(m.Institution, Rights.Mend)),
        ],
    };

    private static Holder Sender(FailedMessage m) => new(m.Institution, PatientIndex.Push);

    internal void SetAside(string reason) => Reason = reason;
}
