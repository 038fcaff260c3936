using Yihe.Kernel.Flows;
using static Yihe.Beds.BedStayMove;
using static Yihe.Beds.BedStayState;

namespace Yihe.Beds;

internal enum BedStayMove
{
    Confirm,
    Refuse,
    Retake,
    Admit,
    Arrive,
    GiveUp,
    Release,
    Lapse,
    Transfer,
    MoveOn,
    Leave,
}

/// <summary>How a stay in bed moves. A day case waits for its ward, as it has to leave the same day; a refused one for whoever asked.</summary>
internal static class BedStayFlow
{
    internal static readonly Flow<BedStay, BedStayState, BedStayMove> Overnight = new("bed", "占床", Held)
    {
        Only = s => s is { DayCase: false, Selling: Selling.Here },
        States =
        [
            new(Held, "预占", Tone.Warn),
            new(In, "在住", Tone.Info),
            new(Moved, "已转往他院", Tone.Quiet),
            new(Left, "已出院", Tone.Ok),
            new(GivenUp, "已退床", Tone.Quiet),
            new(Lapsed, "预占到期", Tone.Quiet),
        ],
        Moves =
        [
            new(Held, Admit, In, "入住", AtWard),
            new(Held, Arrive, In, "随转诊到院入住", Anyone) { When = ForMatter },
            new(Held, GiveUp, GivenUp, "退床", Booker, AtWard),
            new(Held, Release, GivenUp, "随转诊退床", Anyone) { When = ForMatter },
            new(Held, Lapse, Lapsed, "预占到期", Nobody),
            new(In, Transfer, In, "转床", AtWard),
            new(In, MoveOn, Moved, "转往他院病区", AtWard),
            new(In, Leave, Left, "出院", AtWard),
        ],
    };

    internal static readonly Flow<BedStay, BedStayState, BedStayMove> DayCase = new("bed-day", "日间占床", Held)
    {
        Only = s => s is { DayCase: true, Selling: Selling.Here },
        States =
        [
            .. Overnight.States.Select(s =>
                s.State == In
                    ? s with
                    {
                        Holder = stay => new(stay.To, Rights.Admit),
                        Asks = "日间当日出院",
                        Limit = (stay, book) => new(book.Of<AccessSection>(stay.Blueprint).Beds.DayHours),
                    }
                    : s
            ),
        ],
        Moves = Overnight.Moves,
    };

    /// <summary>Where the hospital's own system has the last word.</summary>
    internal static readonly Flow<BedStay, BedStayState, BedStayMove> Allotted = new("bed-allotted", "占床（院内确认）", Confirming)
    {
        Only = s => s.Selling == Selling.Allotted,
        States =
        [
            new(Confirming, "待确认", Tone.Warn),
            new(Refused, "未能确认", Tone.Danger) { Holder = Booker, Asks = "另选床位" },
            .. Overnight.States,
        ],
        Moves =
        [
            new(Confirming, Confirm, Held, "院内确认", Hospital),
            new(Confirming, Refuse, Refused, "不能安排", Hospital),
            new(Refused, Retake, Confirming, "改到下一张", Booker),
            .. Overnight.Moves,
            .. Overnight.Moves.Where(m => m.From == Held && m.Move != Admit).Select(m => m with { From = Confirming }),
            .. Overnight.Moves.Where(m => m.From == Held && m.Move is GiveUp or Release).Select(m => m with { From = Refused }),
            new(Held, Refuse, Refused, "不能安排", Hospital),
        ],
    };

    internal static IReadOnlyList<Flow<BedStay, BedStayState, BedStayMove>> All => [Overnight, DayCase, Allotted];

    internal static Flow<BedStay, BedStayState, BedStayMove> Of(BedStay stay) =>
        stay.Selling == Selling.Allotted ? Allotted
        : stay.DayCase ? DayCase
        : Overnight;

    private static (Func<BedStay, bool>, string) ForMatter => (s => s.Matter is not null, "不是随转诊预占的床位");

    /// <summary>Any of the institutions that run the ward; the use case has checked that the stay is one of theirs.</summary>
    private static Holder AtWard(BedStay s) => new(default, Rights.Admit);

    private static Holder Booker(BedStay s) => new(s.From, Rights.Hold);

    /// <summary>The hospital's own system, or its desk.</summary>
    private static Holder Hospital(BedStay s) => new(s.To, Rights.Confirm);

    /// <summary>Whoever moves the referral moves its bed; only the door for referrals leads here.</summary>
    private static Holder Anyone(BedStay s) => new(default, Permission.SignedIn);

    private static Holder Nobody(BedStay s) => new(s.To, Permission.Platform);
}
