using Yihe.Accounts.Passkeys;

namespace Yihe.Accounts;

/// <summary>One of the three administrators (三员): who holds the role, and whether somebody of them can sign in, twice proven.</summary>
public sealed record Administrator(string Title, IReadOnlyList<Administrator.Holder> Holders)
{
    public sealed record Holder(AccountId Account, string Name, bool Ready);

    public bool Ready => Holders.Any(h => h.Ready);
}

/// <summary>The door to how far a region is staffed: its administrators, and the institutions where somebody can sign in to work.</summary>
public sealed record Staffing(IReadOnlyList<Administrator> Administrators, IReadOnlySet<InstitutionId> Staffed)
{
    private sealed record Seat(Post Post, AccountId Account, string Name, bool HasPassword, bool HasSecond);

    public static async Task<Staffing> Of(Work work, CancellationToken ct)
    {
        var book = RoleBook.Of(work.Platform);
        var seats = await Seats(work, ct);
        return new(
            [
                .. book
                    .All.Where(r => r.Exclusive)
                    .Select(r => new Administrator(r.Title, [.. seats.Where(s => s.Post.Roles.Contains(r.Code)).Select(HolderOf)])),
            ],
            seats.Where(s => s.HasPassword && !book.HasExclusive(s.Post.Roles)).Select(s => s.Post.Institution).ToHashSet()
        );
    }

    /// <summary>Whether the actor has bound what proves them a second time.</summary>
    public static async Task<bool> HasSecondFactor(Work work, CancellationToken ct) =>
        work.Actor.Account is { } own
        && (
            await work.Db.Set<Account>().AnyAsync(a => a.Id == own && a.TotpSecret != null, ct) || await Passkey.Of(work, own).AnyAsync(ct)
        );

    private static Administrator.Holder HolderOf(Seat seat) => new(seat.Account, seat.Name, seat.HasPassword && seat.HasSecond);

    private static async Task<List<Seat>> Seats(Work work, CancellationToken ct)
    {
        var held = await work
            .Db.Set<Post>()
            .AsNoTracking()
            .Where(p => p.EndedAt == null)
            .Join(work.Db.Set<Account>().Where(a => !a.Disabled), p => p.Account, a => a.Id, (post, account) => new { post, account })
            .OrderBy(s => s.post.Id)
            .Select(s => new
            {
                s.post,
                s.account.Id,
                s.account.Name,
                Password = s.account.PasswordHash != null,
                Totp = s.account.TotpSecret != null,
            })
            .ToListAsync(ct);
        var withKey = (
            await work.Db.Set<Passkey>().Where(k => k.RemovedAt == null).Select(k => k.Account).Distinct().ToListAsync(ct)
        ).ToHashSet();
        return
        [
            .. held.Where(s => s.post.Holds(work.Now))
                .Select(s => new Seat(s.post, s.Id, s.Name, s.Password, s.Totp || withKey.Contains(s.Id))),
        ];
    }
}
