using System.Security.Cryptography;
using Yihe.Kernel.Acts;
using Yihe.Residents.Messages;

namespace Yihe.ResidentAccounts;

/// <summary>
/// A code to the phone on file. The answer is the same whether or not there is such a person, such a phone or an open account,
/// and how often it may be asked for is counted for numbers nobody has, too.
/// </summary>
internal static class AskForCode
{
    internal sealed record Input([property: Display(Name = "身份证号"), Needed("请输入身份证号")] string IdentityNumber);

    /// <param name="Ticket">stands for the number in the second step, so that it need not be typed again nor stand in an address</param>
    internal sealed record Outcome(string Ticket);

    internal static readonly Change<Input, Outcome> Door = new("my.ask-code", "获取登录验证码", Permission.Anyone, Run, Secret: true);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (IdentityNumber.Parse(input.IdentityNumber, work.Today) is var identity && identity.Refusal is { } wrong)
            return wrong;
        var (number, vault) = (identity.Value.Value, work.Platform.Vault);
        var asked = await SignInLock.Of(work, "my-code " + vault.LastingIndex("identity", number), ct);
        if (asked.RefusesAt(work.Now) is { } tooOften)
            return tooOften with { Message = "验证码要得太频繁，请稍后再试，或到就近的卫生院、卫生室窗口办理" };
        await asked.Fail(work, ct);
        if (await ResidentDirectory.WithIdentity(work, number, ct) is { } id)
            await Send(work, new ResidentId(id), ct);
        return await work.Commit(new Outcome(Ticket.Of(work, number)), ct);
    }

    private static async Task Send(Work work, ResidentId resident, CancellationToken ct)
    {
        if ((await ResidentDirectory.Identify(work, resident, ct)).Phone is null)
            return;
        var account = await ResidentAccount.Of(work, resident, ct);
        if (account.ClosedAt is not null)
            return;
        var rules = work.Platform.Blueprints.At<ResidentsSection>(work.Now).Own;
        var text = rules
            .CodeMessage.Replace("{code}", account.GiveCode(work), StringComparison.Ordinal)
            .Replace("{minutes}", $"{rules.CodeMinutes:0}", StringComparison.Ordinal);
        await ResidentMessages.Tell(work, resident, text, ct);
    }
}

/// <summary>What the first step of signing in hands to the second: whose number it was, for the server alone to read.</summary>
internal static class Ticket
{
    internal static string Of(Work work, string number) => Convert.ToHexStringLower(work.Platform.Vault.EncryptText(number, "my.ticket"));

    internal static string? Read(Work work, string? text)
    {
        try
        {
            return text is null ? null : work.Platform.Vault.DecryptText(Convert.FromHexString(text), "my.ticket");
        }
        catch (Exception e) when (e is CryptographicException or FormatException or OverflowException)
        {
            return null;
        }
    }
}

/// <summary>A resident comes in with a one-time code, from the phone or from a counter.</summary>
internal static class OpenSession
{
    internal sealed record Input(
        [property: Display(Name = "验证码"), Needed("请输入 6 位验证码"), AtMost(12)] string Code,
        [property: Display(Name = "身份证号"), AtMost(18)] string? IdentityNumber = null,
        [property: AtMost(400)] string? Ticket = null
    );

    internal sealed record Outcome(string Token, DateTimeOffset Until);

    internal static readonly Change<Input, Outcome> Door = new("my.open-session", "居民登录", Permission.Anyone, Run, Secret: true);

    private static readonly Refusal Wrong = new(
        RefusalKind.SignedOut,
        "wrong-code",
        "验证码不对、已用过或已过期，请核对后重输，或重新获取",
        new FieldFault("code", "请核对后重输，或重新获取")
    );

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (NumberOf(work, input) is not { } number)
            return Refusal.Invalid("identityNumber", "请输入正确的身份证号");
        var tries = await SignInLock.Of(work, "my " + work.Platform.Vault.LastingIndex("identity", number), ct);
        var resident = await ResidentDirectory.WithIdentity(work, number, ct);
        var account = resident is { } id ? await work.Db.FindAsync<ResidentAccount>([new ResidentId(id)], ct) : null;
        if (tries.RefusesAt(work.Now) is { } locked)
            return await Fail(work, account, locked, ct);
        if (account is null || !account.Enter(work, input.Code))
        {
            await tries.Fail(work, ct);
            return await Fail(work, account, Wrong, ct);
        }
        tries.Clear(work);
        return await Open(work, account, ct);
    }

    internal static async Task<Result<Outcome>> Open(Work work, ResidentAccount account, CancellationToken ct)
    {
        var token = BearerSecret.New();
        work.Add(
            new ResidentSession
            {
                Id = work.NewId(),
                TokenHash = BearerSecret.HashOf(token),
                Resident = account.Id,
                At = work.Now,
                SeenAt = work.Now,
            }
        );
        work.About(account);
        work.Subject = account.Key;
        var hours = work.Platform.Blueprints.At<ResidentsSection>(work.Now).Own.AbsoluteHours;
        return await work.Commit(new Outcome(token, work.Now.AddHours(hours)), ct);
    }

    /// <summary>A failed attempt is an act of its own.</summary>
    internal static async Task<Refusal> Fail(Work work, ResidentAccount? account, Refusal refusal, CancellationToken ct)
    {
        work.About(account);
        (work.Outcome, work.ReasonCode) = (ActOutcome.Failed, refusal.Code);
        await work.Commit(Done.Yes, ct);
        return refusal;
    }

    private static string? NumberOf(Work work, Input input)
    {
        if (!string.IsNullOrEmpty(input.Ticket))
            return Ticket.Read(work, input.Ticket);
        var identity = IdentityNumber.Parse(input.IdentityNumber, work.Today);
        return identity.Refusal is null ? identity.Value.Value : null;
    }
}

/// <summary>A resident leaves.</summary>
internal static class CloseSession
{
    internal sealed record Input;

    internal static readonly Change<Input, Done> Door = new(
        "my.close-session",
        "居民退出",
        Permission.Self,
        async (work, _, ct) =>
        {
            var found = await ResidentDirectory.Own(work, null, ct);
            if (found.Refusal is { } refusal)
                return refusal;
            (await work.Db.FindAsync<ResidentSession>([work.Actor.Session], ct))!.EndedAt = work.Now;
            return await work.Commit(Done.Yes, ct);
        }
    );
}
