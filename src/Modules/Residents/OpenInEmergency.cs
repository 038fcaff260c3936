using Yihe.Accounts.Alerts;
using Yihe.Accounts.Own;
using Yihe.Residents.Messages;
using Yihe.Residents.Sensitive;

namespace Yihe.Residents;

/// <summary>
/// In an emergency whoever treats a person opens the record, what is sensitive included (紧急调阅): they say who they are once more, it lasts a few
/// hours, the resident is told, and the security administrator asks afterwards. XX-39; 个人信息保护法第十三条第四项.
/// </summary>
internal static class OpenInEmergency
{
    internal sealed record Input(
        [property: Display(Name = "身份证号"), Needed("请输入完整的身份证号")] string IdentityNumber,
        [property: Display(Name = "姓名"), Needed("请输入姓名，须与登记一致")] string Name,
        [property: Display(Name = "理由"), Needed("请选择紧急调阅的理由")] string Reason,
        [property: Display(Name = "您的登录口令"), Needed("请再输一次您的登录口令"), AtMost(200)] string Password
    );

    internal static readonly Change<Input, OpenByReason.Outcome> Door = new(
        "resident.open-in-emergency",
        "紧急调阅",
        Rights.OpenByReason,
        Run,
        Secret: true,
        Ahead: (platform, actor, input, ct) => OwnProof.Reckon(platform, actor, input.Password, ct)
    );

    private static async Task<Result<OpenByReason.Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (await OpenByReason.Refuses(work, input.Reason, ct, inEmergency: true) is { } refusal)
            return refusal;
        if (await OwnProof.Refuses(work, "password", ct) is { } unproven)
            return unproven;
        var (resident, unknown) = await OpenByReason.Named(work, input.IdentityNumber, input.Name, ct);
        if (unknown is not null)
            return unknown;
        return await SensitiveRule.OpenUntil(work, resident.Id, ct) is { } already
            ? await Again(work, resident, input.Reason, already, ct)
            : await Open(work, resident, input.Reason, ct);
    }

    /// <summary>It is open to them already: nobody is told twice.</summary>
    private static Task<Result<OpenByReason.Outcome>> Again(
        Work work,
        Resident resident,
        string reason,
        DateTimeOffset until,
        CancellationToken ct
    )
    {
        work.About(resident);
        (work.Subject, work.ReasonCode, work.Purpose) = (resident.Key, reason, "reason");
        return work.Commit(new OpenByReason.Outcome(resident.Id, until), ct);
    }

    private static async Task<Result<OpenByReason.Outcome>> Open(Work work, Resident resident, string reason, CancellationToken ct)
    {
        var rules = work.Platform.Blueprints.At<ResidentsSection>(work.Now);
        var until = work.Now + TimeSpan.FromHours(rules.EmergencyHours);
        OpenByReason.Relate(work, resident, reason, until);
        SensitiveRule.OpenFor(work, resident.Id, until);
        await ResidentMessages.Tell(work, resident.Id, Told(work, rules), ct);
        work.Publish(
            new GlassBroken(
                work.Actor.Account!.Value,
                work.Actor.Institution,
                Door.Name,
                resident.Key,
                rules.OpenReasons[reason],
                work.Now,
                until
            )
        );
        return await work.Commit(new OpenByReason.Outcome(resident.Id, until), ct);
    }

    private static string Told(Work work, ResidentsSection rules) =>
        rules
            .EmergencyMessage.Replace("{institution}", work.Actor.InstitutionName, StringComparison.Ordinal)
            .Replace("{time}", $"{work.Now.Local():M月d日 HH:mm}", StringComparison.Ordinal)
            .Replace("{hours}", $"{rules.EmergencyHours:0.#}", StringComparison.Ordinal);
}
