namespace Yihe.Accounts.People;

/// <summary>
/// How often a login failed lately, and whether it is locked. Kept for names that nobody has too, so that a lock tells nothing
/// about who exists. GB/T 22239 8.1.4.1.
/// </summary>
[PrimaryKey(nameof(Login))]
[Index(nameof(FirstAt))]
public sealed class SignInLock : IRow
{
    public required string Login { get; init; }
    public int Failures { get; private set; }
    public DateTimeOffset FirstAt { get; private set; }
    public DateTimeOffset? LockedUntil { get; private set; }

    /// <summary>The count of one login; attempts at the same one wait for each other, so that many at once count as many.</summary>
    public static async Task<SignInLock> Of(Work work, string login, CancellationToken ct)
    {
        if (!work.Db.IsSqlite)
        {
            var number = BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes("sign-in " + login)));
            await work.Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({number})", ct);
        }
        return await work.Db.FindAsync<SignInLock>([login], ct) ?? new SignInLock { Login = login };
    }

    internal static IQueryable<SignInLock> Closed(AppDb db, DateTimeOffset now) => db.Set<SignInLock>().Where(l => l.LockedUntil > now);

    public Refusal? RefusesAt(DateTimeOffset now) =>
        LockedUntil > now
            ? new(RefusalKind.TooMany, "locked", $"连续输错次数过多，已暂停登录，请于 {LockedUntil.Value.Local():HH:mm} 后再试")
            : null;

    /// <summary>A person who is signed in gave a wrong answer: a failed act that counts.</summary>
    internal static async Task<Refusal> Miss(Work work, Account account, Refusal refusal, CancellationToken ct)
    {
        await (await Of(work, account.Login, ct)).Fail(work, ct);
        return await SignIn.Fail(work, account, refusal with { Code = "wrong-credentials" }, ct);
    }

    /// <summary>One more failure; what has been over for long is swept away.</summary>
    public async Task Fail(Work work, CancellationToken ct)
    {
        var rules = work.Platform.Blueprints.At<Security>(work.Now);
        var windowStart = work.Now - TimeSpan.FromMinutes(rules.AttemptMinutes);
        await work
            .Db.Set<SignInLock>()
            .Where(l => l.FirstAt < windowStart && l.Login != Login && (l.LockedUntil == null || l.LockedUntil < work.Now))
            .ExecuteDeleteAsync(ct);
        if (Failures == 0 || FirstAt < windowStart)
            (Failures, FirstAt) = (0, work.Now);
        Failures++;
        if (Failures >= rules.AttemptsBeforeLock)
            (LockedUntil, Failures) = (work.Now + TimeSpan.FromMinutes(rules.LockMinutes), 0);
        if (work.Db.Entry(this).State == EntityState.Detached)
            work.Add(this);
    }

    public void Clear(Work work)
    {
        if (work.Db.Entry(this).State != EntityState.Detached)
            work.Db.Remove(this);
    }
}
