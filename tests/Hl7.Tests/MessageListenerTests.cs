using System.Net.Sockets;
using System.Text;
using Yihe.Hl7.Text;
using Yihe.Host;
using Yihe.Testing;

namespace Yihe.Hl7.Tests;

/// <summary>A real client at the port of HL7 v2: framed, several on a connection, answered when stored, and again when the answer was lost.</summary>
public abstract class MessageListenerTests(TestDb db) : MessageStory(db)
{
    private RunningDemo demo = null!;

    protected override async Task Begin()
    {
        await base.Begin();
        demo = await Region.ServeMllp();
    }

    protected override async Task End() => await demo.DisposeAsync();

    private string Proven(string message) => message.Replace("20261119090000||", $"20261119090000|{Secret}|", StringComparison.Ordinal);

    private static byte[] Framed(string message) => [0x0B, .. Encoding.UTF8.GetBytes(message), 0x1C, 0x0D];

    private async Task<TcpClient> Connect()
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", demo.Mllp, Ct);
        return client;
    }

    private static async Task<string?> Answer(Stream stream)
    {
        var (bytes, one) = (new List<byte>(), new byte[1]);
        while (await stream.ReadAsync(one, Ct) == 1)
        {
            bytes.Add(one[0]);
            if (bytes is [0x0B, .. var body, 0x1C, 0x0D])
                return Encoding.UTF8.GetString([.. body]);
        }
        return null;
    }

    [Fact]
    public async Task Several_messages_on_a_connection_are_answered_in_turn_also_when_they_come_in_pieces()
    {
        using var client = await Connect();
        var stream = client.GetStream();
        byte[] both = [.. Framed(Proven(Result("M1", Patient()))), .. Framed(Proven(Result("M2", Patient(""))))];
        foreach (var piece in both.Chunk(97))
            await stream.WriteAsync(piece, Ct);
        Assert.Equal(("AA", "M1"), Said(await Answer(stream)));
        Assert.Equal(("AE", "M2"), Said(await Answer(stream)));
        await stream.WriteAsync(Framed("hello"), Ct);
        Assert.Equal("AR", Code((await Answer(stream))!));
        await stream.WriteAsync(Framed(Result("M3", Patient())), Ct);
        Assert.Equal(("AR", "M3"), Said(await Answer(stream)));
    }

    private static (string, string) Said(string? answer) => (Code(answer!), Message.Read(answer!).Value.Text("MSA-2")!);

    [Fact]
    public async Task When_the_acknowledgement_never_came_the_message_sent_again_is_acknowledged_and_stored_once()
    {
        var text = Framed(Proven(Result("M1", Patient())));
        using (var lost = await Connect())
        {
            lost.LingerState = new LingerOption(true, 0); // gone at once, whatever is under way
            await lost.GetStream().WriteAsync(text, Ct);
            for (var wait = 0; wait < 300 && (await Documents("Observation")).Count == 0; wait++)
                await Task.Delay(20, Ct);
        }
        using var client = await Connect();
        await client.GetStream().WriteAsync(text, Ct);
        Assert.Equal(("AA", "M1"), Said(await Answer(client.GetStream())));
        Assert.Equal(2, (await Documents("Observation")).Count);
        Assert.Single(await Documents("DiagnosticReport"));
    }

    [Fact]
    public async Task Half_a_message_stores_nothing_and_keeps_nothing()
    {
        using (var client = await Connect())
            await client.GetStream().WriteAsync(Framed(Proven(Result("M1", Patient()))).AsMemory()[..^2], Ct);
        using var other = await Connect();
        await other.GetStream().WriteAsync(Framed(Proven(Result("M2", Patient()))), Ct);
        Assert.Equal(("AA", "M2"), Said(await Answer(other.GetStream())));
        await using var db = Region.Platform.Database.Open();
        Assert.Equal(["M2"], await db.Set<TakenMessage>().Select(m => m.ControlId).ToListAsync(Ct));
        Assert.Empty(await Failed());
    }

    [Fact]
    public async Task Eight_connections_at_once_each_get_their_own_answers()
    {
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async n =>
                {
                    using var client = await Connect();
                    var said = new List<(string, string)>();
                    for (var i = 0; i < 5; i++)
                    {
                        await client
                            .GetStream()
                            .WriteAsync(
                                Framed(
                                    Proven(Result($"C{n}-{i}", Patient($"P{n}")).Replace("|F1|", $"|F{n}-{i}|", StringComparison.Ordinal))
                                ),
                                Ct
                            );
                        said.Add(Said(await Answer(client.GetStream())));
                    }
                    return said;
                })
        );
        Testing.Faults.None(
            answers.SelectMany((said, n) => said.Select((s, i) => (s, wanted: ("AA", $"C{n}-{i}"))).Where(p => p.s != p.wanted))
        );
        Assert.Equal(40, (await Documents("DiagnosticReport")).Count);
    }

    [Fact]
    public async Task The_same_message_twice_at_the_same_moment_is_stored_once()
    {
        var text = Framed(Proven(Result("M1", Patient())));
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async _ =>
                {
                    using var client = await Connect();
                    await client.GetStream().WriteAsync(text, Ct);
                    return Code((await Answer(client.GetStream()))!);
                })
        );
        Assert.All(answers, a => Assert.Equal("AA", a));
        Assert.Equal(2, (await Documents("Observation")).Count);
        Assert.Empty(await Failed());
    }

    [Fact]
    public async Task Over_http_the_same_message_is_taken_with_the_token_in_the_header()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages")
        {
            Content = new StringContent(Result("M1", Patient())),
        };
        request.Headers.Authorization = new("Bearer", Secret);
        using var reply = await demo.Http.SendAsync(request, Ct);
        Assert.Equal((200, "AA"), ((int)reply.StatusCode, Code(await reply.Content.ReadAsStringAsync(Ct))));
        using var nobody = await demo.Http.PostAsync("/api/messages", new StringContent("MSH|"), Ct);
        Assert.Equal(401, (int)nobody.StatusCode);
    }
}

public sealed class MessageListenerTestsOnSqlite(SqliteDb db) : MessageListenerTests(db), IClassFixture<SqliteDb>;

public sealed class MessageListenerTestsOnPostgres(PostgresDb db) : MessageListenerTests(db), IClassFixture<PostgresDb>;
