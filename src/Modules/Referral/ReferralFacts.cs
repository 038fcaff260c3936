using Yihe.Kernel.Facts;
using Yihe.Kernel.Flows;

namespace Yihe.Referral;

/// <summary>What a referral states as facts: each of its moves, where it counts, and whether it was in time.</summary>
internal static class ReferralFacts
{
    internal static readonly FactKind Move = new(
        "referral.moved",
        "转诊一步",
        Personal: true,
        FromWork: true,
        [
            FactField.Of<ReferralDirection>("direction", "方向"),
            new(
                "move",
                "一步",
                Choices: Enum.GetValues<ReferralMove>()
                    .ToDictionary(Named, WordsOf)
                    .Append(new(Shape.JsonName(ReferralMoved.Requested), "发起"))
                    .ToDictionary()
            ),
            FactField.Of<ReferralPriority>("priority", "缓急"),
            FactField.YesNo("inTime", "在时限内"),
            new("minutes", "等了多久", "分钟"),
        ]
    );

    /// <summary>It counts where it was sent from.</summary>
    internal static void Requested(Work work, Referral referral) =>
        work.State(Move, At(work, referral, referral.From, ReferralMoved.Requested), Said(referral, ReferralMoved.Requested));

    /// <summary>What states a move once it is made; it counts with whoever was asked for it, against the limit of the state it leaves.</summary>
    internal static async Task<Action> Moved(Work work, Referral referral, ReferralMove move, CancellationToken ct)
    {
        var asked = move is ReferralMove.Resubmit or ReferralMove.Cancel ? referral.From : referral.To;
        var item = await work.Db.FindAsync<WorkItem>([referral.Key], ct);
        var late = item is { Open: true, DueAt: { } due } && due < work.Now;
        (string, object?)[] waited = item is null
            ? []
            : [("inTime", late ? "no" : "yes"), ("minutes", (long)(work.Now - item.Since).TotalMinutes)];
        return () => work.State(Move, At(work, referral, asked, move.ToString()), [.. Said(referral, move.ToString()), .. waited]);
    }

    private static Occurrence At(Work work, Referral referral, InstitutionId institution, string move) =>
        new($"{referral.Id}/{move}/{work.Now.UtcTicks}", institution, work.Now, referral.Resident.Value);

    private static (string, object?)[] Said(Referral referral, string move) =>
        [
            ("direction", Shape.JsonName(referral.Direction.ToString())),
            ("move", Shape.JsonName(move)),
            ("priority", Shape.JsonName(referral.Priority.ToString())),
        ];

    private static string Named(ReferralMove move) => Shape.JsonName(move.ToString());

    private static string WordsOf(ReferralMove move) =>
        ReferralFlow.Up.Moves.Concat(ReferralFlow.Down.Moves).FirstOrDefault(m => m.Move == move)?.Words ?? Named(move);
}
