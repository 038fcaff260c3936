using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Yihe.Host;
using Yihe.Host.Operations;
using Yihe.Kernel.Secrets;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>
/// The keys are changed while people work: no request fails, everybody is found before, meanwhile and after, a killed change is run again,
/// and no old version goes that something still needs. S11.
/// </summary>
public abstract class KeyRotationTests(TestDb db) : OperatedRegion(db)
{
    private readonly List<(string Id, string Identity, string Phone)> people = [];

    private async Task Register(int many)
    {
        var doctor = await Region.Part("villageDoctor");
        for (var n = 0; n < many; n++)
        {
            var (identity, phone) = (People.NewIdentity(), $"{17600000000 + people.Count * 6_151}");
            people.Add((await Region.Register(doctor, "闵禛", identity, phone), identity, phone));
        }
        await Region.Beat();
    }

    /// <summary>A node as the program runs one, with this key file.</summary>
    private async Task<(RunningDemo Node, Caller Doctor)> Serve(string keys)
    {
        var platform = Options.Build(Vault.Open(keys));
        await using (var db = platform.Database.Open())
        {
            await platform.Blueprints.Load(db, Ct);
            platform.Vault.Use((await KeyState.Of(db, Ct)).Active);
        }
        var node = await RunningDemo.Serve(Options, platform, Ct);
        var login = Region.Platform.Blueprints.At<Organization.Story>(Region.Clock.GetUtcNow()).Actors["villageDoctor"];
        var session = await new Caller(node.Http, null).Must("/api/session", new { login, password = DemoAccounts.Password });
        return (node, new Caller(node.Http, session["token"]!.GetValue<string>()));
    }

    /// <summary>The ways of finding this person that do not lead there.</summary>
    private static async Task<IEnumerable<string>> Missed(Caller doctor, (string Id, string Identity, string Phone) person)
    {
        var wrong = new List<string>();
        foreach (var text in new[] { person.Identity, person.Identity[^6..], $"{person.Identity[^4..]} 闵", person.Phone })
        {
            var reply = await doctor.Get($"/api/residents?text={text}");
            if (reply.Code != 200 || !reply.Text.Contains(person.Id, StringComparison.OrdinalIgnoreCase))
                wrong.Add($"{text}: {reply.Code} {reply.Text}");
        }
        return wrong;
    }

    private async Task<(string Text, long[] Values)> List(string? keys = null)
    {
        var text = await Anywhere(0, "keys", "list", "--json", "--database", Options.Address, "--keys", keys ?? Keys);
        return (text, [.. JsonNode.Parse(text)!["versions"]!.AsArray().Select(v => v!["values"]!.GetValue<long>())]);
    }

    [Fact]
    public async Task While_people_register_sign_and_search_no_request_fails_and_nothing_stays_behind()
    {
        await Register(Deep.Of(150, 5_000));
        var (node, doctor) = await Serve(Keys);
        await using var serving = node;
        var before = people.ToList();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var (wrong, asked) = (new System.Collections.Concurrent.ConcurrentBag<string>(), 0);
        var clients = Enumerable.Range(0, 3).Select(c => Task.Run(() => Work(c), Ct)).ToList();
        var told = await Yihe(0, "keys", "rotate");
        await over.CancelAsync();
        await Task.WhenAll(clients);
        None(wrong.Take(5));
        Assert.True(asked > 30, $"only {asked} requests");
        Assert.Contains("第 2 版密钥已启用", told, StringComparison.Ordinal);
        Assert.Contains("1 个运行中的节点", told, StringComparison.Ordinal);
        Assert.Equal(0, (await List()).Values[0]);
        foreach (var person in before.Take(20))
            None(await Missed(doctor, person));
        var again = await doctor.Post(
            "/api/residents",
            new
            {
                identityNumber = before[0].Identity,
                name = "闵禛",
                notTheSame = true,
            }
        );
        Assert.Equal(409, again.Code);
        await node.Heart.Beat(Ct);
        Assert.Contains("未发现问题", await Yihe(0, "verify"), StringComparison.Ordinal);

        async Task Work(int client)
        {
            for (var n = client; !over.IsCancellationRequested; n += 3)
            {
                var person = before[n % before.Count];
                foreach (var missed in await Missed(doctor, person))
                    wrong.Add(missed);
                var signed = await doctor.Post($"/api/residents/{person.Id}/signing", new { team = $"第 {n} 队" });
                var fresh = await doctor.Post(
                    "/api/residents",
                    new
                    {
                        identityNumber = People.NewIdentity(),
                        name = "新来",
                        phone = $"{13100000000 + n}",
                        notTheSame = true,
                    }
                );
                foreach (var reply in new[] { signed, fresh }.Where(r => r.Code is not (>= 200 and < 300)))
                    wrong.Add($"{reply.Message.RequestMessage!.RequestUri!.AbsolutePath}: {reply.Code} {reply.Text}");
                Interlocked.Add(ref asked, 6);
            }
        }
    }

