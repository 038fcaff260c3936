using System.Diagnostics;
using Yihe.Simulation.Doors;

namespace Yihe.Bench;

/// <summary>How long something took, each time, in milliseconds.</summary>
internal sealed record Latency(string What, IReadOnlyList<double> Times)
{
    internal double At(int percent) => Times.Order().ElementAt(Times.Count * percent / 100);
}

/// <summary>The doors by which a record is read: documents over FHIR by the system of the hospital, and the page by the doctor.</summary>
internal sealed class RecordDoors(Uri server, string secret, int people)
{
    private const int Warm = 200;
    private const int Asked = 600;
    private const int Spread = 12_000;
    private readonly Random random = new(7);

    internal string Read => $"/fhir/Observation/o{random.Next(people * OwnRecords.Observations) + 1}";

    internal string Search => $"/fhir/Observation?subject=Patient/p{random.Next(people) + 1}&code={OwnRecords.Codes[0]}";

    /// <summary>So many a second, as many connections as the peer has.</summary>
    internal async Task<double> Rate(Func<string> next)
    {
        await Take(next, Warm * Peer.Clients);
        var watch = Stopwatch.StartNew();
        await Take(next, Spread);
        return Spread / watch.Elapsed.TotalSeconds;
    }

    private Task Take(Func<string> next, int count)
    {
        var asked = Enumerable.Range(0, count).Select(_ => next()).ToList();
        return Task.WhenAll(
            Enumerable
                .Range(0, Peer.Clients)
                .Select(async lane =>
                {
                    using var line = new Line(server);
                    for (var n = lane; n < count; n += Peer.Clients)
                        await line.Get(asked[n], secret);
                })
        );
    }

    /// <summary>One after another.</summary>
    internal async Task<IReadOnlyList<Latency>> Latencies(IReadOnlyList<(Client Doctor, string Id)> known) =>
        [
            new("读一份档案（FHIR）", await Times(() => Read)),
            new("检索一人的一项检验（FHIR）", await Times(() => Search)),
            new("医生打开一人的健康档案（整页）", await Pages(known)),
        ];

    private async Task<List<double>> Times(Func<string> next)
    {
        using var line = new Line(server);
        return await Times(_ => line.Get(next(), secret));
    }

    private static async Task<List<double>> Times(Func<int, Task> ask)
    {
        var times = new List<double>();
        for (var n = 0; n < Warm + Asked; n++)
        {
            var watch = Stopwatch.StartNew();
            await ask(n);
            if (n >= Warm)
                times.Add(watch.Elapsed.TotalMilliseconds);
        }
        return times;
    }

    private async Task<List<double>> Pages(IReadOnlyList<(Client Doctor, string Id)> known)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server };
        return await Times(async n =>
        {
            var (doctor, id) = known[n % known.Count];
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/residents/{id}/record");
            request.Headers.Authorization = new("Bearer", await doctor.Token(CancellationToken.None));
            using var page = await http.SendAsync(request);
            if (!page.IsSuccessStatusCode || !(await page.Content.ReadAsStringAsync()).Contains("mmHg", StringComparison.Ordinal))
                throw new InvalidOperationException($"{id}: {page.StatusCode}");
        });
    }
}
