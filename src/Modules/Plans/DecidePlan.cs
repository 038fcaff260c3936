namespace Yihe.Plans;

/// <summary>Another person approves: the version exists from now on and comes into force on its day, for every node at once.</summary>
internal static class ApprovePlan
{
    internal sealed record Input(Guid Id, int? Version = null);

    internal sealed record Outcome(int Number, DateTimeOffset From);

    internal static readonly Change<Input, Outcome> Door = new("plan.approve", "批准方案新版本", Rights.ApprovePlans, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (plan, refusal) = await work.Find<PlanProposal>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (plan.ProposedBy == work.Actor.Account)
            return Refusal.Conflict("own-plan", "自己提出的版本须由另一人批准");
        var newest = await PlanProposal.Newest(work, ct);
        if (plan.State == PlanState.Proposed && ProposePlan.TooEarly(work, newest, plan.From) is { } early)
            return Refusal.Conflict("too-late", $"{early.Message}。请撤回后改定生效日重新提出");
        if (await PlanProposal.Flow.Make(work, plan, PlanMove.Approve, ct) is { } illegal)
            return illegal;
        plan.Decide(work, null);
        var from = new[] { plan.From.Start(), work.Now + BlueprintBook.Notice }.Max();
        work.Add(
            new BlueprintVersion
            {
                Id = work.NewId(),
                Number = plan.Number,
                ValidFrom = from,
                Text = plan.Text,
            }
        );
        work.Publish(new PlanApproved(plan.Number, from));
        work.Publish(new PlanInForce(plan.Number), from);
        var done = await work.Commit(new Outcome(plan.Number, from), ct);
        await work.Platform.Blueprints.Load(work.Db, ct);
        return done;
    }
}

/// <summary>Another person says no, and why.</summary>
internal static class DeclinePlan
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "不批准的理由"), Needed("请写不批准的理由"), AtMost(200)] string Note,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("plan.decline", "不批准方案新版本", Rights.ApprovePlans, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (plan, refusal) = await work.Find<PlanProposal>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (plan.ProposedBy == work.Actor.Account)
            return Refusal.Conflict("own-plan", "自己提出的版本请撤回，不能自己否决");
        if (await PlanProposal.Flow.Make(work, plan, PlanMove.Decline, ct) is { } illegal)
            return illegal;
        plan.Decide(work, input.Note.Trim());
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>Whoever proposed it takes it back.</summary>
internal static class WithdrawPlan
{
    internal sealed record Input(Guid Id, int? Version = null);

    internal static readonly Change<Input, Done> Door = new("plan.withdraw", "撤回方案新版本", Rights.ProposePlans, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (plan, refusal) = await work.Find<PlanProposal>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (plan.ProposedBy != work.Actor.Account)
            return Refusal.Conflict("not-own-plan", $"只有提出人（{plan.ProposedByName}）能撤回");
        if (await PlanProposal.Flow.Make(work, plan, PlanMove.Withdraw, ct) is { } illegal)
            return illegal;
        plan.Decide(work, null);
        return await work.Commit(Done.Yes, ct);
    }
}
