using System.Text.Json.Nodes;
using Yihe.Simulation.Doors;

namespace Yihe.Simulation.Counties;

/// <summary>Someone at work in one sitting: reads the inbox when they come to it, and does what waits there.</summary>
internal sealed class Hands(Client client)
{
    private static readonly TimeSpan Answered = TimeSpan.FromHours(30);
    private HashSet<string>? _waiting;

    public Task<JsonNode> Do(string path, object body, CancellationToken ct) => client.Do(path, body, ct);

    public Task<JsonNode> See(string path, CancellationToken ct) => client.See(path, ct);

    public Task<Answer> Try(string path, object body, CancellationToken ct) => client.Post(path, body, ct);

    /// <summary>Hands in what another system knows, as it would.</summary>
    public Task HandIn(object bundle, CancellationToken ct) => client.Do(Client.Fhir, bundle, ct);

    /// <summary>Gives a resident a code at the counter, with which they come in on their phone and book.</summary>
    public async Task OpenPhone(Villager resident, CancellationToken ct)
    {
        var opened = await client.Do($"residents/{resident.Id}/account", new { cardSeen = true }, ct);
        var phone = client.Beside();
        await phone.SignIn(resident.Person.IdentityNumber, opened["code"]!.GetValue<string>(), ct);
        await phone.BookFirst(ct);
    }

    /// <summary>The first session of a department that still has a time, late enough for the office to have answered before.</summary>
    public async Task<string?> FreeSlot(Site at, string department, DateTimeOffset now, CancellationToken ct)
    {
        var query = $"clinic-sessions?days=14&institution={at.Id}&department={Uri.EscapeDataString(department)}";
        var sessions = (await client.See(query, ct))["items"]!.AsArray();
        var late = sessions.Where(s => s!["startsAt"]!.GetValue<DateTimeOffset>() > now + Answered && s["mine"]!.GetValue<int>() > 0);
        return late.FirstOrDefault()?["id"]!.GetValue<string>();
    }

    /// <summary>Does something to a matter that must be waiting in the inbox.</summary>
    public async Task<JsonNode> Handle(string matter, string path, object body, CancellationToken ct)
    {
        if (_waiting is null)
        {
            var items = (await client.See("inbox", ct))["items"]!.AsArray();
            _waiting = [.. items.Select(i => i!["id"]!.GetValue<string>())];
        }
        return _waiting.Contains(matter)
            ? await client.Do(path, body, ct)
            : throw new InvalidOperationException($"{client.Login} 的待办中没有 {path}");
    }
}
