namespace Yihe.ResidentAccounts;

/// <summary>At a counter, with the card in hand: opens an account, or a closed one again, and shows a code to come in with, once. QJ-66.</summary>
internal static class OpenAccount
{
    internal sealed record Input(ResidentId Id, [property: Display(Name = "已核对本人身份证原件")] bool CardSeen = false);

    internal sealed record Outcome(string Code, DateTimeOffset Until);

    internal static readonly Change<Input, Outcome> Door = new("resident.open-account", "开通居民账号", Rights.Own, Run, Secret: true);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await ResidentDirectory.Bare(work, input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        if (!input.CardSeen)
            return Refusal.Invalid("cardSeen", "请核对本人身份证原件后勾选；代办请走“家人代办”");
        var account = await ResidentAccount.Of(work, input.Id, ct);
        account.Reopen();
        var code = account.GiveCode(work);
        return await work.Commit(new Outcome(code, account.CodeUntil!.Value), ct);
    }
}

/// <summary>Closes the account at a counter, or by the resident: every session of it ends, and no code opens it.</summary>
internal static class CloseAccount
{
    internal sealed record Input(ResidentId Id);

    internal sealed record Nothing;

    internal static readonly Change<Input, Done> AtCounter = new(
        "resident.close-account",
        "停用居民账号",
        Rights.Own,
        async (work, input, ct) => await Close(work, await ResidentDirectory.Bare(work, input.Id, ct), ct)
    );

    internal static readonly Change<Nothing, Done> Own = new(
        "my.close-account",
        "停用自己的账号",
        Permission.Self,
        async (work, _, ct) => await Close(work, await ResidentDirectory.Own(work, null, ct), ct)
    );

    private static async Task<Result<Done>> Close(Work work, Result<ResidentCard> found, CancellationToken ct)
    {
        if (found.Refusal is { } refusal)
            return refusal;
        if (await work.Db.FindAsync<ResidentAccount>([found.Value.Id], ct) is not { ClosedAt: null } account)
            return Refusal.Conflict("no-account", "没有开通账号，或已停用");
        account.Close(work.Now);
        await ResidentSession.EndAll(work, account.Id, ct);
        await Accounts.Passkeys.PasskeyDesk.RemoveAll(work, account.Key, ct);
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>For staff: whether a resident has an account, and who acts for them.</summary>
internal static class ShowAccess
{
    internal sealed record Input(ResidentId Id);

    internal sealed record Outcome(ResidentCard Resident, bool IsOpen, DateTimeOffset? OpenedAt, IReadOnlyList<AgencyLine> Agents);

    internal static readonly Look<Input, Outcome> Door = new("resident.show-access", "查看居民账号", Rights.Own, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await ResidentDirectory.Find(work, input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var account = await work.Db.FindAsync<ResidentAccount>([input.Id], ct);
        var agents = await AgencyLine.Of(work, input.Id, asAgent: false, ct);
        work.Purpose = "account";
        return await work.Look(new Outcome(found.Value, account is { ClosedAt: null }, account?.OpenedAt, agents), ct);
    }
}
