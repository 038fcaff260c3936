using Yihe.Residents.Messages;

namespace Yihe.Residents.My;

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
        var people = await db.Set<Resident>().Where(r => accounts.Any(a => a.Id == r.Id)).ToListAsync(ct);
        var since = platform.Time.Instant().AddHours(-1);
        var shown = new List<DemoResident>();
        foreach (var person in people)
        {
            var last = await db.Set<Message>()
                .Where(m => m.Resident == person.Id && m.At > since)
                .OrderByDescending(m => m.At)
                .FirstOrDefaultAsync(ct);
            var text = last is null ? null : platform.Vault.DecryptText(last.Text, "message.text");
            shown.Add(new(person.Name, person.IdentityNumber(platform.Vault), text));
        }
        return shown;
    }
}
