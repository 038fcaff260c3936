using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Yihe.Bench;

/// <summary>One connection to the server, kept open: as lean as pgbench's, so that what is measured is the server.</summary>
internal sealed class Line(Uri server) : IDisposable
{
    private const string EndOfHead = "\r\n\r\n";
    private readonly TcpClient tcp = new(server.Host, server.Port) { NoDelay = true };
    private readonly byte[] answer = new byte[64 * 1024];

    /// <summary>Posts a body and returns what was answered; anything but 200 throws.</summary>
    internal Task<string> Post(string path, string token, string key, string body) =>
        Send(
            $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {key}\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}{EndOfHead}{body}"
        );

    /// <summary>What was answered; anything but 200 throws.</summary>
    internal Task<string> Get(string path, string token) =>
        Send($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {token}{EndOfHead}");

    private async Task<string> Send(string request)
    {
        await tcp.GetStream().WriteAsync(Encoding.UTF8.GetBytes(request));
        for (int read = 0, more; ; )
        {
            read += more = await tcp.GetStream().ReadAsync(answer.AsMemory(read));
            var text = Encoding.UTF8.GetString(answer, 0, read);
            if (
                more == 0
                || (text.Contains(EndOfHead, StringComparison.Ordinal) && !text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
            )
                throw new InvalidOperationException(text);
            if (BodyOf(text, read) is { } whole)
                return whole;
        }
    }

    private static string? BodyOf(string text, int read)
    {
        const string name = "Content-Length: ";
        var head = text.IndexOf(EndOfHead, StringComparison.Ordinal);
        var length = text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (head < 0)
            return null;
        var size = int.Parse(
            text.AsSpan(length + name.Length, text.IndexOf('\r', length) - length - name.Length),
            CultureInfo.InvariantCulture
        );
        return read < Encoding.UTF8.GetByteCount(text.AsSpan(0, head)) + EndOfHead.Length + size ? null : text[(head + EndOfHead.Length)..];
    }

    public void Dispose() => tcp.Dispose();
}
