using Yihe.Kernel.Acts;

namespace Yihe.Referral;

/// <summary>The slip the patient carries (双向转诊单), one A4 page; every printing is an act and counted.</summary>
internal static class PrintSlip
{
    internal sealed record Input(ReferralId Id);

    internal sealed record Outcome(
        Referral Referral,
        ResidentCard Resident,
        InstitutionCard From,
        InstitutionCard To,
        string? Doctor,
        string Consortium,
        IReadOnlyList<Criterion> Criteria,
        string Note,
        string Consent,
        MatterSlot? Slot,
        MatterBed? Bed,
        IReadOnlyList<Deductible> Deductibles,
        DateOnly ValidUntil,
        int Printing
    );

    internal static readonly Look<Input, Outcome> Door = new("referral.print", "打印转诊单", Rights.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Referral>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var r = found.Value;
        if ((await Closed.To(work, [r], ct))(r))
            return Refusal.Conflict("closed", "这份转诊单有内容没有对您开放，不能打印；请由转出或转入机构打印");
        (work.Subject, work.Matter, work.Purpose) = (r.Subject, r.Course, "print");
        var section = work.Platform.Blueprints.Of<ReferralSection>(r.Blueprint);
        var printed = await work.Db.Set<Act>().CountAsync(a => a.EntityId == r.Key && a.UseCase == Door.Name, ct);
        var (from, to) = ((await InstitutionDirectory.Find(work, r.From, ct))!, (await InstitutionDirectory.Find(work, r.To, ct))!);
        var consortia = work.Platform.Blueprints.Of<OrganizationSection>(r.Blueprint).Consortia;
        var outcome = new Outcome(
            r,
            await ResidentDirectory.Known(work, r.Resident, ct),
            from,
            to,
            await AccountDirectory.NameOf(work, r.RequestedBy, ct),
            (consortia.FirstOrDefault(c => c.Code == (from.Consortium ?? to.Consortium)) ?? consortia[0]).Name,
            section.CriteriaOf(r),
            section.SlipNote,
            section.Consent,
            await SlotDesk.Of(work, r.Key, ct),
            await BedDesk.Of(work, r.Key, ct),
            await DeductibleDesk.For(work, r.Course, [to], r.ArrivedAt ?? r.EndedAt ?? work.Now, ct),
            r.RequestedAt.Day().AddDays(section.SlipDays),
            printed + 1
        );
        return await work.Look(outcome, ct);
    }
}
