namespace Yihe.Organization;

/// <summary>A member leaves (退出) on a day, for a reason; until then it belongs, and lists of earlier days still show it. KS-26.</summary>
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
        work.Publish(new MemberLeft(input.Institution, membership.Consortium, input.Until, input.Reason.Trim()));
        work.About(membership);
        var done = await work.Commit(Done.Yes, ct);
        InstitutionDirectory.Of(work.Platform).Forget();
        return done;
    }
}
