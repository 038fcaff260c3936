namespace Yihe.Joining;

/// <summary>An approver agrees; with the last approval of a step the next step is asked for, or the agreement may be signed. KS-24.</summary>
internal static class ApproveJoining
{
    internal static readonly Deed<Approval, Guid> Door = new("joining.approve", "同意加入", Rights.DecideJoining, Run);

    private static async Task<Refusal?> Run(Work work, Approval approval, CancellationToken ct)
    {
        if (await ApprovalFlow.Table.Make(work, approval, ApprovalMove.Approve, ct) is { } illegal)
            return illegal;
        approval.Decide(work);
        var joining = (await work.Db.FindAsync<Joining>([approval.Joining], ct))!;
        joining.Count();
        if ((await Approval.Of(work, joining.Id, ct)).Any(a => a.State == ApprovalState.Asked))
            return null;
        joining.Advance();
        if (joining.Step == work.Platform.Blueprints.Of<OrganizationSection>(joining.Blueprint).Joining!.Steps.Count)
            return await JoiningFlow.Table.Make(work, joining, JoiningMove.Pass, ct);
        await Approval.AskAll(work, joining, await InstitutionDirectory.All(work, ct), ct);
        work.About(approval);
        return null;
    }
}

/// <summary>An approver says no, with the reason; the way in ends there.</summary>
internal static class RefuseJoining
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "不同意的理由"), Needed("请写明不同意的理由，申请单位会看到"), AtMost(300)] string Reason,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("joining.refuse", "不同意加入", Rights.DecideJoining, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (approval, refusal) = await work.Find<Approval>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (await ApprovalFlow.Table.Make(work, approval, ApprovalMove.Refuse, ct) is { } illegal)
            return illegal;
        approval.Decide(work, input.Reason.Trim());
        var joining = (await work.Db.FindAsync<Joining>([approval.Joining], ct))!;
        return await End(work, joining, JoiningMove.Refuse, $"{approval.Words}：{input.Reason.Trim()}", ct) is { } not
            ? not
            : await work.Commit(Done.Yes, ct);
    }

    /// <summary>The way in is over; what was still asked for is needed no longer.</summary>
    internal static async Task<Refusal?> End(Work work, Joining joining, JoiningMove move, string why, CancellationToken ct)
    {
        if (JoiningFlow.Table.Refuses(joining, move, work.Actor) is { } illegal)
            return illegal;
        foreach (var open in (await Approval.Of(work, joining.Id, ct)).Where(a => a.State == ApprovalState.Asked))
            if (await ApprovalFlow.Table.Make(work, open, ApprovalMove.Lapse, ct) is { } not)
                return not;
        joining.End(why);
        return await JoiningFlow.Table.Make(work, joining, move, ct);
    }
}

/// <summary>The applicant thinks better of it, at any time before the agreement is signed.</summary>
internal static class WithdrawJoining
{
    internal static readonly Deed<Joining, Guid> Door = new(
        "joining.withdraw",
        "撤回加入申请",
        Rights.ApplyToJoin,
        (work, joining, ct) => RefuseJoining.End(work, joining, JoiningMove.Withdraw, "申请单位撤回", ct)
    );
}
