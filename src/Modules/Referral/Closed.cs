using Yihe.Residents.Sensitive;

namespace Yihe.Referral;

/// <summary>
/// What of a referral is closed to whoever may read it without having a part in it (敏感内容): an office that oversees the group sees that somebody
/// was sent from where to where, not for what, where that is of a sensitive category. 个人信息保护法第二十九条.
/// </summary>
internal static class Closed
{
    internal static readonly ClinicalPicture Picture = new(SensitiveRule.Closed, "", [SensitiveRule.Closed], "", null, null);

    /// <summary>A judge of these referrals for the actor.</summary>
    /// <param name="also">the hops of one course: who has a part in one knows of all</param>
    internal static async Task<Func<Referral, bool>> To(Work work, IReadOnlyList<Referral> some, CancellationToken ct, bool also = false)
    {
        var sight = await SensitiveRule.Sight(work, some.Select(r => r.Resident.Value), ct);
        return r => sight.Closes(r.Resident.Value, also ? some.SelectMany(o => o.Parties) : r.Parties, WordsOf(r));
    }

    private static IEnumerable<string?> WordsOf(Referral r) =>
        [
            r.Picture.Complaint,
            r.Picture.Signs,
            .. r.Picture.Diagnoses,
            r.Picture.Summary,
            r.Picture.Medication,
            r.Picture.Request,
            r.Plan?.DischargeSummary,
            r.Plan?.Medication,
            r.Plan?.Rehabilitation,
            r.Basis.Override,
            r.LastReason,
            r.Conclusion,
            r.Department,
        ];
}
