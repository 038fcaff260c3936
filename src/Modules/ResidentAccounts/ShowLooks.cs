using Yihe.Kernel.Acts;

namespace Yihe.ResidentAccounts;

/// <summary>Who looked at a person's data or worked on it: institution, role, what, why and when, from the acts themselves, newest first. XX-39, QJ-66.</summary>
internal static class ShowLooks
{
    private const int PageSize = 20;

    internal sealed record Input(ResidentId? For = null, DateTimeOffset? Before = null);

    internal sealed record Line(DateTimeOffset At, string Where, string Who, string What, string Why);

    internal static readonly Look<Input, Rows<Line>> Door = new("my.looks", "查看谁看过", Permission.Self, Run);

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await ResidentDirectory.Own(work, input.For, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var ids = await OnePerson.Ids(work, found.Value.Id.Value, ct);
        var (names, own, before) = (Names(work), Actor.AgentOf(found.Value.Id.Value), input.Before ?? work.Now.AddSeconds(1));
        var acts = await work
            .Db.Set<Act>()
            .AsNoTracking()
            .Where(a => ids.Contains(a.Subject!.Value) && a.At < before && a.Outcome == ActOutcome.Done && a.Agent != own)
            .Where(a => a.Account != null || (a.Agent != null && names.Contains(a.UseCase)))
            .OrderByDescending(a => a.At)
            .Take(PageSize + 1)
            .ToListAsync(ct);
        var lines = await Lines(work, [.. acts.Take(PageSize)], ct);
        return await work.Look(new Rows<Line>(lines, acts.Count > PageSize ? lines[^1].At.ToString("O") : null), ct);
    }

    /// <summary>Every use case that shows: what systems and relatives did beside that is told elsewhere; whoever of the staff did anything saw the person.</summary>
    private static List<string> Names(Work work) => [.. work.Platform.Modules.UseCases.Values.Where(u => !u.Changes).Select(u => u.Name)];

    private static async Task<List<Line>> Lines(Work work, IReadOnlyList<Act> acts, CancellationToken ct)
    {
        var institutions = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);
        var titleOf = await AccountDirectory.TitlesOf(work, [.. acts.Select(a => a.Account).OfType<AccountId>().Distinct()], ct);
        var agents = acts.Select(a => Actor.ResidentOf(a.Agent)).OfType<Guid>().Distinct();
        var people = await ResidentDirectory.NamesOf(work.Db, agents, ct);
        var reasons = work.Platform.Blueprints.At<ResidentsSection>(work.Now).OpenReasons;
        return
        [
            .. acts.Select(a =>
                Actor.ResidentOf(a.Agent) is { } agent
                    ? new Line(a.At, "家人代办", people.GetValueOrDefault(agent, ""), work.Platform.Modules.WordsOf(a.UseCase), "代您办理")
                    : new Line(
                        a.At,
                        institutions.GetValueOrDefault(a.Institution, "平台"),
                        titleOf(a.Account, a.Institution) ?? "系统",
                        work.Platform.Modules.WordsOf(a.UseCase),
                        WhyOf(a, reasons)
                    )
            ),
        ];
    }

    private static string WhyOf(Act act, IReadOnlyDictionary<string, string> reasons) =>
        act.Purpose switch
        {
            "reason" => reasons.GetValueOrDefault(act.ReasonCode ?? "", "凭理由调阅"),
            "reveal" => "联系或核对身份",
            "account" => "办理账号",
            _ => "为您看病、转诊或预约",
        };
}
