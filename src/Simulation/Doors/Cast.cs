using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Yihe.Simulation.Doors;

/// <summary>The people of a blueprint as clients, found by their part in the story or by their role; and the clock they live by.</summary>
public sealed class Cast(HttpClient http, JsonNode blueprint, string password)
{
    private readonly Dictionary<string, Client> clients = [];

    public JsonNode Blueprint => blueprint;

    /// <summary>Whoever plays a part of the story.</summary>
    public Client Part(string role) =>
        blueprint["story"]!["actors"]![role]?.GetValue<string>() is { } login
            ? Person(login)
            : throw new InvalidOperationException($"方案的 story.actors 没有 {role} 这个角色");

    /// <summary>Everyone who holds a role.</summary>
    public IEnumerable<Client> Holding(string role) =>
        from staff in blueprint["organization"]!["staff"]!.AsArray()
        where staff!["posts"]!.AsArray().Any(post => post!["roles"]!.AsArray().Any(r => r!.GetValue<string>() == role))
        select Person(staff["login"]!.GetValue<string>());

    public Client Person(string login)
    {
        lock (clients)
            return clients.TryGetValue(login, out var known) ? known : clients[login] = new Client(http, login, password);
    }

    /// <summary>Pushes the driven clock forward; the platform does what has become due.</summary>
    public async Task<DateTimeOffset> Advance(DateTimeOffset to, CancellationToken ct)
    {
        using var response = await http.PostAsJsonAsync("/demo/clock", new { to }, ct);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonNode>(ct))!["now"]!.GetValue<DateTimeOffset>();
    }
}
