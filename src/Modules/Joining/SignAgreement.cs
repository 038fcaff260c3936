using Yihe.Basis.Files;
using Yihe.Kernel.Files;

namespace Yihe.Joining;

/// <summary>One's institution and another have agreed to work together, for instance with a hospital outside. KS-21, KS-38, KS-103, QJ-14.</summary>
internal static class SignAgreement
{
    internal sealed record Input(
        [property: Display(Name = "协议名称"), Needed("请填写协议名称"), AtMost(80)] string Title,
        [property: Display(Name = "对方")] InstitutionId With,
        [property: Display(Name = "协议要点"), Needed("请写明协议要点"), AtMost(4000)] string Text,
        [property: Display(Name = "生效日")] DateOnly From,
        [property: Display(Name = "截止日")] DateOnly? Until = null,
        [property: Display(Name = "签字盖章的协议（PDF）")] UploadedFile? File = null
    );

    internal sealed record Outcome(Guid Id, string Number);

    internal static readonly Change<Input, Outcome> Door = new("agreement.sign", "登记协议", Rights.SignAgreements, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        if (input.With == work.Actor.Institution || await InstitutionDirectory.Find(work, input.With, ct) is null)
            return Refusal.Invalid("with", "请从列表中选择另一家机构");
        var terms = new Terms(input.Title, input.Text, input.From, input.Until, input.File);
        var (agreement, unfit) = await Agreement.Draw(work, terms, [input.With, work.Actor.Institution], null, ct);
        return unfit is not null ? unfit : await work.Commit(new Outcome(agreement.Id, agreement.Number), ct);
    }
}

/// <summary>An agreement goes on as its next version, from the day the one before ends. KS-21.</summary>
internal static class RenewAgreement
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "协议要点"), Needed("请写明协议要点"), AtMost(4000)] string Text,
        [property: Display(Name = "新的截止日")] DateOnly? Until = null,
        [property: Display(Name = "签字盖章的协议（PDF）")] UploadedFile? File = null,
        int? Version = null
    );

    internal static readonly Change<Input, SignAgreement.Outcome> Door = new("agreement.renew", "续签协议", Rights.SignAgreements, Run);

    private static async Task<Result<SignAgreement.Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (before, refusal) = await work.Find<Agreement>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (AgreementFlow.Table.Refuses(before, AgreementMove.Renew, work.Actor) is { } illegal)
            return illegal;
        var terms = new Terms(before.Title, input.Text, before.Until ?? work.Today, input.Until, input.File);
        var (next, unfit) = await Agreement.Draw(work, terms, before.Between, before, ct);
        if (unfit is not null)
            return unfit;
        before.RenewedBy = next.Id;
        return await AgreementFlow.Table.Make(work, before, AgreementMove.Renew, ct) is { } not
            ? not
            : await work.Commit(new SignAgreement.Outcome(next.Id, next.Number), ct);
    }
}

/// <summary>An agreement ends today, or is let end on its last day, for a reason.</summary>
internal static class EndAgreement
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "终止的理由"), Needed("请写明终止的理由"), AtMost(300)] string Reason,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("agreement.end", "终止协议", Rights.SignAgreements, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (agreement, refusal) = await work.Find<Agreement>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (AgreementFlow.Table.Refuses(agreement, AgreementMove.End, work.Actor) is { } illegal)
            return illegal;
        agreement.End(work.Today, input.Reason.Trim());
        return await AgreementFlow.Table.Make(work, agreement, AgreementMove.End, ct) is { } not ? not : await work.Commit(Done.Yes, ct);
    }
}

/// <summary>The platform puts agreements that end soon before those who may renew them, so many days ahead as the blueprint says.</summary>
internal static class WarnOfEndingAgreements
{
    internal static readonly Change<Done, Done> Door = new("agreement.warn", "协议到期提醒", Permission.Platform, Run);

    internal static async Task<bool> IsDue(Platform platform, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        return await Ending(db, platform).AnyAsync(ct);
    }

    /// <summary>None where the blueprint knows no agreements.</summary>
    private static IQueryable<Agreement> Ending(AppDb db, Platform platform)
    {
        var now = platform.Time.Instant();
        var rules = platform.Blueprints.IsEmpty ? null : platform.Blueprints.At<OrganizationSection>(now).Agreements;
        var soon = rules is null ? (DateOnly?)null : now.Day().AddDays(rules.WarnDays);
        return db.Set<Agreement>().Where(a => a.State == AgreementState.InForce && a.Until != null && a.Until <= soon);
    }

    private static async Task<Result<Done>> Run(Work work, Done input, CancellationToken ct)
    {
        var ending = await Ending(work.Db, work.Platform).Take(100).ToListAsync(ct);
        if (ending.Count == 0)
            return Done.Yes;
        foreach (var agreement in ending)
        {
            agreement.Warn(work.Today);
            await AgreementFlow.Table.Make(work, agreement, AgreementMove.Warn, ct);
        }
        return await work.Commit(Done.Yes, ct);
    }
}
