using System.Text.Json.Nodes;
using Yihe.Accounts.People;
using Yihe.Host;
using Yihe.Kernel.Acts;
using Yihe.Residents.Messages;

namespace Yihe.Residents.Tests;

/// <summary>An emergency opens the record to whoever proves who they are, for a few hours; the resident is told and the security administrator asks. XX-39.</summary>
public abstract class BreakGlassTests(TestDb db) : RegionTests(db)
{
    private const string Identity = "11010519491231002X";
    private Actor stranger = null!;
    private Actor guard = null!;
    private ResidentId resident;

    protected override async Task Begin()
    {
        var village = await Region.Part("villageDoctor");
        guard = await Region.Part("securityAdministrator");
        stranger = await Region.Person("zhaoyulan");
        resident = ResidentId.From(Guid.Parse(await Region.Register(village, "钱桂珍", Identity, "15400006071")));
    }

    private Task<Result<OpenByReason.Outcome>> Open(
        string password = DemoAccounts.Password,
        string reason = "emergency",
        string name = "钱桂珍"
    ) => Region.Run(OpenInEmergency.Door, stranger, new(Identity, name, reason, password));

    private async Task<ResidentCard?> Card() => (await Region.Run(ShowResident.Door, stranger, new(resident))).Value?.Resident;

    private async Task<List<JsonNode>> Alerts() =>
        [.. (await Region.Must("alert.list", guard, new { }))["items"]!.AsArray().Select(a => a!)];

    private async Task<List<string>> Messages()
    {
        await using var database = Region.Platform.Database.Open();
        var messages = await database.Set<Message>().AsNoTracking().ToListAsync(Ct);
        return messages.ConvertAll(m => Region.Platform.Vault.DecryptText(m.Text, "message.text"));
    }

    [Fact]
    public async Task It_is_open_for_four_hours_and_the_page_says_so()
    {
        var until = Region.Clock.GetUtcNow().AddHours(4);
        var opened = await Open();
        Assert.Equal(resident, opened.Value.Id);
        Assert.InRange(opened.Value.Until, until, until.AddMinutes(1));
        Assert.Equal(opened.Value.Until, (await Card())!.EmergencyUntil);
        Assert.Null((await Region.Must(ShowResident.Door, await Region.Part("villageDoctor"), new(resident))).Resident.EmergencyUntil);
        var act = Assert.Single(await Region.Acts(OpenInEmergency.Door.Name));
        Assert.Equal((ActOutcome.Done, "emergency", (Guid?)resident.Value), (act.Outcome, act.ReasonCode, act.Subject));
        await Region.Advance(TimeSpan.FromHours(4.1));
        Assert.Null(await Card());
    }

    [Fact]
    public async Task The_resident_is_told_and_the_security_administrator_asks_each_time_without_seeing_who_it_was()
    {
        await Open();
        await Region.Advance(TimeSpan.FromHours(5));
        await Open();
        await Region.Beat();
        var told = await Messages();
        Assert.Equal(2, told.Count);
        Assert.All(told, text => Assert.Contains("紧急查看了您的健康档案，4小时后自动关闭", text, StringComparison.Ordinal));
        var alerts = await Alerts();
        Assert.Equal(2, alerts.Count);
        Assert.All(alerts, a => Assert.Equal(("open", stranger.Name, "紧急调阅"), ($"{a["state"]}", $"{a["name"]}", $"{a["useCase"]}")));
        Assert.DoesNotContain("钱桂珍", string.Join('\n', alerts.Select(a => a["name"])), StringComparison.Ordinal);
        Assert.DoesNotContain($"{resident}", string.Join('\n', alerts), StringComparison.Ordinal);
        await Region.Must("alert.review", guard, new { id = $"{alerts[0]["id"]}", finding = "患者当时昏迷，已问过值班医生" });
        Assert.Single(await Alerts(), a => $"{a["state"]}" == "open");
    }

    [Fact]
    public async Task The_security_administrator_reads_what_was_looked_at_while_it_was_open_and_never_whose_it_is()
    {
        await Open();
        await Card();
        await Region.Must(ShowResident.Door, await Region.Part("villageDoctor"), new(resident));
        await Region.Beat();
        var alert = Assert.Single(await Alerts());
        Assert.Equal(("急救", true), ($"{alert["reason"]}", alert["until"] is not null));
        await Region.Advance(TimeSpan.FromHours(5));
        await Card();
        var looks = await Region.Must("alert.looks", guard, new { id = $"{alert["id"]}" });
        Assert.Equal(["紧急调阅", "查看居民"], looks["items"]!.AsArray().Select(l => $"{l!["what"]}"));
        Assert.DoesNotContain($"{resident}", $"{looks}", StringComparison.Ordinal);
        var asked = Assert.Single(await Region.Acts("alert.looks"));
        Assert.Null(asked.Subject);
        Assert.Equal(RefusalKind.Denied, (await Region.Run("alert.looks", stranger, new { id = $"{alert["id"]}" })).Refusal!.Kind);
    }

    [Fact]
    public async Task A_second_time_while_it_is_open_tells_nobody_again()
    {
        var first = await Open();
        var second = await Open();
        await Region.Beat();
        Assert.Equal(first.Value, second.Value);
        Assert.Single(await Messages());
        Assert.Single(await Alerts());
    }

    [Fact]
    public async Task A_wrong_password_opens_nothing_and_counts_towards_the_lock()
    {
        var attempts = Region.Platform.Blueprints.At<Yihe.Accounts.Security>(Region.Clock.GetUtcNow()).AttemptsBeforeLock;
        for (var i = 0; i < attempts; i++)
            Assert.Equal("password", Assert.Single((await Open("guess")).Refusal!.Faults).Field);
        Assert.Equal("locked", (await Open()).Refusal!.Code);
        Assert.Null(await Card());
        await Region.Beat();
        Assert.Equal("连续输错口令，已被暂停登录", $"{Assert.Single(await Alerts())["what"]}");
        Assert.Empty(await Messages());
    }

    [Fact]
    public async Task Each_reason_has_its_own_door()
    {
        Assert.Equal("reason", Assert.Single((await Open(reason: "visit")).Refusal!.Faults).Field);
        var plain = await Region.Run(OpenByReason.Door, stranger, new(Identity, "钱桂珍", "emergency"));
        Assert.Contains("紧急调阅", Assert.Single(plain.Refusal!.Faults).Message, StringComparison.Ordinal);
        Assert.Equal("no-match", (await Open(name: "钱桂芝")).Refusal!.Code);
        Assert.Null(await Card());
    }

    [Fact]
    public async Task A_system_breaks_no_glass()
    {
        var token = await Region.Must(
            "token.issue",
            guard,
            new
            {
                name = "系统",
                institution = stranger.Institution,
                permissions = new[] { "resident.open" },
                until = Region.Clock.GetUtcNow().Day().AddDays(30),
            }
        );
        var system = (await SessionDirectory.ActorOf(Region.Platform, $"{token["secret"]}", Ct))!;
        var refused = await Region.Run(OpenInEmergency.Door, system, new(Identity, "钱桂珍", "emergency", DemoAccounts.Password));
        Assert.Equal(RefusalKind.Denied, refused.Refusal?.Kind);
    }
}

public sealed class BreakGlassTestsOnSqlite(SqliteDb db) : BreakGlassTests(db), IClassFixture<SqliteDb>;

public sealed class BreakGlassTestsOnPostgres(PostgresDb db) : BreakGlassTests(db), IClassFixture<PostgresDb>;
