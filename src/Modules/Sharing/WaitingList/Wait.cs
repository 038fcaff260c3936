using Yihe.Kernel.Flows;

namespace Yihe.Sharing.WaitingList;

public enum WaitState
{
    Waiting,
    Offered,
    Taken,
    Lapsed,
    Left,
}

internal enum WaitMove
{
    Offer,
    Take,
    Lapse,
    Leave,
}

/// <summary>A resident waits for a time in a clinic or a bed of a ward (候补): signed and referred first, then referred, then the public, each by time.</summary>
[Index(nameof(Line), nameof(State))]
internal sealed class Wait : IMatter<WaitState>
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public WaitState State { get; set; }

    /// <summary>The clinic or the ward.</summary>
    public required Guid Line { get; init; }
    public required bool ForBed { get; init; }
    public required string Title { get; init; }
    public required InstitutionId From { get; init; }
    public required ResidentId Resident { get; init; }
    public required string Person { get; init; }
    public required string PersonDetail { get; init; }
    public required Sex Sex { get; init; }
    public required bool Isolation { get; init; }
    public required BookingRank Rank { get; init; }
    public required DateTimeOffset Since { get; init; }
    public required int Blueprint { get; init; }

    /// <summary>What is held, once something is.</summary>
    public Guid? Unit { get; set; }
    public Guid? Pool { get; set; }

    /// <summary>Which time, or which bed.</summary>
    public string? Offered { get; set; }
    public DateTimeOffset? HeldUntil { get; set; }
    public Guid? Subject => Resident.Value;
    public Guid Course => Id;
    public IEnumerable<InstitutionId> Parties => [From];

    public WorkItemFace Face =>
        new(
            "候补",
            Person,
            PersonDetail,
            $"{Title}，{Offered}",
            ForBed ? $"/wards/{Pool}/beds/{Unit}" : $"/slots/{Pool}",
            Urgency.Priority
        );

    internal static readonly Flow<Wait, WaitState, WaitMove> Flow = new("waiting", "候补", WaitState.Waiting)
    {
        States =
        [
            new(WaitState.Waiting, "候补中", Tone.Info),
            new(
                WaitState.Offered,
                "已保留",
                Tone.Warn,
                Booker,
                "确认候补到的号床",
                (w, book) => new TimeLimit(w.OfferHours(book.Of<AccessSection>(w.Blueprint)))
            ),
            new(WaitState.Taken, "已约上", Tone.Ok),
            new(WaitState.Lapsed, "未确认，已过时", Tone.Quiet),
            new(WaitState.Left, "不再候补", Tone.Quiet),
        ],
        Moves =
        [
            new(WaitState.Waiting, WaitMove.Offer, WaitState.Offered, "保留", Nobody),
            new(WaitState.Waiting, WaitMove.Leave, WaitState.Left, "不再候补", Booker),
            new(WaitState.Offered, WaitMove.Take, WaitState.Taken, "确认", Booker),
            new(WaitState.Offered, WaitMove.Leave, WaitState.Left, "不要了", Booker),
            new(WaitState.Offered, WaitMove.Lapse, WaitState.Lapsed, "过时", Nobody),
        ],
    };

    /// <summary>Those who still wait, or are offered something.</summary>
    internal static readonly System.Linq.Expressions.Expression<Func<Wait, bool>> Live = w =>
        w.State == WaitState.Waiting || w.State == WaitState.Offered;

    internal Waiter Waiter => new(Id, ForBed, Unit, Pool, From, Resident, Sex, Isolation);

    internal double OfferHours(AccessSection section) => ForBed ? section.Beds.OfferHours : section.Slots.OfferHours;

    private static Holder Booker(Wait w) => new(w.From, SharingRights.Book);

    private static Holder Nobody(Wait w) => new(w.From, Permission.Platform);
}
