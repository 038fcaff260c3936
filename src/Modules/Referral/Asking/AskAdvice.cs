using Yihe.Residents.Sensitive;

namespace Yihe.Referral.Asking;

/// <summary>A doctor asks a specialist before deciding to refer; the visit goes along.</summary>
internal static class AskAdvice
{
    internal sealed record Input(
        [property: Display(Name = "咨询机构")] InstitutionId To,
        [property: Display(Name = "想问什么"), Needed("请写清想问的问题"), AtMost(1000)] string Question,
        Guid Visit,
        [property: Display(Name = "科室")] string? Department = null
    );

    internal sealed record Outcome(Guid Id, string Number);

    internal static readonly Change<Input, Outcome> Door = new("advice.ask", "转诊前咨询", Rights.Ask, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var origin = await Origin.Find(work, input.Visit, null, null, ct);
        if (origin.Refusal is { } unknown)
            return unknown;
        var target = await Target.For(work, input.To, input.Department, ct);
        if (target.Refusal is { } nowhere)
            return nowhere;
        var visit = origin.Value.Facts!;
        var resident = await ResidentDirectory.Known(work, visit.Resident, ct);
        var advice = work.Add(
            new Advice
            {
                Id = work.NewId(),
                Number = await Counter.DatedNumber(work, work.Platform.Blueprints.At<Place>(work.Now).NumberPrefix + "Z", ct),
                From = work.Actor.Institution,
                To = input.To,
                Department = target.Value.Department,
                Resident = visit.Resident,
                Person = resident.Name,
                PersonDetail = resident.SexAndAge,
                Course = visit.Course,
                Visit = visit.Encounter,
                Blueprint = work.Platform.Blueprints.VersionAt(work.Now),
                Signs = $"{visit.Complaint}；{visit.Signs}；{visit.DiagnosisName}",
                Question = input.Question.Trim(),
                AskedBy = work.Actor.Account,
                AskedAt = work.Now,
            }
        );
        await ResidentDirectory.Relate(work, visit.Resident, input.To, CareKind.Referral, advice.Key, ct);
        await AdviceFlow.Table.Enter(work, advice, ct);
        return await work.Commit(new Outcome(advice.Id, advice.Number), ct);
    }
}

/// <summary>The specialist answers: what to do, and whether to refer.</summary>
internal static class AnswerAdvice
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "答复"), Needed("请写答复"), AtMost(2000)] string Reply,
        [property: Display(Name = "建议")] Suggestion Suggests,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("advice.answer", "答复咨询", Rights.Act, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Advice>(input.Id, input.Version, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var a = found.Value;
        (a.Reply, a.Suggests, a.RepliedBy) = (input.Reply.Trim(), input.Suggests, work.Actor.Account);
        return await AdviceFlow.Table.Make(work, a, AdviceMove.Answer, ct) is { } illegal ? illegal : await work.Commit(Done.Yes, ct);
    }
}

/// <summary>The asker has dealt with the answer, or no longer needs one.</summary>
internal static class CloseAdvice
{
    internal sealed record Input(Guid Id, int? Version = null);

    internal static readonly Change<Input, Done> Door = new("advice.close", "结束咨询", Rights.Act, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Advice>(input.Id, input.Version, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var move = found.Value.State == AdviceState.Asked ? AdviceMove.Withdraw : AdviceMove.Close;
        if (await AdviceFlow.Table.Make(work, found.Value, move, ct) is { } illegal)
            return illegal;
        await ResidentDirectory.Unrelate(work, found.Value.Key, TimeSpan.Zero, ct);
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>One question with its answer.</summary>
internal static class ShowAdvice
{
    internal sealed record Input(Guid Id);

    internal sealed record Outcome(
        Advice Advice,
        ResidentCard Resident,
        string FromName,
        string ToName,
        string? AskedBy,
        string? RepliedBy,
        IReadOnlyList<Kernel.Flows.Offer<AdviceMove>> Offers
    );

    internal static readonly Look<Input, Outcome> Door = new("advice.show", "查看咨询", Rights.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Advice>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var advice = found.Value;
        var sight = await SensitiveRule.Sight(work, [advice.Resident.Value], ct);
        if (sight.Closes(advice.Resident.Value, advice.Parties, advice.Signs, advice.Question, advice.Reply))
            return Refusal.Conflict("closed", "这次咨询的内容没有对您开放；需要了解的，请联系提问或答复的机构");
        (work.Subject, work.Matter, work.Purpose) = (advice.Subject, advice.Course, "advice");
        var names = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);
        var outcome = new Outcome(
            advice,
            await ResidentDirectory.Known(work, advice.Resident, ct),
            names[advice.From],
            names[advice.To],
            await AccountDirectory.NameOf(work, advice.AskedBy, ct),
            await AccountDirectory.NameOf(work, advice.RepliedBy, ct),
            AdviceFlow.Table.Offers(advice, work.Actor)
        );
        return await work.Look(outcome, ct);
    }
}
