using System.Text.Json.Nodes;

namespace Yihe.Plans;

/// <summary>Somebody proposes a new version: a whole file, or single parameters set anew. All its faults are told at once.</summary>
internal static class ProposePlan
{
    internal sealed record Input(
        [property: Display(Name = "方案文件"), Needed("请给出方案文件")] string Text,
        [property: Display(Name = "生效日")] DateOnly From,
        [property: Display(Name = "修改理由"), Needed("请写修改理由"), AtMost(200)] string Reason
    );

    internal sealed record Outcome(Guid Id, int Number, int Changes);

    internal static readonly Change<Input, Outcome> Door = new(
        "plan.propose",
        "提出方案新版本",
        Rights.ProposePlans,
        (work, input, ct) => Run(work, input, ct)
    );

    internal static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        if (await work.Db.Set<PlanProposal>().AnyAsync(p => p.State == PlanState.Proposed, ct))
            return Refusal.Conflict("plan-waits", "已有一个新版本待批准，请先批准或撤回它，再提出下一个");
        var (found, faulty) = await ComparePlan.Compare(work, input.Text, ct);
        if (faulty is not null)
            return faulty;
        if (found.Changes.Count == 0)
            return Refusal.Invalid("text", "与现行参数没有不同，请先改一项");
        if (TooEarly(work, found.Newest, input.From) is { } early)
            return early;
        if (await AccountDirectory.OfficeFor(work, Rights.ApprovePlans, ct) is not { } office)
            return Refusal.Conflict("nobody-approves", "除您以外没有人能批准方案，请安全管理员先授予有批准权的岗位");
        var plan = work.Add(
            new PlanProposal
            {
                Id = work.NewId(),
                Before = found.Newest.Number,
                From = input.From,
                Text = PlanText.Write(found.Plan),
                Reason = input.Reason.Trim(),
                Changes = found.Changes.Count,
                ProposedBy = work.Actor.Account!.Value,
                ProposedByName = work.Actor.Name,
                ProposedAt = work.Now,
                Office = office,
            }
        );
        await PlanProposal.Flow.Enter(work, plan, ct);
        return await work.Commit(new Outcome(plan.Id, plan.Number, plan.Changes), ct);
    }

    /// <summary>Not before today, and not before the version it changes.</summary>
    internal static Refusal? TooEarly(Work work, BlueprintVersion newest, DateOnly from) =>
        from < work.Today ? Refusal.Invalid("from", $"生效日不能早于今天（{work.Today:yyyy-MM-dd}）")
        : from < newest.ValidFrom.Day()
            ? Refusal.Invalid("from", $"第 {newest.Number} 版定于 {newest.ValidFrom.Day():yyyy-MM-dd} 生效，新版本不能更早")
        : null;
}

/// <summary>The same from the page: paths and what is written beside them.</summary>
internal static class ChangeParameters
{
    internal sealed record Input(
        [property: Display(Name = "参数")] IReadOnlyList<string> Paths,
        [property: Display(Name = "新值")] IReadOnlyList<string> Values,
        [property: Display(Name = "生效日")] DateOnly From,
        [property: Display(Name = "修改理由"), Needed("请写修改理由"), AtMost(200)] string Reason
    );

    internal static readonly Change<Input, ProposePlan.Outcome> Door = new("plan.change", "修改方案参数", Rights.ProposePlans, Run);

    private static async Task<Result<ProposePlan.Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var newest = await PlanProposal.Newest(work, ct);
        var plan = JsonNode.Parse(newest.Text)!;
        var known = Parameters.Of(plan, work.Platform.Modules.Sections).Where(p => p.IsPlain).ToDictionary(p => p.Path);
        if (input.Paths.Count != input.Values.Count || input.Paths.FirstOrDefault(p => !known.ContainsKey(p)) is not null)
            return Refusal.Invalid("paths", "参数已有变动，请刷新页面后重填");
        foreach (var (path, text) in input.Paths.Zip(input.Values))
            if (known[path].Text.ReplaceLineEndings("\n") != text.Trim().ReplaceLineEndings("\n"))
                Parameters.Set(plan, path, known[path].Parse(text));
        return await ProposePlan.Run(work, new(plan.ToJsonString(JsonText.Options), input.From, input.Reason), ct);
    }
}
