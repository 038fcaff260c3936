using Yihe.Residents.Messages;

namespace Yihe.ResidentAccounts;

/// <summary>A resident of a demo who has an account, as the banner shows it; the message is the last one to their phone.</summary>
public sealed record DemoResident(string Name, string IdentityNumber, string? Message);

/// <summary>The door of demos to residents' accounts: everyone in it is invented. The host opens it in demo mode alone.</summary>
public static class DemoResidents
{
    private const int Most = 2;

    public static async Task<IReadOnlyList<DemoResident>> List(Platform platform, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        var accounts = db.Set<ResidentAccount>().Where(a => a.OpenedAt != null && a.ClosedAt == null).OrderBy(a => a.OpenedAt).Take(Most);
        var since = platform.Time.Instant().AddHours(-1);
        var shown = new List<DemoResident>();
        foreach (var id in await accounts.Select(a => a.Id).ToListAsync(ct))
        {
            var who = await ResidentDirectory.Identify(platform, db, id, ct);
            shown.Add(new(who.Name, who.IdentityNumber, await ResidentMessages.LastTo(platform, db, id, since, ct)));
        }
        return shown;
    }
}
