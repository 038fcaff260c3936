using Yihe.Basis;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Working;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>Nobody carries off by the thousand what they may look at one by one: past the limit nothing opens and the security administrator is told. S16.</summary>
public abstract class ReadingLimitTests(TestDb db) : RegionTests(db)
{
    private const int Limit = 100;
    private static readonly int Residents = Deep.Of(22, 5_000);
    private string? after;
    private Actor doctor = null!;
    private Actor security = null!;
    private string resident = "";

    protected override async Task Begin()
    {
        await Region.Enact(Region.Clock.GetUtcNow().Day().AddDays(1), ("reading.persons", $"{Limit}"));
        await Region.Advance(TimeSpan.FromDays(1.5));
        (doctor, security) = (await Region.Part("villageDoctor"), await Region.Part("securityAdministrator"));
        for (var i = 0; i < Residents; i++)
            resident = await Region.Register(doctor, "钱桂珍");
        var span = TimeSpan.FromMinutes(10);
        Region.Clock.AdvanceTo(new DateTimeOffset(((Region.Clock.GetUtcNow().UtcTicks / span.Ticks) + 1) * span.Ticks, TimeSpan.Zero));
    }

    /// <summary>The next page of them, and after the last the first again.</summary>
    private async Task<Result<System.Text.Json.Nodes.JsonNode>> List()
    {
        var page = await Region.Run("resident.search", doctor, new { text = "钱桂珍", after });
        after = page.Refusal is null ? page.Value!["next"]?.GetValue<string>() : after;
        return page;
    }

    [Fact]
    public async Task A_list_read_over_and_over_stops_and_the_security_administrator_is_told_once()
    {
        var seen = 0;
        Refusal? stopped = null;
        for (var i = 0; i < 250 && stopped is null; i++)
        {
            var (page, refusal) = await List();
            seen += refusal is null ? page["items"]!.AsArray().Count : 0;
            stopped = refusal;
        }
        Assert.Equal((RefusalKind.TooMany, "reading-limit"), (stopped!.Kind, stopped.Code));
        Assert.InRange(seen, Limit - 20, Limit);
        Assert.Equal("reading-limit", (await Region.Run("resident.show", doctor, new { id = resident })).Refusal?.Code);
        Assert.Null((await Region.Run("inbox.show", doctor, new { })).Refusal);
        await Region.Beat();
        var alerts = (await Region.Must("alert.list", security, new { }))["items"]!.AsArray();
        Assert.Equal((doctor.Name, "open"), ($"{alerts.Single()!["name"]}", $"{alerts.Single()!["state"]}"));
        var item = (await Region.Must("inbox.show", security, new { }))["items"]!.AsArray().Single(i => $"{i!["flow"]}" == "alert")!;
        Assert.Equal(doctor.Name, $"{item["person"]}");
        Assert.All(
            (await Region.Acts("resident.search")).Where(a => a.Outcome == ActOutcome.Denied),
            a => Assert.Equal("reading-limit", a.ReasonCode)
        );
        await Region.Must("alert.review", security, new { id = $"{item["id"]}", finding = "核对名单，已提醒" });
        Assert.Empty((await Region.Must("inbox.show", security, new { }))["items"]!.AsArray());
        await Region.Advance(TimeSpan.FromMinutes(10));
        Assert.Null((await List()).Refusal);
        Assert.Empty(await Region.Findings());
    }

    /// <summary>Whatever shows people's data is under the limit, also what will be added later.</summary>
    [Fact]
    public async Task Past_the_limit_no_clinical_look_shows_anything_more()
    {
        var referral = await Region.Refer(doctor, "hx", resident: resident);
        while ((await List()).Refusal is null) { }
        await using var demo = await Region.Serve();
        var session = await Region.Must("session.open", Actor.Nobody, new { login = "guxuefang", password = Host.DemoAccounts.Password });
        var caller = new Caller(demo.Http, session["token"]!.GetValue<string>());
        var (wrong, held) = (new List<string>(), 0);
        foreach (var route in Requests.Routes.Where(r => !r.UseCase.Changes && r.UseCase.Permission.Clinical))
        {
            var reply = await caller.Send(route, t => t == "referral" ? referral : resident);
            held += reply.Code == 429 ? 1 : 0;
            if (reply.Code < 300 && !ActTests.Quiet.Contains(route.UseCase.Name))
                wrong.Add($"{route.Pattern}: {reply.Text}");
        }
        None(wrong);
        Assert.True(held > 3, $"only {held} were held back");
        Assert.DoesNotContain("钱桂珍", (await caller.Get($"/residents/{resident}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guessing_at_people_by_reason_stops_after_so_many_an_hour()
    {
        var stranger = await Region.Person("zhaoyulan");
        var codes = new List<string>();
        for (var i = 0; i < 32; i++)
        {
            var input = new
            {
                identityNumber = People.IdentityOf(resident),
                name = $"钱桂{i}",
                reason = "visit",
            };
            codes.Add((await Region.Run("resident.open", stranger, input, $"guess-{i:0000}")).Refusal!.Code);
        }
        Assert.Equal(30, codes.Count(c => c == "no-match"));
        Assert.All(codes[30..], c => Assert.Equal("opening-limit", c));
        var acts = await Region.Acts("resident.open");
        Assert.Equal((30, 2), (acts.Count(a => a.Outcome == ActOutcome.Failed), acts.Count(a => a.Outcome == ActOutcome.Denied)));
        await Region.Beat();
        Assert.Single((await Region.Must("alert.list", security, new { }))["items"]!.AsArray());
    }
}

public sealed class ReadingLimitTestsOnSqlite(SqliteDb db) : ReadingLimitTests(db), IClassFixture<SqliteDb>;

public sealed class ReadingLimitTestsOnPostgres(PostgresDb db) : ReadingLimitTests(db), IClassFixture<PostgresDb>;
