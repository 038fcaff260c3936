namespace Yihe.Joining;

/// <summary>An institution that may choose asks to come in, and names the lead hospital with which it means to work. KS-24, XX-03, QJ-04, GZ-07.</summary>
internal static class ApplyToJoin
{
    internal sealed record Input(
        [property: Display(Name = "牵头医院")] InstitutionId Lead,
        [property: Display(Name = "加入的理由"), Needed("请写明加入的理由，审批人会看到"), AtMost(500)] string Why,
        [property: Display(Name = "片区或网格"), AtMost(40)] string? Zone = null
    );

    internal sealed record Outcome(Guid Id, string Number);

    internal static readonly Change<Input, Outcome> Door = new("joining.apply", "申请加入医共体", Rights.ApplyToJoin, Run);

    /// <summary>Why this institution may not ask now; null where it may.</summary>
    internal static Refusal? Refuses(OrganizationSection section, InstitutionCard own) =>
        section.Joining is not { Natures.Count: > 0 } plan ? Refusal.Conflict("founded", section.Joining?.Words ?? "本地没有规定加入的办法")
        : own.IsMember ? Refusal.Conflict("member", "本机构已经是成员单位，不用再申请")
        : !plan.Natures.Contains(own.Nature) ? Refusal.Conflict("not-by-choice", plan.Words)
        : null;

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var all = await InstitutionDirectory.All(work, ct);
        var own = all.First(i => i.Id == work.Actor.Institution);
        if (Refuses(work.Platform.Blueprints.At<OrganizationSection>(work.Now), own) is { } impossible)
            return impossible;
        if (all.FirstOrDefault(i => i.Id == input.Lead && i.Role == MembershipRole.Lead) is not { } lead)
            return Refusal.Invalid("lead", "请从现在的牵头医院中选择");
        if (input.Zone is { } zone && !all.Any(i => i.Consortium == lead.Consortium && i.Zone == zone))
            return Refusal.Invalid("zone", "请从列表中选择片区或网格");
        var open = new[] { JoiningState.Deciding, JoiningState.Signing };
        if (await work.Db.Set<Joining>().AnyAsync(j => j.Applicant == own.Id && open.Contains(j.State), ct))
            return Refusal.Conflict("open", "本机构已有一份申请正在办理，请先办完或撤回");
        var joining = work.Add(await Draw(work, input, own, lead.Consortium!, all, ct));
        await Approval.AskAll(work, joining, all, ct);
        await JoiningFlow.Table.Enter(work, joining, ct);
        return await work.Commit(new Outcome(joining.Id, joining.Number), ct);
    }

    private static async Task<Joining> Draw(
        Work work,
        Input input,
        InstitutionCard own,
        string consortium,
        IReadOnlyList<InstitutionCard> all,
        CancellationToken ct
    )
    {
        var blueprint = work.Platform.Blueprints.VersionAt(work.Now);
        var steps = work.Platform.Blueprints.Of<OrganizationSection>(blueprint).Joining!.Steps;
        var approvers = steps.SelectMany(s => s.Approvals).Select(a => a.Institution).OfType<string>().ToHashSet();
        return new Joining
        {
            Id = work.NewId(),
            Number = await Counter.DatedNumber(work, work.Platform.Blueprints.At<Place>(work.Now).NumberPrefix + "J", ct),
            Applicant = own.Id,
            Name = own.Name,
            Consortium = consortium,
            Zone = input.Zone,
            Lead = input.Lead,
            Why = input.Why.Trim(),
            Involved = [own.Id, input.Lead, .. all.Where(i => approvers.Contains(i.Code)).Select(i => i.Id)],
            Blueprint = blueprint,
            At = work.Now,
        };
    }
}
