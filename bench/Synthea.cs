using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Yihe.Bench;

/// <summary>The transactions of Synthea among the data from outside, each again and again as somebody else's.</summary>
internal static partial class Synthea
{
    internal static readonly string? Folder = Environment.GetEnvironmentVariable("YIHE_OUTSIDE_DATA") is { Length: > 0 } outside
        ? Path.Combine(outside, "synthea_r4")
        : null;

    /// <summary>Every identifier in them is renumbered, so that no copy knows another.</summary>
    internal static IReadOnlyList<string> Renumbered(int times) =>
        [
            .. from n in Enumerable.Range(0, times)
            from file in Directory.GetFiles(Folder!, "*.json").Order(StringComparer.Ordinal)
            select Identifier().Replace(File.ReadAllText(file), id => $"{n:x8}{id.Value[8..]}"),
        ];

    internal static IEnumerable<JsonNode> Resources(string transaction) =>
        JsonNode.Parse(transaction)!["entry"]!.AsArray().Select(e => e!["resource"]!);

    /// <summary>Sends all of them on so many connections, the next when the one before is answered; any that is refused ends the measuring.</summary>
    internal static async Task Send(Uri server, string secret, IReadOnlyList<string> transactions, int connections)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false });
        http.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(Lane));

        async Task Lane(int lane)
        {
            for (var n = lane; n < transactions.Count; n += connections)
            {
                using var body = new StringContent(transactions[n], Encoding.UTF8, new MediaTypeHeaderValue("application/fhir+json"));
                using var reply = await http.PostAsync(new Uri(server, "/fhir"), body);
                if (!reply.IsSuccessStatusCode)
                    throw new InvalidOperationException(await reply.Content.ReadAsStringAsync());
            }
        }
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Identifier();
}
