using Yihe.Residents.Messages;

namespace Yihe.Referral.Reactions;

/// <summary>At each step the resident gets a text message: where, when, what number; the words are the blueprint's and never clinical.</summary>
internal static class TellResidentOnReferralMoved
{
    internal static async Task Run(Work work, ReferralMoved moved, CancellationToken ct)
    {
        if (await About(work, moved, ct) is not { } referral)
            return;
        var texts = work.Platform.Blueprints.Of<ReferralSection>(referral.Blueprint).Messages;
        if (!texts.TryGetValue(Shape.JsonName(moved.Move), out var text))
            return;
        var to = await InstitutionDirectory.Find(work, referral.To, ct);
        await ResidentMessages.Tell(work, referral.Resident, Filled(text, referral, to!), ct);
        (work.Subject, work.Matter, work.Blueprint) = (referral.Subject, referral.Course, referral.Blueprint);
        await work.Commit(Done.Yes, ct);
    }

    /// <summary>A step-down speaks of where the patient goes: the hop that follows.</summary>
    private static Task<Referral?> About(Work work, ReferralMoved moved, CancellationToken ct)
    {
        ReferralId? hop = moved.Referral;
        return moved.Move == nameof(ReferralMove.StepDown)
            ? work.Db.Set<Referral>().SingleOrDefaultAsync(r => r.Follows == hop, ct)
            : work.Db.Set<Referral>().SingleOrDefaultAsync(r => r.Id == moved.Referral, ct);
    }

    private static string Filled(string text, Referral referral, InstitutionCard to) =>
        text.Replace("{person}", referral.Person, StringComparison.Ordinal)
            .Replace("{institution}", to.ShortName, StringComparison.Ordinal)
            .Replace("{phone}", to.Phone ?? "", StringComparison.Ordinal)
            .Replace("{department}", referral.Department ?? "", StringComparison.Ordinal)
            .Replace("{number}", referral.Number, StringComparison.Ordinal)
            .Replace("{followUp}", referral.Plan?.FollowUpOn.ToString("M月d日") ?? "", StringComparison.Ordinal);
}
