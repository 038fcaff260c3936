using Yihe.Kernel.Acts;
using Yihe.Residents.Sensitive;

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
                    && (a.UseCase == Door.Name || a.UseCase == OpenByCode.Door.Name)
                    && a.At > work.Now.AddHours(-1)
                    && a.Outcome != ActOutcome.Denied,
                ct
            );

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (await Refuses(work, input.Reason, ct) is { } refusal)
            return refusal;
        if (IdentityNumber.Parse(input.IdentityNumber, work.Today) is var identity && identity.Refusal is { } wrong)
            return wrong;
        var indexes = work.Platform.Vault.Indexes("identity", identity.Value.Value);
        var resident = await work.Db.Set<Resident>().SingleOrDefaultAsync(r => indexes.Contains(r.IdentityIndex), ct);
        if (resident is null || resident.Name != input.Name.Trim())
        {
            work.Missed = true;
            return NoMatch;
        }
        return await Open(work, resident, input.Reason, ct);
    }

    /// <summary>Why nobody may be opened here, whoever it would be.</summary>
    internal static async Task<Refusal?> Refuses(Work work, string reason, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var rules = work.Platform.Blueprints.At<ResidentsSection>(work.Now);
        if (!rules.OpenReasons.ContainsKey(reason))
            return Refusal.Invalid("reason", "请从列出的理由中选择一项");
        return await Tried(work, ct) >= rules.OpeningsPerHour
            ? new Refusal(
                RefusalKind.TooMany,
                "opening-limit",
                $"一小时内最多凭理由调阅 {rules.OpeningsPerHour} 次（信息不符的也算），请稍后再试，确需更多请先向安全管理员说明"
            )
            : null;
    }

    /// <summary>For some hours, and with a reason of those also what is sensitive, to the one who gave it.</summary>
    internal static async Task<Result<Outcome>> Open(Work work, Resident resident, string reason, CancellationToken ct)
    {
        var rules = work.Platform.Blueprints.At<ResidentsSection>(work.Now);
        var until = work.Now + TimeSpan.FromHours(rules.OpenHours);
        var relation = work.Add(ResidentDirectory.NewRelation(work, resident.Id, work.Actor.Institution, CareKind.Reason, null));
        relation.EndAt(until);
        if (rules.SensitiveReasons.Contains(reason))
            SensitiveRule.OpenFor(work, resident.Id, until);
        work.About(resident);
        work.Subject = resident.Key;
        work.ReasonCode = reason;
        work.Purpose = "reason";
        return await work.Commit(new Outcome(resident.Id, until), ct);
    }
}
