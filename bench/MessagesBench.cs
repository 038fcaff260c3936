using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Yihe.Hl7.Text;
using Yihe.Kernel;
using Yihe.Simulation.People;

namespace Yihe.Bench;

/// <summary>Laboratory results of five values each by HL7 v2: read in memory, and stored with the acknowledgement after the commit, over MLLP on PostgreSQL.</summary>
internal static class MessagesBench
{
    private const string Command = "yihe bench hl7";
    private const int Connections = 8;
    private const int Patients = 200;
    private const int Stored = 3_000;
    private const int ReadAskedASecond = 2_000;
    private const int StoredAskedASecond = 300;
    private static readonly string[] Tests = ["WBC^白细胞", "RBC^红细胞", "HGB^血红蛋白", "PLT^血小板", "CRP^C反应蛋白"];

    internal static async IAsyncEnumerable<Measured> Run()
    {
        yield return Reading();
        if (await BenchRegion.NewPostgres() is not { } database)
            yield break;
        await using var region = await BenchRegion.Start(database);
        var people = Population.Create(20260101, Patients, TimeProvider.System.Instant().Day(), "110000", ["第一村"]);
        await BenchSystem.Register(region.Running.Platform, "LIS");
        var secret = await BenchSystem.Admit(region.Running.Platform, "record.push");
        await Send(region.Running.Mllp, [.. people.Select((p, n) => Result(p, $"W{n}", secret))]);
        foreach (var values in new[] { 1, Tests.Length })
            yield return await Storing(
                region.Running.Mllp,
                [.. Enumerable.Range(0, Stored).Select(n => Result(people[n % Patients], $"M{values}-{n}", secret, values))],
                values
            );
    }

    private static async Task<Measured> Storing(int port, List<string> messages, int values)
    {
        var watch = Stopwatch.StartNew();
        await Send(port, messages);
        var rate = messages.Count / watch.Elapsed.TotalSeconds;
        return new(
            $"检验结果（{values} 项）按 HL7 v2 收下，MLLP {Connections} 连接，提交后确认，PostgreSQL",
            Command,
            $"{rate:0} 条/秒",
            $"{StoredAskedASecond} 条/秒",
            rate / StoredAskedASecond,
            "≥ 1.00"
        );
    }

    /// <summary>Every component of every field is asked for.</summary>
    private static Measured Reading()
    {
        var person = Population.Create(20260101, 1, TimeProvider.System.Instant().Day(), "110000", ["第一村"])[0];
        var bytes = Encoding.UTF8.GetBytes(Result(person, "M1", ""));
        var (watch, read, seen) = (Stopwatch.StartNew(), 0, 0L);
        for (; watch.Elapsed < TimeSpan.FromSeconds(5); read++)
        {
            var message = Message.Read(bytes).Value;
            foreach (var segment in message.Segments)
            foreach (var part in segment.Parts)
            foreach (var component in part.Split(message.Marks.Component))
                seen += message.Meant(component)?.Length ?? 0;
        }
        var rate = read / watch.Elapsed.TotalSeconds;
        return new(
            "检验结果（五项）读成段、栏、分量，一个线程",
            Command,
            $"{rate:0} 条/秒",
            $"{ReadAskedASecond} 条/秒",
            rate / ReadAskedASecond,
            "≥ 1.00"
        );
    }

    private static string Result(Person person, string id, string secret, int values = 5)
    {
        var number = person.IdentityNumber;
        var text = new StringBuilder($"MSH|^~\\&|LIS|GH|YIHE|C|20261119090000|{secret}|ORU^R01^ORU_R01|{id}|P|2.5.1\r");
        text.Append(
            $"PID|1||{number[^8..]}^^^GH^MR~{number}^^^^NI||{person.Name}||{number[6..14]}|{((number[16] - '0') % 2 == 1 ? "M" : "F")}\r"
        );
        text.Append($"OBR|1|O{id}|F{id}|58410-2^血常规^LN|||20261119083000|||||||||||||||20261119085000|||F\r");
        for (var n = 0; n < values; n++)
            text.Append($"OBX|{n + 1}|NM|{Tests[n]}^L||{n + 4}.{id.Length}|10*9/L^^UCUM|3.5-9.5|N|||F|||20261119084000\r");
        return text.ToString();
    }

    /// <summary>Each connection sends its share, the next message when the one before is acknowledged.</summary>
    private static Task Send(int port, List<string> messages) =>
        Task.WhenAll(
            Enumerable
                .Range(0, Connections)
                .Select(async lane =>
                {
                    using var tcp = new TcpClient("127.0.0.1", port) { NoDelay = true };
                    var (stream, answer) = (tcp.GetStream(), new byte[8_192]);
                    for (var n = lane; n < messages.Count; n += Connections)
                    {
                        await stream.WriteAsync((byte[])[0x0B, .. Encoding.UTF8.GetBytes(messages[n]), 0x1C, 0x0D]);
                        var read = 0;
                        while (read < 2 || answer[read - 2] != 0x1C)
                            read += await stream.ReadAsync(answer.AsMemory(read)) is > 0 and var more
                                ? more
                                : throw new IOException("closed");
                        var said = Encoding.UTF8.GetString(answer, 0, read);
                        if (!said.Contains("MSA|AA|", StringComparison.Ordinal))
                            throw new InvalidOperationException(said);
                    }
                })
        );
}
