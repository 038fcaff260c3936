using Yihe.Basis;
using Yihe.Kernel.Working;
using Yihe.Testing;

namespace Yihe.Product.Tests.Histories;

/// <summary>
/// A referral up and, where it is stepped down, the one that follows, against a model of what the rules say, written from the policy and not
/// from the flow tables.
/// </summary>
internal sealed class ReferralHistory(Worked worked, ReferralHistory.People who, string resident)
{
    internal sealed record People(Actor Village, Actor Branch, Actor Stranger, string BranchId, string VillageId);

    /// <summary>What the model knows of one referral: where it stands, who sent and who receives.</summary>
    private sealed record Known(string Id, bool Up, bool Green)
    {
        internal string State { get; set; } = "requested";
    }

    private Known? up;
    private Known? down;

    /// <summary>Tries one step on product and model; what differs, or null.</summary>
    internal async Task<string?> Try(Step step, CancellationToken ct)
    {
        worked.Pass(TimeSpan.FromHours(step.Act % 7 * 9));
        if (up is null)
            return await Request(step, green: step.On == 0, ct);
        var target = step.On > 3 && down is not null ? down : up;
        var (sender, receiver) = target.Up ? (who.Village, who.Branch) : (who.Branch, who.Village);
        var (useCase, actor, input, leadsTo) = step.Act % 11 is 3 or 4 or 8
            ? BySender(step, target, sender)
            : ByReceiver(step, target, receiver);
        return useCase is not null ? await Move(step, target, (useCase, actor, input, leadsTo), ct)
            : target.Up ? await StepDown(step, ct)
            : await FollowUp(step, ct);
    }

    /// <summary>What the sender tries, and where the rules say it leads; null where it must be refused.</summary>
    private static (string? UseCase, Actor Actor, object Input, string? LeadsTo) BySender(Step step, Known r, Actor sender) =>
        (step.Act % 11) switch
        {
            3 => ("referral.resubmit", sender, new { id = r.Id, summary = "补充资料" }, r.State == "returned" ? "requested" : null),
            4 => (
                "referral.cancel",
                sender,
                new { id = r.Id, reason = "improved" },
                r.State is "requested" or "returned" ? "cancelled" : null
            ),
            _ => (
                "referral.give-up",
                sender,
                new { id = r.Id, reason = "declined" },
                r is { Up: true, State: "accepted" } ? "givenUp" : null
            ),
        };

    private static (string? UseCase, Actor Actor, object Input, string? LeadsTo) ByReceiver(Step step, Known r, Actor receiver)
    {
        var comes = r.Up && (r.State == "accepted" || r is { State: "requested", Green: true });
        var stops = r.State is "accepted" or "arrived";
        return (step.Act % 11) switch
        {
            0 or 1 => ("referral.accept", receiver, new { id = r.Id }, r.State == "requested" ? "accepted" : null),
            2 => ("referral.return", receiver, new { id = r.Id, reason = "incomplete" }, r.State == "requested" ? "returned" : null),
            5 or 6 => ("referral.confirm-arrival", receiver, new { id = r.Id, kind = "inpatient" }, comes ? "arrived" : null),
            7 => ("referral.give-up", receiver, new { id = r.Id, reason = "declined" }, stops ? "givenUp" : null),
            9 => ("referral.conclude", receiver, Conclusion(r), r is { Up: true, State: "arrived" } ? "concluded" : null),
            _ => (null, receiver, r, null),
        };
    }

    private static object Conclusion(Known r) =>
        new
        {
            id = r.Id,
            diagnosis = "I10.x00",
            conclusion = "门诊随访",
        };

    /// <summary>Nobody without a part in it moves or sees anything; at the end both stand where the model says.</summary>
    internal async Task<string?> Compare(CancellationToken ct)
    {
        foreach (var known in new[] { up, down }.Where(k => k is not null))
        {
            if ((await worked.Do("referral.show", who.Stranger, new { id = known!.Id }, ct)).Refused != Refusal.NotFound.Code)
                return $"a stranger sees {known.Id}";
            var shown = (await worked.Do("referral.show", who.Village, new { id = known.Id }, ct)).Outcome?["here"]?[
                "state"
            ]?.GetValue<string>();
            if (shown != known.State)
                return $"{known} is shown as {shown}";
        }
        return null;
    }

    private async Task<string?> Request(Step step, bool green, CancellationToken ct)
    {
        var visit = (
            await worked.Do(
                "visit.record",
                who.Village,
                new
                {
                    resident,
                    complaint = "头晕 3 天",
                    diagnosis = "I10.x00",
                    bloodPressure = "186/112",
                },
                ct
            )
        ).Outcome!["id"]!;
        worked.Faults.Arm(step.Fault, step.At);
        var (refused, outcome) = await worked.Do(
            "referral.request",
            who.Village,
            new
            {
                visit = visit.GetValue<string>(),
                to = who.BranchId,
                summary = "规律服药仍高",
                consent = "本人",
                priority = green ? "emergency" : "routine",
            },
            ct
        );
        up = outcome is null ? null : new Known(outcome["id"]!.GetValue<string>(), true, green);
        return refused is null ? null : $"the request was refused: {refused}";
    }

    private async Task<string?> Move(
        Step step,
        Known target,
        (string? UseCase, Actor Actor, object Input, string? LeadsTo) tried,
        CancellationToken ct
    )
    {
        worked.Faults.Arm(step.Fault, step.At);
        var (refused, _) = await worked.Do(tried.UseCase!, tried.Actor, tried.Input, ct);
        if (refused is null != tried.LeadsTo is not null)
            return $"{tried.UseCase} from {target.State}: {refused ?? "done"}, the model says {tried.LeadsTo ?? "no"}";
        target.State = tried.LeadsTo ?? target.State;
        return null;
    }

    private async Task<string?> StepDown(Step step, CancellationToken ct)
    {
        var may = up!.State == "arrived";
        worked.Faults.Arm(step.Fault, step.At);
        var (refused, outcome) = await worked.Do("referral.step-down", who.Branch, PlanOf(up.Id), ct);
        if (refused is null != may)
            return $"step down from {up.State}: {refused ?? "done"}";
        if (!may)
            return null;
        up.State = "concluded";
        down = new Known(outcome!["id"]!.GetValue<string>(), false, false);
        return null;
    }

    private Task<string?> FollowUp(Step step, CancellationToken ct)
    {
        object input = new { id = down!.Id, finding = "血压平稳" };
        return Move(step, down, ("referral.follow-up", who.Village, input, down.State == "accepted" ? "concluded" : null), ct);
    }

    private object PlanOf(string id) =>
        new
        {
            id,
            to = who.VillageId,
            diagnosis = "I20.000",
            dischargeSummary = "药物治疗后无胸痛。",
            medication = "阿司匹林 100 mg 每日一次",
            rehabilitation = "低盐饮食",
            followUpOn = Basis.Instants.Day(worked.Now).AddDays(7).ToString("yyyy-MM-dd", null),
        };
}
