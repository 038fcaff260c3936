using Yihe.Kernel.Secrets;

namespace Yihe.Accounts.People;

public enum AccountState
{
    [Display(Name = "正常")]
    Active,

    [Display(Name = "未激活")]
    Pending,

    [Display(Name = "锁定")]
    Locked,

    [Display(Name = "停用")]
    Disabled,
}

/// <summary>The account of one person who signs in; never shared, never deleted, only disabled.</summary>
[Index(nameof(Login), IsUnique = true)]
[Index(nameof(InvitationHash))]
internal sealed class Account : IEntity, IScoped
{
    public required AccountId Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id.Value;
    public required string Login { get; init; }
    public required string Name { get; init; }

    /// <summary>Where the person's first post is; who may manage the account follows from it.</summary>
    public required InstitutionId Home { get; init; }
    public string? PasswordHash { get; private set; }

    [Sealed("account.totp")]
    public byte[]? TotpSecret { get; private set; }

    /// <summary>The last time step a code was accepted for; each code opens once.</summary>
    public long TotpStep { get; private set; }
    public bool Disabled { get; private set; }
    public string? InvitationHash { get; private set; }
    public DateTimeOffset? InvitationUntil { get; private set; }

    /// <summary>When a post was last granted or ended; changed with every one, so that two at once exclude each other.</summary>
    public DateTimeOffset? RightsChangedAt { get; private set; }

    public IEnumerable<InstitutionId> Parties => [Home];
    public AccountId? Owner => Id;

    internal AccountState StateAt(bool locked) =>
        Disabled ? AccountState.Disabled
        : PasswordHash is null ? AccountState.Pending
        : locked ? AccountState.Locked
        : AccountState.Active;

    internal void Invite(string hash, DateTimeOffset until) => (InvitationHash, InvitationUntil) = (hash, until);

    internal void SetPassword(string hash) => (PasswordHash, InvitationHash, InvitationUntil) = (hash, null, null);

    internal void SetTotp(byte[]? secret, long usedStep = 0) => (TotpSecret, TotpStep) = (secret, usedStep);

    internal void AcceptCode(long step) => TotpStep = step;

    internal Refusal? Disable()
    {
        if (Disabled)
            return Refusal.Conflict("disabled", "账号已经停用");
        (Disabled, InvitationHash, InvitationUntil) = (true, null, null);
        return null;
    }

    internal Refusal? Enable()
    {
        if (!Disabled)
            return Refusal.Conflict("enabled", "账号没有停用");
        Disabled = false;
        return null;
    }

    internal void NoteRights(DateTimeOffset now) => RightsChangedAt = now;
}

/// <summary>What a login may look like: one spelling, so that nobody can pass for another.</summary>
internal static class LoginName
{
    internal const string Rule = "3 至 32 位小写字母或数字，以字母开头";

    internal static bool Fits(string login) =>
        login.Length is >= 3 and <= 32
        && char.IsAsciiLetterLower(login[0])
        && login.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));
}
