namespace Yihe.Referral.Asking;

internal enum AdviceState
{
    Asked,
    Answered,
    Closed,
}

internal enum AdviceMove
{
    Answer,
    Close,
    Withdraw,
}

public enum Suggestion
{
    [Display(Name = "就地处理")]
    StayBelow,

    [Display(Name = "建议上转")]
    Refer,
}

/// <summary>A question to a specialist before referring (转诊前咨询).</summary>
[Index(nameof(To))]
[Index(nameof(From))]
internal sealed class Advice : IMatter<AdviceState>
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required string Number { get; init; }
    public AdviceState State { get; set; }
    public required InstitutionId From { get; init; }
    public required InstitutionId To { get; init; }
    public required string? Department { get; init; }
    public required ResidentId Resident { get; init; }
    public required string Person { get; init; }
    public required string PersonDetail { get; init; }
    public required Guid Course { get; init; }
    public required Guid? Visit { get; init; }
    public required int Blueprint { get; init; }
    public required string Signs { get; init; }
    public required string Question { get; init; }
    public required AccountId? AskedBy { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public string? Reply { get; set; }
    public Suggestion? Suggests { get; set; }
    public AccountId? RepliedBy { get; set; }
    public Guid? Subject => Resident.Value;
    public IEnumerable<InstitutionId> Parties => [From, To];

    public WorkItemFace Face =>
        new(
            Number,
            Person,
            PersonDetail,
            State == AdviceState.Answered ? $"答复：{Reply}" : $"{Signs}；{Question}".TrimStart('；'),
            $"/advice/{Id}",
            Urgency.Routine
        );
}

/// <summary>How a question moves.</summary>
internal static class AdviceFlow
{
    internal static readonly Flow<Advice, AdviceState, AdviceMove> Table = new("advice", "转诊前咨询", AdviceState.Asked)
    {
        States =
        [
            new(AdviceState.Asked, "待答复", Tone.Warn, Specialist, "答复咨询", Limit),
            new(AdviceState.Answered, "已答复", Tone.Info, Asker, "按答复处理"),
            new(AdviceState.Closed, "已结束", Tone.Ok),
        ],
        Moves =
        [
            new(AdviceState.Asked, AdviceMove.Answer, AdviceState.Answered, "答复", Specialist),
            new(AdviceState.Asked, AdviceMove.Withdraw, AdviceState.Closed, "撤回", Asker),
            new(AdviceState.Answered, AdviceMove.Close, AdviceState.Closed, "已处理", Asker),
        ],
    };

    private static Holder Specialist(Advice a) => new(a.To, Rights.Answer, a.Department);

    private static Holder Asker(Advice a) => new(a.From, Rights.Ask);

    private static TimeLimit? Limit(Advice a, BlueprintBook book) => book.Of<ReferralSection>(a.Blueprint).Limits.Advice;
}