    [Fact]
    public async Task A_killed_change_of_keys_is_run_again_to_its_end()
    {
        await Register(Deep.Of(600, 5_000));
        string[] command =
        [
            Path.Combine(HostOptions.Home, "Yihe.Host.dll"),
            "keys",
            "rotate",
            "--database",
            Options.Address,
            "--keys",
            Keys,
        ];
        using var child = Process.Start(
            new ProcessStartInfo("dotnet", command) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        var vault = Vault.Open(Keys);
        while (!child.HasExited && await Changed() == 0)
            await Task.Delay(5, Ct);
        child.Kill();
        await child.WaitForExitAsync(Ct);
        var half = (await List()).Values;
        Assert.True(half[0] > 0 && half[1] > 0, $"killed too early or too late: {string.Join(' ', half)}");
        Assert.Contains("到完成", await Yihe(1, "keys", "retire", "1"), StringComparison.Ordinal);
        var (node, doctor) = await Serve(Keys);
        await using (node)
        {
            foreach (var person in people.Take(5).Concat(people.TakeLast(5)))
                None(await Missed(doctor, person));
            await Yihe(0, "keys", "rotate");
            var whole = (await List()).Values;
            Assert.Equal((2, 0), (whole.Length, whole[0]));
            foreach (var person in people.Take(5).Concat(people.TakeLast(5)))
                None(await Missed(doctor, person));
            await node.Heart.Beat(Ct);
        }
        Assert.Contains("未发现问题", await Yihe(0, "verify"), StringComparison.Ordinal);

        async Task<long> Changed()
        {
            await using var db = Region.Platform.Database.Open();
            var table = SealedTable.All(db).Single(t => t.Name == "residents_resident");
            return (await table.Count(db, 2, Ct))[1];
        }
    }

    [Fact]
    public async Task Backups_open_with_the_key_file_they_need_and_an_old_version_goes_only_when_nothing_needs_it()
    {
        await Register(5);
        File.Copy(Keys, In("first.keys"));
        await Yihe(0, "backup", "--to", In("before.yihe"));
        await Yihe(0, "keys", "rotate", "--json");
        await Yihe(0, "backup", "--to", In("after.yihe"));
        Assert.Contains(
            "第 2 版密钥",
            await Anywhere(1, "verify", "--database", Options.Address, "--keys", In("first.keys")),
            StringComparison.Ordinal
        );
        await File.WriteAllTextAsync(In("wrong.keys"), $"{new string('0', 64)}\n2 {new string('1', 64)}\n", Ct);
        await Anywhere(1, "serve", "--database", Options.Address, "--keys", In("wrong.keys"));
        await Anywhere(1, "backup", "verify", In("after.yihe"), "--keys", In("first.keys"));
        await Anywhere(0, "restore", In("before.yihe"), "--data", In("before"), "--keys", Keys);
        await Anywhere(0, "restore", In("after.yihe"), "--data", In("after"), "--keys", Keys);
        Assert.Contains("正在用", await Yihe(1, "keys", "retire", "2"), StringComparison.Ordinal);
        Assert.Contains("才能恢复", await Yihe(0, "keys", "retire", "1"), StringComparison.Ordinal);
        Assert.DoesNotContain(new string('0', 64), await File.ReadAllTextAsync(Keys, Ct), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Keys));
        Assert.Contains("已停用", await Anywhere(1, "backup", "verify", In("before.yihe"), "--keys", Keys), StringComparison.Ordinal);
        await Anywhere(0, "backup", "verify", In("before.yihe"), "--keys", In("first.keys"));
        var (node, doctor) = await Serve(Keys);
        await using (node)
        {
            foreach (var person in people)
                None(await Missed(doctor, person));
            await node.Heart.Beat(Ct);
        }
        Assert.Contains("未发现问题", await Yihe(0, "verify"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_is_not_used_before_every_running_node_has_it()
    {
        await Register(3);
        File.Copy(Keys, In("node.keys"));
        var (node, doctor) = await Serve(In("node.keys"));
        await using var serving = node;
        Assert.Contains("请把本机的密钥文件拷过去", await Yihe(1, "keys", "rotate"), StringComparison.Ordinal);
        Assert.Equal(0, (await List()).Values[1]);
        File.Copy(Keys, In("node.keys"), overwrite: true);
        await Yihe(0, "keys", "rotate");
        Assert.Equal([0, 2], (await List()).Values.Select(v => Math.Min(v, 2)));
        foreach (var person in people)
            None(await Missed(doctor, person));
    }
}

public sealed class KeyRotationTestsOnSqlite(SqliteDb db) : KeyRotationTests(db), IClassFixture<SqliteDb>;

public sealed class KeyRotationTestsOnPostgres(PostgresDb db) : KeyRotationTests(db), IClassFixture<PostgresDb>;
