namespace Yihe.Accounts.People;

/// <summary>A signed-in session (会话): the browser holds a random token, the database its hash and who it is.</summary>
[Index(nameof(TokenHash), IsUnique = true)]
[Index(nameof(Account))]
internal sealed class Session : IRow, IScoped
{
    public required Guid Id { get; init; }
    public required string TokenHash { get; init; }
    public required AccountId Account { get; init; }
    public required Guid Post { get; set; }
    public required DateTimeOffset At { get; init; }
    public required DateTimeOffset SeenAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public IEnumerable<InstitutionId> Parties => [];
    public AccountId? Owner => Account;

    /// <summary>The session the actor works in.</summary>
    internal static async Task<Session?> Own(Work work, CancellationToken ct) =>
        await work.Db.FindAsync<Session>([work.Actor.Session], ct) is { } session && work.Refuses(session) is null ? session : null;

    /// <summary>Ends every open session of an account, or all but one.</summary>
    internal static async Task EndAll(Work work, AccountId account, CancellationToken ct, Guid? but = null)
    {
        var open = await work.Db.Set<Session>().Where(s => s.Account == account && s.EndedAt == null && s.Id != but).ToListAsync(ct);
        foreach (var session in open)
            session.EndedAt = work.Now;
    }
}

/// <summary>The holder of a session closes it.</summary>
internal static class SignOut
{
    internal sealed record Input;

    internal static readonly Change<Input, Done> Door = new("session.close", "退出", Permission.SignedIn, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        if (await Session.Own(work, ct) is not { } session)
            return Refusal.NotFound;
        session.EndedAt = work.Now;
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>A person with several posts goes on working at another one of them.</summary>
internal static class SwitchPost
{
    internal sealed record Input(Guid Post);

    internal static readonly Change<Input, Done> Door = new("session.switch-post", "切换岗位", Permission.SignedIn, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        if (await Session.Own(work, ct) is not { } session)
            return Refusal.NotFound;
        if ((await Post.HeldBy(work, session.Account, ct)).FirstOrDefault(p => p.Id == input.Post) is not { } post)
            return Refusal.Invalid("post", "这不是您现在在任的岗位，请从列表中重新选择");
        session.Post = post.Id;
        work.About(post);
        return await work.Commit(Done.Yes, ct);
    }
}
