namespace Yihe.Joining;

/// <summary>
/// What a member that leaves agreed with other members it agreed as a member (KS-21, KS-24): that holds until the same day, and comes
/// before its keeper as any that ends. What it agreed with others goes on.
/// </summary>
internal static class EndAgreementsOnMemberLeft
{
    internal static async Task Run(Work work, MemberLeft left, CancellationToken ct)
    {
        var all = await InstitutionDirectory.All(work, ct);
        var members = all.Where(i => i.Consortium == left.Consortium).Select(i => i.Id).Append(left.Institution).ToHashSet();
        var running = await work
            .Db.Set<Agreement>()
            .Where(a => a.State == AgreementState.InForce || a.State == AgreementState.Ending)
            .ToListAsync(ct);
        foreach (var agreement in running.Where(a => a.Between.Contains(left.Institution) && a.Between.All(members.Contains)))
            agreement.End(left.Until, $"一方退出医共体：{left.Reason}");
        await work.Commit(Done.Yes, ct);
    }
}
