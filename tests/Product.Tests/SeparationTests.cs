using System.Text.Json.Nodes;
using Yihe.Accounts;
using Yihe.Basis;
using Yihe.Host;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Working;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>Three administrators, four eyes: no account holds two of the three, none of them reaches care, and no flow of weight is one person's. S9.</summary>
public class SeparationTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private static readonly RoleBook Roles = RoleBook.Read(Path.Combine(HostOptions.Home, "knowledge"));

    /// <summary>What takes two people: the right of the one who begins and of the one who completes it.</summary>
    private static readonly (string Maker, string Checker)[] FourEyes = [("account.manage", "post.grant"), ("act.search", "alert.review")];

    [Fact]
    public async Task Every_set_of_roles_with_an_administrator_and_another_role_is_refused()
    {
        var (system, security) = (
            await served.As(served.Story["systemAdministrator"]),
            await served.As(served.Story["securityAdministrator"])
        );
        var at = (await served.Region.Institution("gh")).Id.ToString();
        var codes = Roles.All.Select(r => r.Code).ToList();
        var (wrong, n) = (new List<string>(), 0);
        foreach (var exclusive in Roles.All.Where(r => r.Exclusive))
        foreach (var other in codes.Where(c => c != exclusive.Code))
        {
            foreach (var together in new[] { true, false })
            {
                var made = await system.Must(
                    "/api/accounts",
                    new
                    {
                        login = $"two{++n}",
                        name = "两岗",
                        home = at,
                    }
                );
                var posts = $"/api/accounts/{made["id"]}/posts";
                if (!together)
                    await security.Must(posts, new { institution = at, roles = new[] { other } });
                var roles = together ? new[] { exclusive.Code, other } : [exclusive.Code];
                if ((await security.Post(posts, new { institution = at, roles })).Code != 422)
                    wrong.Add($"{exclusive.Code} and {other}{(together ? "" : ", one after the other")}");
            }
        }
        Figures.Say($"{n} pairs of roles");
        None(wrong);
        Assert.True(n > 30, $"only {n} tried");
    }

    [Fact]
    public void No_role_begins_and_completes_what_takes_two_people() =>
        None(
            from role in Roles.All
            from pair in FourEyes
            where role.Grants.ContainsKey(pair.Maker) && role.Grants.ContainsKey(pair.Checker)
            select $"{role.Code}: {pair.Maker} and {pair.Checker}"
        );

    [Fact]
    public async Task What_an_administrator_gets_is_never_of_care_and_the_auditor_changes_nothing()
    {
        const string name = "章桂珍";
        var ones = await OneOfEach.In(served, name);
        var (wrong, got) = (new List<string>(), 0);
        foreach (var part in new[] { "systemAdministrator", "securityAdministrator", "auditAdministrator" })
        {
            var caller = await served.SignIn(served.Story[part]);
            foreach (var route in Requests.Routes.OrderBy(r => r.UseCase.Name == "session.close"))
            {
                var reply = await caller.Send(route, t => ones[t]);
                got += reply.Code < 300 ? 1 : 0;
                if (reply.Code < 300 && route.UseCase.Permission.Clinical || reply.Text.Contains(name, StringComparison.Ordinal))
                    wrong.Add($"{part} {route.Method} {route.Pattern}: {reply.Text}");
                var own = route.UseCase.Permission == Permission.SignedIn || route.UseCase.Permission == Permission.Anyone;
                if (reply.Code < 300 && part == "auditAdministrator" && route.UseCase.Changes && !own)
                    wrong.Add($"the auditor did {route.UseCase.Name}");
                var seesActs = route.UseCase.Permission.Name == "act.search";
                if (reply.Code < 300 && seesActs && part != "auditAdministrator")
                    wrong.Add($"{part} reads the log");
            }
        }
        Figures.Say($"{got} calls of administrators answered");
        None(wrong);
        Assert.True(got > 10, $"only {got} calls were answered");
    }

    [Fact]
    public async Task An_account_works_only_after_two_people_had_a_hand_in_it()
    {
        var system = await served.As(served.Story["systemAdministrator"]);
        var at = (await served.Region.Institution("gh")).Id.ToString();
        var account = (
            await system.Must(
                "/api/accounts",
                new
                {
                    login = "foureyes",
                    name = "新人",
                    home = at,
                }
            )
        )["id"]!;
        Assert.Equal(
            403,
            (await system.Post($"/api/accounts/{account}/posts", new { institution = at, roles = new[] { "villageDoctor" } })).Code
        );
        var link = (await system.Must($"/api/accounts/{account}/invitation"))["link"]!.GetValue<string>();
        await served.Nobody.Must($"/api/invitations/{link.Split('/')[^1]}", new { password = "New-2026-x", again = "New-2026-x" });
        var signIn = new { login = "foureyes", password = "New-2026-x" };
        Assert.Equal(403, (await served.Nobody.Post("/api/session", signIn)).Code);
        var security = await served.As(served.Story["securityAdministrator"]);
        await security.Must($"/api/accounts/{account}/posts", new { institution = at, roles = new[] { "villageDoctor" } });
        Assert.Equal(200, (await served.Nobody.Post("/api/session", signIn)).Code);
        var hands = (await served.Region.Acts("account.create")).Concat(await served.Region.Acts("post.grant"));
        Assert.Equal(
            2,
            hands.Where(a => $"{a.EntityId}" == $"{account}" && a.Outcome == ActOutcome.Done).Select(a => a.Account).Distinct().Count()
        );
    }
}
