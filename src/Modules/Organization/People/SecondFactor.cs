namespace Yihe.Organization.People;

/// <summary>Who must prove themselves twice: administrators always, others as the blueprint says.</summary>
internal static class SecondFactor
{
    internal static async Task<bool> IsNeeded(Work work, AccountId account, CancellationToken ct)
    {
        var book = RoleBook.Of(work.Platform);
        var rules = work.Platform.Blueprints.At<Security>(work.Now);
        var posts = await Post.HeldBy(work, account, ct);
        return posts.Any(p => book.HasExclusive(p.Roles) || p.Roles.Any(rules.SecondFactorRoles.Contains));
    }

    /// <summary>The time step of a right and unused code for the bound authenticator.</summary>
    internal static long? Match(Work work, Account account, string? code) =>
        Totp.Match(work.Platform.Vault.Decrypt(account.TotpSecret!, "account.totp"), code, work.Now, account.TotpStep);
}

/// <summary>A fresh authenticator secret on offer: for the camera, for the fingers, and sealed for the way back.</summary>
internal sealed record AuthenticatorOffer(string Uri, string Letters, string Sealed)
{
    private const string Issuer = "医合";

    /// <param name="seal">the offer that was made before, so that a returned form keeps its code</param>
    internal static AuthenticatorOffer For(Work work, Account account, string? seal)
    {
        var known = SealedNote.Open(work, PurposeOf(account), seal);
        var secret = known?.Content ?? Totp.NewSecret();
        var letters = Totp.Base32(secret);
        return new(
            $"otpauth://totp/{System.Uri.EscapeDataString($"{Issuer}:{account.Login}")}?secret={letters}&issuer={System.Uri.EscapeDataString(Issuer)}",
            letters,
            known is null ? SealedNote.Seal(work, PurposeOf(account), secret) : seal!
        );
    }

    /// <summary>Binds what was offered, once a code proves that the authenticator has it.</summary>
    internal static Refusal? Bind(Work work, Account account, string? seal, string? code)
    {
        if (SealedNote.Open(work, PurposeOf(account), seal) is not { Content: var secret })
            return Refusal.Invalid("code", "二维码已过期，请用认证器重新扫描这一个");
        if (Totp.Match(secret, code, work.Now, 0) is not { } step)
            return Refusal.Invalid("code", "动态码不对，请核对认证器上的 6 位数字");
        account.SetTotp(work.Platform.Vault.Encrypt(secret, "account.totp"), step);
        return null;
    }

    private static string PurposeOf(Account account) => $"authenticator {account.Id}";
}
