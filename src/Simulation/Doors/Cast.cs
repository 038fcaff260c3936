using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Yihe.Simulation.Doors;

/// <summary>The people of a blueprint as clients, found by their part in the story or by where they work; and the clock they live by.</summary>
public sealed class Cast(HttpClient http, JsonNode blueprint, string password)
{
    private readonly Dictionary<string, Client> clients = [];

    public JsonNode Blueprint => blueprint;

    /// <summary>Whoever plays a part of the story.</summary>
    public Client Part(string role) =>
        blueprint["story"]!["actors"]![role]?.GetValue<string>() is { } login
            ? Person(login)
            : throw new InvalidOperationException($"方案的 story.actors 没有 {role} 这个角色");

    /// <summary>Everyone who holds a role at an institution, by its code; in a department if one is named.</summary>
    public IEnumerable<Client> At(string institution, string role, string? department = null) =>
        from staff in blueprint["organization"]!["staff"]!.AsArray()
        from post in staff!["posts"]!.AsArray()
        where post!["institution"]!.GetValue<string>() == institution
        where post["roles"]!.AsArray().Any(r => r!.GetValue<string>() == role)
        where department is null || post["department"]?.GetValue<string>() == department
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
