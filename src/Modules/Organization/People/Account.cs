namespace Yihe.Organization.People;

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
    public byte[]? TotpSecret { get; private set; }

    /// <summary>The last time step a code was accepted for; each code opens once.</summary>
    public long TotpStep { get; private set; }
    public int Failures { get; private set; }
    public DateTimeOffset? FirstFailureAt { get; private set; }
    public DateTimeOffset? LockedUntil { get; private set; }
    public bool Disabled { get; private set; }
    public string? InvitationHash { get; private set; }
    public DateTimeOffset? InvitationUntil { get; private set; }

    public IEnumerable<InstitutionId> Parties => [Home];
    public AccountId? Owner => Id;

    internal void Invite(string hash, DateTimeOffset until) => (InvitationHash, InvitationUntil) = (hash, until);

    internal void SetPassword(string hash)
    {
        (PasswordHash, InvitationHash, InvitationUntil) = (hash, null, null);
        Unlock();
    }

    internal void SetTotp(byte[] secret) => (TotpSecret, TotpStep) = (secret, 0);

    internal void AcceptCode(long step) => TotpStep = step;

    internal void Disable() => Disabled = true;

    internal void Enable() => Disabled = false;

    internal bool IsLocked(DateTimeOffset now) => LockedUntil > now;

    internal void Fail(DateTimeOffset now, Security rules)
    {
        var window = TimeSpan.FromMinutes(10);
        if (FirstFailureAt is null || now - FirstFailureAt > window)
            (Failures, FirstFailureAt) = (0, now);
        Failures++;
        if (Failures >= rules.AttemptsBeforeLock)
            (LockedUntil, Failures, FirstFailureAt) = (now + TimeSpan.FromMinutes(rules.LockMinutes), 0, null);
    }

    internal void Unlock() => (Failures, FirstFailureAt, LockedUntil) = (0, null, null);
}

/// <summary>A person's post (任职) in one institution, with its roles, for a span of days; one person may have several. XX-44.</summary>
[Index(nameof(Account))]
[Index(nameof(Institution))]
internal sealed class Post : IEntity, IScoped
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required AccountId Account { get; init; }
    public required InstitutionId Institution { get; init; }
    public string? Department { get; init; }
    public required IReadOnlyList<string> Roles { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? Until { get; private set; }

    /// <summary>Posts end at once, not at midnight.</summary>
    public DateTimeOffset? EndedAt { get; private set; }
    public IEnumerable<InstitutionId> Parties => [Institution];

    internal void End(DateTimeOffset now) => (Until, EndedAt) = (now.Day(), now);

    internal bool Holds(DateTimeOffset now) => EndedAt is null && From <= now.Day();
}

/// <summary>A signed-in session (会话): the browser holds a random token, the database its hash and who it is.</summary>
[Index(nameof(TokenHash), IsUnique = true)]
[Index(nameof(Account))]
internal sealed class Session : IRow
{
    public required Guid Id { get; init; }
    public required string TokenHash { get; init; }
    public required AccountId Account { get; init; }
    public required Guid Post { get; set; }
    public required DateTimeOffset At { get; init; }
    public required DateTimeOffset SeenAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}
