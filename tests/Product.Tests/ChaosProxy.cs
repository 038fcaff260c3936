using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Yihe.Product.Tests;

/// <summary>
/// A bad network in front of a server, one request per connection: of a hundred requests ten are lost, five arrive cut, five arrive twice;
/// of the answers thirty are lost after the work was done, and five arrive cut. The same seed gives the same weather.
/// </summary>
internal sealed class ChaosProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint server;
    private readonly Random chance;
    private readonly CancellationTokenSource end = new();
    private readonly Task accepting;

    internal ChaosProxy(string address, int seed)
    {
        var uri = new Uri(address);
        (server, chance) = (new IPEndPoint(IPAddress.Loopback, uri.Port), new Random(seed));
        listener.Start();
        accepting = Accept();
    }

    internal Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    internal int Requests { get; private set; }
    internal int Lost { get; private set; }

    private async Task Accept()
    {
        while (!end.IsCancellationRequested)
            try
            {
                _ = Carry(await listener.AcceptTcpClientAsync(end.Token));
            }
            catch (OperationCanceledException)
            {
                return;
            }
    }

    private async Task Carry(TcpClient client)
    {
        using (client)
            try
            {
                var request = await Read(client.GetStream());
                var (there, back) = Draw();
                if (there < 10)
                    return;
                if (there < 20)
                    await Send(there < 15 ? request[..^10] : request, hangUp: there < 15);
                if (there is >= 10 and < 15)
                    return;
                var answer = await Send(request);
                if (back >= 30)
                    await client.GetStream().WriteAsync(back < 35 ? answer.AsMemory(0, answer.Length / 2) : answer);
            }
            catch (IOException)
            {
                Lost++;
            }
    }

    private (int There, int Back) Draw()
    {
        lock (chance)
        {
            var (there, back) = (chance.Next(100), chance.Next(100));
            Requests++;
            Lost += there < 15 || back < 35 ? 1 : 0;
            return (there, back);
        }
    }

    /// <summary>Passes a request on and reads the answer to its end; hanging up early, there is none.</summary>
    private async Task<byte[]> Send(byte[] request, bool hangUp = false)
    {
        using var upstream = new TcpClient();
        await upstream.ConnectAsync(server);
        await upstream.GetStream().WriteAsync(request);
        using var answer = new MemoryStream();
        if (!hangUp)
            await upstream.GetStream().CopyToAsync(answer);
        return answer.ToArray();
    }

    /// <summary>One whole request: its head, and as much body as the head says.</summary>
    private static async Task<byte[]> Read(NetworkStream from)
    {
        using var all = new MemoryStream();
        var piece = new byte[16 << 10];
        while (true)
        {
            var got = await from.ReadAsync(piece);
            if (got == 0)
                throw new IOException("the client hung up");
            all.Write(piece, 0, got);
            var text = Encoding.Latin1.GetString(all.GetBuffer(), 0, (int)all.Length);
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var length = text.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
            if (head > 0 && length > 0 && all.Length >= head + 4 + int.Parse(text[(length + 16)..text.IndexOf('\r', length)], null))
                return all.ToArray();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        await accepting;
        end.Dispose();
    }
}
