using Yihe.Residents;
using Yihe.Residents.Visits;

namespace Yihe.Referral;

/// <summary>What the page of a new referral shows before anything is typed: all that is known is carried over.</summary>
internal static class StartReferral
{
    internal sealed record Input(Guid? Visit = null, ResidentId? Resident = null, ReferralId? Follows = null);

    internal sealed record Outcome(
        ResidentCard Resident,
        VisitFacts? Facts,
        string? Before,
        string? Complaint,
        string? Signs,
        string? Diagnosis,
        IReadOnlyList<Criterion> Met,
        IReadOnlyList<Criterion> Judged,
        IReadOnlyList<KeyValuePair<string, string>> Targets,
        IReadOnlyList<KeyValuePair<string, string>> Departments,
        string Consent
    );

    internal static readonly UseCase<Input, Outcome> Door = UseCase.Look<Input, Outcome>(
        "referral.start",
        "打开新建转诊",
        Rights.Send,
        Run
    );

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var facts = input.Visit is { } visit ? await ResidentRecord.Visit(work, visit, ct) : null;
        var before = input.Follows is { } follows ? await work.Db.FindAsync<Referral>([follows], ct) : null;
        if (before is not null && before.To != work.Actor.Institution)
            return Refusal.NotFound;
        if ((facts?.Resident ?? before?.Resident ?? input.Resident) is not { } id)
            return Refusal.Invalid("resident", "请先从居民页或接诊开始转诊");
        var resident = await ResidentDirectory.Find(work, id, ct);
        if (resident.Refusal is { } unseen)
            return unseen;
        var section = work.Platform.Blueprints.At<ReferralSection>(work.Now);
        var own = (await InstitutionDirectory.Find(work, work.Actor.Institution, ct))!;
        var targets = Above(await InstitutionDirectory.All(work, ct), own);
        work.Purpose = "referral";
        var outcome = new Outcome(
            resident.Value,
            facts,
            before?.Number,
            facts?.Complaint ?? before?.Picture.Complaint,
            facts?.Signs ?? before?.Picture.Signs,
            facts is null ? before?.Picture.Diagnoses[0] : $"{facts.DiagnosisName} {facts.DiagnosisCode}",
            ReferralCriteria.Judge(section.Criteria, ReferralDirection.Up, facts, []).Met,
            [.. section.Criteria.Where(c => c.Direction == ReferralDirection.Up && c.IsJudged)],
            [.. targets.Select(i => KeyValuePair.Create(i.Id.ToString(), i.SecondName ?? i.Name))],
            [.. targets.SelectMany(i => i.Departments).Distinct().Select(d => KeyValuePair.Create(d, d))],
            section.Consent
        );
        return await work.Look(outcome, ct);
    }

    /// <summary>Members one may send up to: one's own parent first, then the others of a higher level.</summary>
    private static List<InstitutionCard> Above(IReadOnlyList<InstitutionCard> all, InstitutionCard own) =>
        [
            .. all.Where(i =>
                    i.Consortium is not null
                    && i.Consortium == own.Consortium
                    && i.Id != own.Id
                    && i.Kind is not (InstitutionKind.VillageSite or InstitutionKind.GovernmentOffice)
                )
                .Where(i => i.Id == own.Parent || i.Level > own.Level || (own.Kind == InstitutionKind.VillageSite && i.Level >= own.Level))
                .OrderByDescending(i => i.Id == own.Parent)
                .ThenBy(i => i.Role),
        ];
}
