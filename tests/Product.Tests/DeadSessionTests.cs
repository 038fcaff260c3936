using Microsoft.AspNetCore.Components;
using Yihe.Basis;
using Yihe.Host;
using Yihe.Kernel.Working;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>
/// What ended is over at the very next request, at every route and every page: a session closed, idle, too old, of a disabled account,
/// of a post that was taken back, or a system's token revoked. S1, S13.
/// </summary>
public class DeadSessionTests(SqliteDb db) : RegionTests(db), IClassFixture<SqliteDb>
{
    private RunningDemo demo = null!;

    protected override async Task Begin() => demo = await Region.Serve();

    protected override async Task End() => await demo.DisposeAsync();

    private async Task<(string Token, Actor Who)> Session(string login)
    {
        var session = await Region.Must("session.open", Actor.Nobody, new { login, password = DemoAccounts.Password });
        var token = session["token"]!.GetValue<string>();
        return (token, (await Accounts.People.SessionDirectory.ActorOf(Region.Platform, token, Ct))!);
    }

    [Fact]
    public async Task Nothing_opens_to_a_session_or_a_token_that_ended()
    {
        var (system, security) = (await Region.Part("systemAdministrator"), await Region.Part("securityAdministrator"));
        var closed = await Session("tangguoping");
        await Region.Must("session.close", closed.Who, new { });
        var disabled = await Session("zhaoyulan");
        await Region.Must("account.disable", system, new { id = disabled.Who.Account!.Value.Value });
        var removed = await Session("jinzhiming");
        await Region.Must("post.end", security, new { id = removed.Who.Post });
        var dead = new List<(string, string)>
        {
            ("closed", closed.Token),
            ("disabled", disabled.Token),
            ("without its post", removed.Token),
            ("revoked", await Revoked(security)),
            ("never issued", "xT-" + new string('a', 40)),
        };
        await Judge(dead);
        var (idle, busy) = (await Session("guxuefang"), await Session("zhoumin"));
        for (var minutes = 0; minutes < 12 * 60; minutes += 10)
        {
            Region.Clock.AdvanceTo(Region.Clock.GetUtcNow().AddMinutes(10));
            await new Caller(demo.Http, busy.Token).Get("/api/inbox");
        }
        Region.Clock.AdvanceTo(Region.Clock.GetUtcNow().AddMinutes(1));
        await Judge([("idle", idle.Token), ("too old", busy.Token)]);
    }

    private async Task<string> Revoked(Actor security)
    {
        var issued = await Region.Must(
            "token.issue",
            security,
            new
            {
                name = "旧系统",
                institution = (await Region.Institution("gh")).Id.ToString(),
                permissions = new[] { "organization.read" },
                until = "2026-12-31",
            }
        );
        var token = (await Region.Must("token.list", security, new { }))["items"]![0]!["id"]!.GetValue<string>();
        await Region.Must("token.revoke", security, new { id = token });
        return issued["secret"]!.GetValue<string>();
    }

    private async Task Judge(List<(string Why, string Token)> dead)
    {
        var wrong = new List<string>();
        foreach (var (why, token) in dead)
        {
            var caller = new Caller(demo.Http, token);
            foreach (var route in Requests.Routes.Where(r => r.UseCase.Permission != Permission.Anyone))
                if (await caller.Send(route, _ => Requests.NewId()) is var reply && reply.Code != 401)
                    wrong.Add($"{why} {route.Method} {route.Pattern}: {reply.Code}");
            foreach (var template in Templates())
                if (await caller.Get("/" + Requests.Filled(template.TrimStart('/'), _ => Requests.NewId())) is var page && page.Code != 302)
                    wrong.Add($"{why} {template}: {page.Code}");
        }
        None(wrong);
    }

    private static IEnumerable<string> Templates() =>
        from page in Pages.All
        where page.Needs() != "anyone"
        from route in page.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>()
        select route.Template;
}
