using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Yihe.Basis.Blueprints;
using Yihe.Basis.Files;
using Yihe.Host.Operations;
using Yihe.Kernel.Files;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>Hostile files and messages break nothing: no fault of ours, nothing that hangs or swallows memory, and what is good is still taken. S5.</summary>
public class HostileFileTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private static readonly int Seed = Random.Shared.Next();
    private static readonly int Each = Deep.Of(40, 1_000);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(Deep.Asked ? 5 : 20); // 2 s on a quiet machine
    private const long MostMemory = 256 << 20;

    private readonly Random chance = new(Seed);
    private readonly List<string> wrong = [];
    private int sent;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_a_file_holds_it_is_taken_or_refused_in_words()
    {
        var (village, system, security) = (
            await served.As(served.Story["villageDoctor"]),
            await served.As(served.Story["systemAdministrator"]),
            await served.As(served.Story["securityAdministrator"])
        );
        var doctor = await served.Region.Part("villageDoctor");
        foreach (var (name, good) in Documents())
            for (var i = 0; i < Each; i++)
            {
                var referral = i % 15 == 0 ? await served.Region.Refer(doctor, "hx") : "";
                last = referral.Length > 0 ? referral : last;
                await Send(village, $"/api/referrals/{last}/attachments", name, HostileFiles.Mutant(good, chance));
            }
        foreach (var (kind, who) in new[] { ("staff", system), ("institutions", system), ("posts", security) })
        {
            var template = await who.Get($"/api/imports/{kind}/template");
            Assert.Equal(200, template.Code);
            var workbook = await template.Message.Content.ReadAsByteArrayAsync(Ct);
            for (var i = 0; i < Each; i++)
                await Send(
                    who,
                    $"/api/imports/{kind}",
                    $"{kind}.xlsx",
                    i % 3 == 0 ? HostileFiles.Mutant(workbook, chance) : HostileFiles.MutantWithin(workbook, chance)
                );
            foreach (var (name, content) in HostileFiles.Crafted(workbook))
                await Send(who, $"/api/imports/{kind}", name + ".xlsx", content);
        }
        await Lists(await served.As(served.Story["recordClerk"]));
        Assert.False(File.Exists("/tmp/yihe-slipped"));
        await Bodies(village);
        Figures.Say($"seed {Seed}: {sent} files and bodies");
        None(wrong.Take(20).Select(w => $"seed {Seed}: {w}"));
        Assert.Equal(200, (await served.Nobody.Get("/health/ready")).Code);
        var whole = new { file = new { name = "good.pdf", content = Convert.ToBase64String("%PDF-1.7"u8) } };
        await village.Must($"/api/referrals/{await served.Region.Refer(doctor, "hx")}/attachments", whole);
    }

    private string last = "";

    private static IEnumerable<(string Name, byte[] Content)> Documents()
    {
        var chance = new Random(7);
        var body = new byte[600];
        chance.NextBytes(body);
        yield return ("a.pdf", [.. "%PDF-1.7\n1 0 obj<</Length 4294967295>>stream\n"u8, .. body]);
        yield return (
            "a.jpg",
            [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF"u8, 0, 1, 1, 0, 0xFF, 0xC0, 0, 17, 8, 0xFF, 0xFF, 0xFF, 0xFF, .. body]
        );
        yield return ("a.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0x7F, 0xFF, 0xFF, 0xFF, .. body]);
        yield return ("a.dcm", [.. new byte[128], .. "DICM"u8, 2, 0, 0, 0, .. "UL"u8, 4, 0, 0xFF, 0xFF, 0xFF, 0xFF, .. body]);
    }

    /// <summary>Lists of residents, as workbooks and as text; what can be read of one is looked at, and registers nobody.</summary>
    private async Task Lists(Caller clerk)
    {
        string[][] rows =
        [
            ["身份证号", "姓名", "住址"],
            .. Enumerable.Range(0, 20).Select(n => new[] { People.NewIdentity(), $"王{n}", "一组" }),
        ];
        var workbook = Spreadsheet.Write(new SheetText("名单", rows));
        var text = string.Join("\r\n", rows.Select(r => string.Join(',', r)));
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(text);
        for (var i = 0; i < Each; i++)
        {
            await Send(clerk, "/api/intakes", "名单.csv", HostileFiles.Mutant(i % 2 == 0 ? gbk : Encoding.UTF8.GetBytes(text), chance));
            await Send(clerk, "/api/intakes", "名单.xlsx", HostileFiles.MutantWithin(workbook, chance));
        }
        foreach (var (name, content) in HostileFiles.Crafted(workbook).Concat(HostileFiles.CraftedText()))
            await Send(clerk, "/api/intakes", name, content);
    }

    private Task Send(Caller who, string path, string name, byte[] content) =>
        Judge(
            $"{path} {name} {content.Length} bytes",
            () => who.Post(path, new { file = new { name, content = Convert.ToBase64String(content) } })
        );

    /// <summary>Bodies that are hardly JSON, and files sent through the form of a page.</summary>
    private async Task Bodies(Caller village)
    {
        var good = Encoding.UTF8.GetBytes("{\"identityNumber\":\"990101195503090011\",\"name\":\"王小二\",\"phone\":\"13900001234\"}");
        for (var i = 0; i < Each; i++)
        {
            var text = HostileFiles.Mutant(good, chance);
            await Judge($"body {Convert.ToBase64String(text)}", () => Raw(village, text, "application/json"));
        }
        string[] crafted =
        [
            new string('[', 200_000),
            string.Concat(Enumerable.Repeat("{\"a\":", 100_000)),
            $"{{\"name\":\"{new string('a', 5_000_000)}\"}}",
            "{\"name\":1e400000000}",
            """{"\ud800":1}""",
            """{"name":{"\ud800":1}}""",
            """{"name":{"a":1,"a":2}}""",
            "\uFEFF{}",
        ];
        foreach (var text in crafted)
            await Judge($"body {text[..2]}", () => Raw(village, Encoding.UTF8.GetBytes(text), "application/json"));
    }

    private static Task<Reply> Raw(Caller who, byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new(type);
        return who.Send(HttpMethod.Post, "/api/residents", content);
    }

    private async Task Judge(string what, Func<Task<Reply>> ask)
    {
        var (watch, before) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes());
        var reply = await ask();
        var used = GC.GetTotalAllocatedBytes() - before;
        if (reply.Code >= 500 || (reply.Code >= 400 && reply.Title is null))
            wrong.Add($"{what}: {reply.Code} {reply.Text}");
        if (watch.Elapsed > Patience)
            wrong.Add($"{what} took {watch.Elapsed}");
        if (used > MostMemory + 100_000_000L) // the test's own copies of the largest bodies are in it
            wrong.Add($"{what} used {used >> 20} MB");
        if (++sent % 1_000 == 0)
            Assert.Equal(200, (await served.Nobody.Get("/health/ready")).Code);
    }

    [Fact]
    public void Whatever_a_blueprint_holds_its_faults_are_listed()
    {
        var good = Encoding.UTF8.GetBytes(TestRegion.County);
        var plan = JsonNode.Parse(TestRegion.County)!;
        for (var i = 0; i < Deep.Of(40, 1_000); i++)
        {
            var text = i % 2 == 0 ? Encoding.UTF8.GetString(HostileFiles.Mutant(good, chance)) : Retyped(plan.DeepClone(), chance);
            var watch = Stopwatch.StartNew();
            var (blueprint, faults) = BlueprintReader.Read(text, Host.ModuleList.All.Sections);
            if (blueprint is null && faults.Count == 0)
                wrong.Add($"neither read nor refused: {text[..200]}");
            if (watch.Elapsed > Patience)
                wrong.Add($"took {watch.Elapsed}");
        }
        None(wrong.Select(w => $"seed {Seed}: {w}"));
    }

    /// <summary>One value somewhere is of another kind, or gone.</summary>
    private static string Retyped(JsonNode plan, Random chance)
    {
        var node = plan;
        while (node is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
        {
            var key = node is JsonObject ? node.AsObject().ElementAt(chance.Next(node.AsObject().Count)).Key : null;
            var index = key is null ? chance.Next(node.AsArray().Count) : 0;
            var next = key is null ? node[index] : node[key];
            if (next is JsonObject { Count: > 0 } or JsonArray { Count: > 0 } && chance.Next(6) > 0)
            {
                node = next;
                continue;
            }
            JsonNode? odd = chance.Next(6) switch
            {
                0 => null,
                1 => -1,
                2 => 1e300,
                3 => "",
                4 => new JsonArray(new JsonArray()),
                _ => new JsonObject { ["x"] = "y" },
            };
            if (key is null)
                node[index] = odd;
            else
                node[key] = odd;
            break;
        }
        return plan.ToJsonString();
    }

    [Fact]
    public async Task Whatever_a_backup_file_holds_it_is_refused_in_words()
    {
        var folder = Directory.CreateTempSubdirectory("yihe-hostile-").FullName;
        var (kept, changed) = (Path.Combine(folder, "kept.yihe"), Path.Combine(folder, "changed.yihe"));
        await Backup.Write(served.Region.Platform, kept, Ct);
        var whole = await File.ReadAllBytesAsync(kept, Ct);
        for (var i = 0; i < Deep.Of(60, 1_000); i++)
        {
            var mutant = HostileFiles.Mutant(whole, chance);
            await File.WriteAllBytesAsync(changed, mutant, Ct);
            if (!mutant.AsSpan().SequenceEqual(whole) && Backup.Check(changed, TestDb.Vault).Refusal is null)
                wrong.Add($"{mutant.Length} of {whole.Length} bytes were taken");
        }
        Directory.Delete(folder, recursive: true);
        None(wrong.Select(w => $"seed {Seed}: {w}"));
    }
}
