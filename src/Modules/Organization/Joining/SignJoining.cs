using Yihe.Kernel.Files;

namespace Yihe.Organization;

/// <summary>The agreement is signed (签约): membership holds from its first day. KS-21, KS-24, KS-26.</summary>
internal static class SignJoining
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "协议要点"), Needed("请写明协议要点"), AtMost(4000)] string Text,
        [property: Display(Name = "生效日")] DateOnly From,
        [property: Display(Name = "截止日")] DateOnly? Until = null,
        [property: Display(Name = "签字盖章的协议（PDF）")] UploadedFile? File = null,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("joining.sign", "签订加入协议", Rights.SignAgreements, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (joining, refusal) = await work.Find<Joining>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (JoiningFlow.Table.Refuses(joining, JoiningMove.Sign, work.Actor) is { } illegal)
            return illegal;
        if (input.From < work.Today)
            return Refusal.Invalid("from", "生效日不能早于今天：以前的名单已经用过，不再改动");
        var terms = new Terms(joining.Name + "加入协议", input.Text, input.From, input.Until, input.File);
        var (agreement, unfit) = await Agreement.Draw(work, terms, [joining.Applicant, joining.Lead], null, ct);
        if (unfit is not null)
            return unfit;
        joining.Agreement = agreement.Id;
        var plan = new MembershipPlan(joining.Consortium, MembershipRole.Member, input.From, joining.Zone);
        work.Add(Membership.Of(work.NewId(), joining.Applicant, plan));
        if (await JoiningFlow.Table.Make(work, joining, JoiningMove.Sign, ct) is { } not)
            return not;
        var done = await work.Commit(Done.Yes, ct);
        InstitutionDirectory.Of(work.Platform).Forget();
        return done;
    }
}

/// <summary>A member leaves (退出) on a day, for a reason, and its agreements with other members end; until then it belongs, and lists of earlier days still show it. KS-26.</summary>
internal static class LeaveConsortium
{
    internal sealed record Input(
        InstitutionId Institution,
        [property: Display(Name = "退出日（当天起不再是成员）")] DateOnly Until,
        [property: Display(Name = "退出的理由"), Needed("请写明退出的理由"), AtMost(300)] string Reason
    );

    internal static readonly Change<Input, Done> Door = new("membership.end", "办理退出", Rights.EndMembership, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(input.Institution)) is { } refusal)
            return refusal;
        if (input.Until <= work.Today)
            return Refusal.Invalid("until", "退出日应在明天或以后：以前的名单已经用过，不再改动");
        var held = await work
            .Db.Set<Membership>()
            .Where(m => m.Institution == input.Institution && (m.Until == null || m.Until > input.Until) && m.From < input.Until)
            .ToListAsync(ct);
        if (held.Find(m => m.Role <= MembershipRole.Member) is not { } membership)
            return Refusal.Conflict("no-member", "那一天它已不是成员单位");
        if (membership.Role == MembershipRole.Lead)
            return Refusal.Conflict("lead", "牵头单位不能单独退出，请先调整方案中的牵头单位");
        membership.End(input.Until, input.Reason.Trim());
        await EndAgreements(work, input, membership.Consortium, ct);
        work.About(membership);
        var done = await work.Commit(Done.Yes, ct);
        InstitutionDirectory.Of(work.Platform).Forget();
        return done;
    }

    /// <summary>
    /// What it agreed with other members it agreed as a member (KS-21, KS-24): that holds until the same day, and comes before its keeper
    /// as any that ends. What it agreed with others goes on.
    /// </summary>
    private static async Task EndAgreements(Work work, Input input, string consortium, CancellationToken ct)
    {
        var members = (await InstitutionDirectory.All(work, ct)).Where(i => i.Consortium == consortium).Select(i => i.Id).ToHashSet();
        var running = await work
            .Db.Set<Agreement>()
            .Where(a => a.State == AgreementState.InForce || a.State == AgreementState.Ending)
            .ToListAsync(ct);
        foreach (var agreement in running.Where(a => a.Between.Contains(input.Institution) && a.Between.All(members.Contains)))
            agreement.End(input.Until, $"一方退出医共体：{input.Reason.Trim()}");
    }
}
