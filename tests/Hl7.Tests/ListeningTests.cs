using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Yihe.Hl7.Listening;
using Yihe.Hl7.Text;

namespace Yihe.Hl7.Tests;

/// <summary>The port of HL7 v2 by itself: who says nothing is let go, TLS alone where there is a certificate, and an end that answers what was begun.</summary>
public abstract class ListeningTests(TestDb db) : MessageStory(db)
{
    private async Task<MessageListener> Listen(string? certificate = null, double idle = 60, double slow = 60)
    {
        var at = new ListenAt("127.0.0.1", 0, certificate) { Idle = TimeSpan.FromSeconds(idle), Slow = TimeSpan.FromSeconds(slow) };
        var listener = new MessageListener(at, Region.Gate, NullLogger<MessageListener>.Instance);
        await listener.StartAsync(Ct);
        return listener;
    }

    private static async Task<TcpClient> Connect(MessageListener listener)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, listener.Port, Ct);
        return client;
    }

    private byte[] Framed(string id) =>
        [
            0x0B,
            .. Encoding.UTF8.GetBytes(
                Result(id, Patient()).Replace("20261119090000||", $"20261119090000|{Secret}|", StringComparison.Ordinal)
            ),
            0x1C,
            0x0D,
        ];

    /// <summary>All that is said until the other side hangs up, or one whole answer.</summary>
    private static async Task<string> Heard(Stream stream)
    {
        var (bytes, one) = (new List<byte>(), new byte[1]);
        try
        {
            while (bytes is not [.., 0x1C, 0x0D] && await stream.ReadAsync(one, Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Ct) == 1)
                bytes.Add(one[0]);
        }
        catch (IOException)
        {
            return "";
        }
        return Encoding.UTF8.GetString([.. bytes]).Trim('\v', '\u001c', '\r');
    }

    [Fact]
    public async Task A_connection_that_says_nothing_or_never_ends_what_it_says_is_let_go_and_others_are_heard()
    {
        using var listener = await Listen(idle: 1);
        using var silent = await Connect(listener);
        using var half = await Connect(listener);
        await half.GetStream().WriteAsync(Framed("M1").AsMemory()[..50], Ct);
        Assert.Equal(("", ""), (await Heard(silent.GetStream()), await Heard(half.GetStream())));
        using var other = await Connect(listener);
        await other.GetStream().WriteAsync(Framed("M2"), Ct);
        Assert.Equal("AA", Code(await Heard(other.GetStream())));
        await listener.StopAsync(Ct);
    }

    [Fact]
    public async Task With_a_certificate_a_message_is_taken_by_TLS_alone()
    {
        var file = Certificate();
        using var listener = await Listen(file, slow: 2);
        using var open = await Connect(listener);
        await open.GetStream().WriteAsync(Framed("M1"), Ct);
        Assert.DoesNotContain("MSA", await Heard(open.GetStream()), StringComparison.Ordinal);
        using var dumb = await Connect(listener);
        Assert.Equal("", await Heard(dumb.GetStream()));
        using var client = await Connect(listener);
        await using var secured = new SslStream(client.GetStream(), false, (_, offered, _, _) => offered!.Subject == "CN=yihe");
        await secured.AuthenticateAsClientAsync("yihe");
        await secured.WriteAsync(Framed("M2"), Ct);
        Assert.Equal("AA", Code(await Heard(secured)));
        await using var db = Region.Platform.Database.Open();
        Assert.Equal(["M2"], await db.Set<TakenMessage>().Select(m => m.ControlId).ToListAsync(Ct));
        await listener.StopAsync(Ct);
        File.Delete(file);
    }

    [Fact]
    public async Task At_the_end_what_was_begun_is_answered_and_nobody_else_is_heard()
    {
        using var listener = await Listen();
        using var client = await Connect(listener);
        using var idle = await Connect(listener);
        await using (var db = Region.Platform.Database.Open())
        {
            using var turn = await Region.Platform.Database.Turn(Ct);
            await using var held = await db.Database.BeginTransactionAsync(Ct);
            if (!db.IsSqlite)
                await db.Database.ExecuteSqlRawAsync("LOCK TABLE kernel_act IN EXCLUSIVE MODE", Ct);
            await client.GetStream().WriteAsync(Framed("M1"), Ct);
            await Task.Delay(1_000, Ct);
            var port = listener.Port;
            var end = listener.StopAsync(Ct);
            Assert.Equal("", await Heard(idle.GetStream()));
            Assert.False(end.IsCompleted, "what was begun was given up");
            Assert.Equal("", await Late(port));
            await held.RollbackAsync(Ct);
        }
        Assert.Equal("AA", Code(await Heard(client.GetStream())));
        Assert.Equal(2, (await Documents("Observation")).Count);
    }

    /// <summary>What somebody hears who calls when it is over: nothing, whether or not the machine still took the call.</summary>
    private async Task<string> Late(int port)
    {
        using var late = new TcpClient();
        try
        {
            await late.ConnectAsync(IPAddress.Loopback, port, Ct);
            await late.GetStream().WriteAsync(Framed("M9"), Ct);
            return await Heard(late.GetStream());
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return "";
        }
    }

    private static string Certificate()
    {
        using var key = RSA.Create(2048);
        var asked = new CertificateRequest("CN=yihe", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var signed = asked.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, signed.Export(X509ContentType.Pfx));
        return file;
    }
}

public sealed class ListeningTestsOnSqlite(SqliteDb db) : ListeningTests(db), IClassFixture<SqliteDb>;

public sealed class ListeningTestsOnPostgres(PostgresDb db) : ListeningTests(db), IClassFixture<PostgresDb>;
