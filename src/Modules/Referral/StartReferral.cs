namespace Yihe.Referral;

/// <summary>What the page of a new referral shows before anything is typed: all that is known is carried over.</summary>
internal static class StartReferral
{
    internal sealed record Input(Guid? Visit = null, ResidentId? Resident = null, ReferralId? Follows = null);

    /// <param name="Picture">null where it must be typed</param>
    /// <param name="Proposal">the lead of the patient's specialty; null where nothing speaks for one</param>
    internal sealed record Outcome(
        ResidentCard Resident,
        ClinicalPicture? Picture,
        IReadOnlyList<Criterion> Met,
        IReadOnlyList<Criterion> Judged,
        IReadOnlyList<KeyValuePair<string, string>> Targets,
        IReadOnlyList<KeyValuePair<string, string>> Departments,
        Proposal? Proposal,
        IReadOnlyList<Deductible> Deductibles
    );

    internal static readonly Look<Input, Outcome> Door = new("referral.start", "打开新建转诊", Rights.Send, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var origin = await Origin.Find(work, input.Visit, input.Follows, input.Resident, ct);
        if (origin.Refusal is { } unknown)
            return unknown;
        var resident = await ResidentDirectory.Find(work, origin.Value.Resident, ct);
        if (resident.Refusal is { } unseen)
            return unseen;
        var section = work.Platform.Blueprints.At<ReferralSection>(work.Now);
        var grids = work.Platform.Blueprints.At<OrganizationSection>(work.Now).Grids;
        var own = (await InstitutionDirectory.Find(work, work.Actor.Institution, ct))!;
        var targets = Choices.Above(await InstitutionDirectory.All(work, ct), own, grids);
        var facts = origin.Value.Facts;
        work.Purpose = "referral";
        var outcome = new Outcome(
            resident.Value,
            origin.Value.Picture,
            ReferralCriteria.Met(section.Criteria, ReferralDirection.Up, facts, []),
            [.. section.Criteria.Where(c => c.Direction == ReferralDirection.Up && c.IsJudged)],
            [.. Choices.Named(targets, own, grids)],
            [.. targets.SelectMany(i => i.Departments).Distinct().Select(d => KeyValuePair.Create(d, d))],
            Proposal.For(section.Routes ?? [], targets, resident.Value, facts?.DiagnosisCode, work.Today),
            await DeductibleDesk.For(work, origin.Value.Course, targets, work.Now, ct)
        );
        return await work.Look(outcome, ct);
    }
}
