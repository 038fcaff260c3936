using Yihe.Residents;
using Yihe.Residents.Visits;

namespace Yihe.Referral;

/// <summary>What a new referral carries over: from a visit, from the hop before, or from the few words typed.</summary>
internal sealed record Origin(
    ResidentId Resident,
    Guid Course,
    string Complaint,
    string Signs,
    IReadOnlyList<string> Diagnoses,
    VisitFacts? Facts,
    Referral? Before
)
{
    internal static async Task<Result<Origin>> Of(Work work, RequestReferral.Input input, CancellationToken ct)
    {
        if (input.Follows is { } follows)
            return await OfHop(work, follows, input, ct);
        if (input.Visit is { } visit)
            return await ResidentRecord.Visit(work, visit, ct) is { } facts
                ? new Origin(
                    facts.Resident,
                    facts.Course,
                    facts.Complaint,
                    facts.Signs,
                    [$"{facts.DiagnosisName} {facts.DiagnosisCode}"],
                    facts,
                    null
                )
                : Refusal.Invalid("visit", "没有找到这次接诊，或不是本机构的接诊；请从接诊记录重新发起");
        if (input.Resident is not { } resident)
            return Refusal.Invalid("resident", "请先选择居民");
        if ((await ResidentDirectory.Find(work, resident, ct)).Refusal is { } refusal)
            return refusal;
        return OfWords(work, resident, work.NewId(), input, null);
    }

    private static async Task<Result<Origin>> OfHop(Work work, ReferralId follows, RequestReferral.Input input, CancellationToken ct)
    {
        var before = await work.Db.FindAsync<Referral>([follows], ct);
        if (before is null || before.To != work.Actor.Institution)
            return Refusal.NotFound;
        if (!string.IsNullOrWhiteSpace(input.Diagnosis) || !string.IsNullOrWhiteSpace(input.Complaint))
            return OfWords(work, before.Resident, before.Course, input, before);
        return new Origin(
            before.Resident,
            before.Course,
            before.Picture.Complaint,
            before.Picture.Signs,
            before.Picture.Diagnoses,
            null,
            before
        );
    }

    private static Result<Origin> OfWords(Work work, ResidentId resident, Guid course, RequestReferral.Input input, Referral? before)
    {
        if (string.IsNullOrWhiteSpace(input.Complaint))
            return Refusal.Invalid("complaint", "请写主诉");
        if (DiagnosisTable.Of(work.Platform).Find(input.Diagnosis ?? "") is not { } diagnosis)
            return Refusal.Invalid("diagnosis", "请从诊断表中选择诊断");
        return new Origin(resident, course, input.Complaint.Trim(), before?.Picture.Signs ?? "", [diagnosis.ToString()], null, before);
    }
}
