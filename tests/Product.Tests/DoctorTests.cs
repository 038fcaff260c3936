using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>The doctor names each wrong setting and how to mend it; what goes out for help names nobody.</summary>
public abstract class DoctorTests(TestDb db) : OperatedRegion(db)
{
    private static string PortOf(TcpListener listener) => $"{((IPEndPoint)listener.LocalEndpoint).Port}";

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return PortOf(listener);
    }

    /// <summary>The PostgreSQL of tests does not wait for the disk, which is wrong, and the doctor says so.</summary>
    private int Well => Options.IsEmbedded ? 0 : 1;

    private async Task<JsonNode> Report(int code, params string[] args)
    {
        string[] port = args.Contains("--port") ? [] : ["--port", FreePort()];
        var report = JsonNode.Parse(await Yihe(code, ["doctor", "--json", .. args, .. port]))!;
        Assert.Equal(code == 0, report["ok"]!.GetValue<bool>());
        return report;
    }

    private async Task Finds(string name, string state, params string[] args)
    {
        var line = (await Report(state == "wrong" ? 1 : Well, args))["checks"]!.AsArray().Single(c => $"{c!["name"]}" == name)!;
        Assert.Equal(state, $"{line["state"]}");
        if (state != "good")
            Assert.All(["found", "wanted", "mend"], part => Assert.NotEqual("", $"{line[part]}"));
    }

    protected override async Task Begin()
    {
        await base.Begin();
        Permit(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private void Permit(UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Keys, mode);
    }

    [Fact]
    public async Task A_well_kept_region_has_nothing_wrong()
    {
        var wrong = (await Report(Well))["checks"]!.AsArray().Where(c => $"{c!["state"]}" == "wrong").Select(c => $"{c!["name"]}");
        Assert.Equal(Options.IsEmbedded ? [] : ["durable"], wrong);
        Assert.Contains($"{Well} 项不对", await Yihe(Well, "doctor", "--port", FreePort()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_file_that_others_read_or_that_is_missing_is_wrong()
    {
        Permit(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        await Finds("keys", "wrong");
        File.Delete(Keys);
        await Finds("keys", "wrong");
        await Finds("database", "wrong");
    }

    [Fact]
    public async Task A_port_in_use_an_open_address_and_a_gateway_that_is_gone_are_named()
    {
        using var used = new TcpListener(IPAddress.Loopback, 0);
        used.Start();
        await Finds("port", "wrong", "--port", PortOf(used));
        await Finds("listen", "risky", "--listen", "0.0.0.0");
        await Finds("sms", "good", "--sms-gateway", $"http://127.0.0.1:{PortOf(used)}/sms");
        used.Stop();
        await Finds("sms", "wrong", "--sms-gateway", "http://127.0.0.1:9/sms");
        await Finds("sms", "wrong", "--sms-gateway", "somewhere");
        await Finds("outside", "good", "--hospital-systems", "gh=http://10.0.0.8/yihe");
        await Finds("outside", "wrong", "--hospital-systems", "gh");
        await Finds("outside", "wrong", "--report-to", "https://wjw.example.cn/api/consortium-reports");
        await Finds("proxy", "wrong", "--url", "http://127.0.0.1:9");
    }

    [Fact]
    public async Task Guards_that_were_taken_off_are_wrong_until_an_upgrade_puts_them_back()
    {
        await Finds("guards", "good");
        await Region.TakeOffGuards();
        await Finds("guards", "wrong");
        Assert.Contains("不需要升级", await Yihe(0, "upgrade"), StringComparison.Ordinal);
        await Finds("guards", "good");
    }

    [Fact]
    public async Task A_clock_behind_the_last_act_is_wrong()
    {
        Region.Clock.AdvanceTo(TimeProvider.System.GetUtcNow().AddHours(2));
        await Region.Register(await Region.Part("villageDoctor"), "王小二");
        await Finds("clock", "wrong");
    }

    [Fact]
    public async Task For_production_every_clause_says_what_serves_it_and_how_it_stands()
    {
        var clauses = (await Report(Well, "--production"))["clauses"]!
            .AsArray()
            .ToDictionary(c => $"{c!["number"]}", c => $"{c!["state"]}");
        Assert.True(clauses.Count > 30, $"{clauses.Count} clauses");
        Assert.Equal("符合", clauses["8.1.4.8 b"]);
        Assert.Equal("没有看", clauses["8.1.4.8 a"]);
        Assert.Equal("尚未做到", clauses["8.1.4.2 g"]);
        await Region.TakeOffGuards();
        Assert.StartsWith(
            "不符合",
            $"{(await Report(1, "--production"))["clauses"]!.AsArray().Single(c => $"{c!["number"]}" == "8.1.4.3 c")!["state"]}",
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_database_that_is_gone_is_said_in_words_by_every_command()
    {
        string[] gone = ["--database", "Host=127.0.0.1;Port=9;Username=yihe;Database=yihe;Timeout=2", "--keys", Keys];
        Assert.Contains("请检查", await Anywhere(1, ["doctor", .. gone]), StringComparison.Ordinal);
        foreach (var command in new[] { new[] { "serve" }, ["verify"], ["backup", "--to", In("x")], ["upgrade"], ["audit", "verify"] })
            Assert.Contains("没有完成", await Anywhere(1, [.. command, .. gone]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_out_for_help_names_nobody_and_holds_no_secret()
    {
        var identity = People.NewIdentity();
        await Region.Register(await Region.Part("villageDoctor"), "欧阳锦绣", identity, "13712345678");
        await Region.Beat();
        var log = In("yihe.log");
        await File.WriteAllTextAsync(log, $"{{\"Message\":\"slip 欧阳锦绣 {identity} 13712345678\",\"Code\":\"heart\"}}\n", Ct);
        await Yihe(0, "support-bundle", "--to", In("help.zip"), "--log", log);
        await using var zip = await ZipFile.OpenReadAsync(In("help.zip"), Ct);
        Assert.Equal(
            ["about.json", "counts.json", "doctor.txt", "log.txt"],
            zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal)
        );
        var all = "";
        foreach (var entry in zip.Entries)
            all += await new StreamReader(await entry.OpenAsync(Ct)).ReadToEndAsync(Ct);
        foreach (var secret in new[] { "欧阳", "锦绣", identity, "13712345678", new string('0', 64), "Password", "钱桂珍" })
            Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
        Assert.Contains("residents_resident", all, StringComparison.Ordinal);
        Assert.Contains("heart", all, StringComparison.Ordinal);
        Assert.Contains("已经存在", await Yihe(1, "support-bundle", "--to", In("help.zip")), StringComparison.Ordinal);
        await Yihe(2, "support-bundle");
    }

    [Theory]
    [InlineData("没有 --prot 这个选项", "serve", "--prot", "1")]
    [InlineData("--port 后面要写上它的值", "serve", "--port")]
    [InlineData("--port 后面应是整数，现为 x", "serve", "--port", "x")]
    [InlineData("--metrics-from 里的 x 不是地址", "serve", "--metrics-from", "x")]
    [InlineData("--sms-gateway 的 gw 不是网址", "serve", "--sms-gateway", "gw")]
    [InlineData("应写成 机构代码=网址", "serve", "--hospital-systems", "gh")]
    [InlineData("gh 写了两次", "serve", "--hospital-systems", "gh=http://a,gh=http://b")]
    [InlineData("--report-to 的 wjw 不是网址", "serve", "--report-to", "wjw", "--report-token", "none")]
    [InlineData("要一起写", "serve", "--report-to", "https://wjw.example.cn/api/consortium-reports")]
    [InlineData("none 里读不到令牌", "serve", "--report-to", "https://wjw.example.cn", "--report-token", "none")]
    [InlineData("none 不是读得到的证书", "serve", "--mllp-certificate", "none")]
    [InlineData("没有 two 这个选项", "restore", "one", "two")]
    [InlineData("没有 nothing 这个命令", "nothing")]
    public async Task A_wrong_call_is_said_and_ends_with_two(string words, params string[] args) =>
        Assert.Contains(words, await Anywhere(2, args), StringComparison.Ordinal);

    [Fact]
    public async Task A_port_in_use_stops_the_server_with_a_word()
    {
        using var used = new TcpListener(IPAddress.Loopback, 0);
        used.Start();
        Assert.Contains("已被占用", await Yihe(1, "serve", "--port", PortOf(used)), StringComparison.Ordinal);
    }
}

public sealed class DoctorTestsOnSqlite(SqliteDb db) : DoctorTests(db), IClassFixture<SqliteDb>;

public sealed class DoctorTestsOnPostgres(PostgresDb db) : DoctorTests(db), IClassFixture<PostgresDb>;
