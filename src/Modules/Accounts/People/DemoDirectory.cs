namespace Yihe.Accounts.People;

/// <summary>A demo account as the banner shows it; the code is the one-time code of the moment.</summary>
public sealed record DemoAccount(string Story, string Role, string Institution, string Name, string Login, string? Code);

/// <summary>The door of demos: gives every account of a fresh region the same known password. The host opens it in demo mode alone.</summary>
public static class DemoDirectory
{
    public static readonly Change<OpenInput, Done> Open = new("demo.open", "开放演示账号", Permission.Platform, Run, Secret: true);

    public sealed record OpenInput(string Password);

    /// <summary>One account for each actor of the story, with the code of this moment where one is needed.</summary>
    public static async Task<IReadOnlyList<DemoAccount>> List(Platform platform, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        var now = platform.Time.Instant();
        var story = platform.Blueprints.At<Story>(now).Actors;
        var institutions = await InstitutionDirectory.Of(platform).On(db, now.Day(), ct);
        var logins = story.Values.ToList();
        var accounts = await db.Set<Account>().AsNoTracking().Where(a => logins.Contains(a.Login)).ToListAsync(ct);
        var posts = await db.Set<Post>().AsNoTracking().Where(p => p.EndedAt == null).ToListAsync(ct);
        var book = RoleBook.Of(platform);
        return
        [
            .. from part in story
            let account = accounts.First(a => a.Login == part.Value)
            let post = posts.First(p => p.Account == account.Id)
            let institution = institutions.First(i => i.Id == post.Institution).ShortName
            select new DemoAccount(
                part.Key,
                book.TitlesOf(post.Roles),
                institution,
                account.Name,
                account.Login,
                CodeOf(platform, account, now)
            ),
        ];
    }

    /// <summary>The code of this moment of whoever has an authenticator.</summary>
    public static async Task<string?> CodeOf(Platform platform, string login, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        var account = await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.Login == login, ct);
        return account is null ? null : CodeOf(platform, account, platform.Time.Instant());
    }

    private static string? CodeOf(Platform platform, Account account, DateTimeOffset now) =>
        account.TotpSecret is { } secret ? Totp.CodeAt(platform.Vault.Decrypt(secret, "account.totp"), Totp.StepAt(now)) : null;

    private static async Task<Result<Done>> Run(Work work, OpenInput input, CancellationToken ct)
    {
        var hash = Password.Hash(work.Platform, input.Password);
        foreach (var account in await work.Db.Set<Account>().ToListAsync(ct))
        {
            account.SetPassword(hash);
            if (await SecondFactor.IsNeeded(work, account.Id, ct))
                account.SetTotp(work.Platform.Vault.Encrypt(Totp.NewSecret(), "account.totp"));
        }
        return await work.Commit(Done.Yes, ct);
    }
}
