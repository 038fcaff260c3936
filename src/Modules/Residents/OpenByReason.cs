using Yihe.Kernel.Acts;

namespace Yihe.Residents;

/// <summary>
/// Someone without a care relation opens a resident by two identifiers and a reason; it lasts some hours and stays on file. XX-39.
/// </summary>
internal static class OpenByReason
{
    internal sealed record Input(
        [property: Display(Name = "身份证号"), Needed("请输入完整的身份证号")] string IdentityNumber,
        [property: Display(Name = "姓名"), Needed("请输入姓名，须与登记一致")] string Name,
        [property: Display(Name = "理由"), Needed("请选择调阅理由")] string Reason
    );

    internal sealed record Outcome(ResidentId Id, DateTimeOffset Until);

    internal static readonly Change<Input, Outcome> Door = new("resident.open", "凭理由调阅", Rights.OpenByReason, Run);

    internal static readonly Refusal NoMatch = new(
        RefusalKind.NotFound,
        "no-match",
        "没有同时符合这两项信息的居民，请对照证件核对姓名与号码；确未登记的请先登记"
    );

    /// <summary>How often this person tried in the last hour, whether it opened or not.</summary>
    private static Task<int> Tried(Work work, CancellationToken ct) =>
        work
            .Db.Set<Act>()
            .CountAsync(
                a =>
                    a.Account == work.Actor.Account
                    && (a.UseCase == Door.Name || a.UseCase == OpenByCode.Door.Name || a.UseCase == OpenInEmergency.Door.Name)
                    && a.At > work.Now.AddHours(-1)
                    && a.Outcome != ActOutcome.Denied,
                ct
            );

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (await Refuses(work, input.Reason, ct) is { } refusal)
            return refusal;
        var (resident, unknown) = await Named(work, input.IdentityNumber, input.Name, ct);
        return unknown ?? await Open(work, resident, input.Reason, ct);
    }

    /// <summary>Who has this number and this name.</summary>
    internal static async Task<Result<Resident>> Named(Work work, string number, string name, CancellationToken ct)
    {
        if (IdentityNumber.Parse(number, work.Today) is var identity && identity.Refusal is { } wrong)
            return wrong;
        var indexes = work.Platform.Vault.Indexes("identity", identity.Value.Value);
        var resident = await work.Db.Set<Resident>().SingleOrDefaultAsync(r => indexes.Contains(r.IdentityIndex), ct);
        if (resident is not null && resident.Name == name.Trim())
            return resident;
        work.Missed = true;
        return NoMatch;
    }

    /// <summary>Why nobody may be opened here, whoever it would be.</summary>
    /// <param name="inEmergency">it is to be opened as one, by a reason of those</param>
    internal static async Task<Refusal?> Refuses(Work work, string reason, CancellationToken ct, bool inEmergency = false)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var rules = work.Platform.Blueprints.At<ResidentsSection>(work.Now);
        if (!rules.OpenReasons.ContainsKey(reason))
            return Refusal.Invalid("reason", "请从列出的理由中选择一项");
        if (rules.SensitiveReasons.Contains(reason) != inEmergency)
            return Refusal.Invalid(
                "reason",
                inEmergency ? "这项理由不属于紧急调阅，请用“凭理由调阅”" : $"“{rules.OpenReasons[reason]}”请用“紧急调阅”，要再输一次口令"
            );
        return await Tried(work, ct) >= rules.OpeningsPerHour
            ? new Refusal(
                RefusalKind.TooMany,
                "opening-limit",
                $"一小时内最多凭理由调阅 {rules.OpeningsPerHour} 次（信息不符的也算），请稍后再试，确需更多请先向安全管理员说明"
            )
            : null;
    }

    /// <summary>Opens what a care relation would, for some hours.</summary>
    internal static async Task<Result<Outcome>> Open(Work work, Resident resident, string reason, CancellationToken ct)
    {
        var until = work.Now + TimeSpan.FromHours(work.Platform.Blueprints.At<ResidentsSection>(work.Now).OpenHours);
        Relate(work, resident, reason, until);
        return await work.Commit(new Outcome(resident.Id, until), ct);
    }

    /// <summary>The institution may look until then; the act says why.</summary>
    internal static void Relate(Work work, Resident resident, string reason, DateTimeOffset until)
    {
        work.Add(ResidentDirectory.NewRelation(work, resident.Id, work.Actor.Institution, CareKind.Reason, null)).EndAt(until);
        work.About(resident);
        work.Subject = resident.Key;
        work.ReasonCode = reason;
        work.Purpose = "reason";
    }
}
