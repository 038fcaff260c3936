using System.Text.Json.Nodes;
using Yihe.Simulation.Doors;

namespace Yihe.Simulation.Counties;

/// <summary>Someone at work in one sitting: reads the inbox when they come to it, and does what waits there.</summary>
internal sealed class Hands(Client client)
{
    private HashSet<string>? _waiting;

    public Task<JsonNode> Do(string path, JsonObject body, CancellationToken ct) => client.Do(path, body, ct);

    public Task<Answer> Try(string path, JsonObject body, CancellationToken ct) => client.Post(path, body, ct);

    /// <summary>Does something to a matter that must be waiting in the inbox.</summary>
    public async Task<JsonNode> Handle(string matter, string path, JsonObject body, CancellationToken ct)
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
