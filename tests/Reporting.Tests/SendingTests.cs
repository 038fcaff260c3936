using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Yihe.Host;
using Yihe.Kernel.News;
using Yihe.Kernel.Working;
using Yihe.Reporting.Sending;
using Yihe.Testing;

namespace Yihe.Reporting.Tests;

/// <summary>A month that is closed goes to the commission by itself, through whatever is down meanwhile.</summary>
public abstract class SendingTests(TestDb db) : RegionTests(db)
{
    private readonly TestDb engine = db;
    private TestRegion consortium = null!;
    private int port;

    protected override async Task Begin() => consortium = await engine.Found();

    protected override async Task End()
    {
        if (consortium is not null)
            await consortium.DisposeAsync();
    }

    [Fact]
    public async Task Without_an_address_nothing_is_sent_and_asking_for_it_says_why()
    {
        var office = await consortium.Part("statistician");
        await consortium.Must("month.close", office, new { month = "2026-10" });
        await consortium.Beat();
        var refused = (await consortium.Run("consortium-report.send", office, new { month = "2026-10" })).Refusal!;
        Assert.Equal("no-upstream", refused.Code);
        Assert.Empty(await Ways(office));
        Assert.Equal("not-closed", (await consortium.Run("consortium-report.send", office, new { month = "2026-09" })).Refusal!.Code);
    }

    [Fact]
    public async Task A_closed_month_and_its_restatement_arrive_after_the_commission_was_down()
    {
        var office = await consortium.Part("statistician");
        await Connect();
        await consortium.Must("month.close", office, new { month = "2026-10" });
        await consortium.Beat();
        Assert.Equal((1, 0), (await Waiting(), await Reports()));
        Assert.Equal("上级没有应答，稍后自动再送", $"{(await Ways(office))[0]!["problem"]}");
        await using var commission = Server.Create(Region.Options with { Port = port }, Region.Platform);
        await commission.StartAsync(Ct);
        await consortium.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("", $"{(await Ways(office))[0]!["problem"]}");
        Assert.Equal((0, 1), (await Waiting(), await Reports()));
        await consortium.Must(
            "fact.send",
            office,
            new
            {
                kind = "satisfaction.answered",
                source = "满意度平台",
                period = "2026-10",
                items = new[]
                {
                    new Dictionary<string, string>
                    {
                        ["编号"] = "a",
                        ["日期"] = "2026-10-03",
                        ["满意"] = "是",
                    },
                },
            }
        );
        await consortium.Beat();
        await consortium.Must("consortium-report.send", office, new { month = "2026-10", restated = true });
        await consortium.Beat();
        Assert.Equal((0, 2), (await Waiting(), await Reports()));
        Assert.All(await Ways(office), w => Assert.NotNull(w!["sentAt"]));
    }

    /// <summary>The consortium is told the address and the token of a commission that does not answer yet.</summary>
    private async Task Connect()
    {
        var token = await Region.Must(
            "token.issue",
            await Region.Part("securityAdministrator"),
            new
            {
                name = "城东月报",
                institution = (await Region.Institution("hx")).Id.ToString(),
                permissions = new[] { "consortium-report.take" },
                until = "2026-12-31",
            }
        );
        await Region.Must(
            "consortium-report.register",
            await Region.Part("systemAdministrator"),
            new
            {
                code = "999901",
                name = "城东医共体",
                tokenName = "城东月报",
            }
        );
        port = FreePort();
        consortium.Platform.Shared(() => new Upstream(new($"http://127.0.0.1:{port}/api/consortium-reports"), $"{token["secret"]}"));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<JsonArray> Ways(Actor office) =>
        (await consortium.Must("consortium-report.sendings", office, new { }))["months"]!["items"]![0]!["ways"]!.AsArray();

    private async Task<int> Reports()
    {
        var senders = await Region.Must("consortium-report.senders", await Region.Part("systemAdministrator"), new { });
        return senders["items"]!.AsArray().Sum(s => (int)s!["reports"]!);
    }

    private async Task<int> Waiting()
    {
        await using var db = consortium.Platform.Database.Open();
        return await db.Set<Delivery>().CountAsync(d => d.Subscriber == Upstream.Subscriber && d.DoneAt == null, Ct);
    }
}

public sealed class SqliteSendingTests() : SendingTests(new SqliteDb());

public sealed class PostgresSendingTests() : SendingTests(new PostgresDb());
