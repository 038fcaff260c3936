using System.Reflection;
using Yihe.Host;

namespace Yihe.Organization.Tests;

/// <summary>A member leaves on a day, and what joining left as it was stays as it was. KS-26, KS-28.</summary>
public abstract class MembershipTests(TestDb db) : RegionTests(db)
{
    private DateOnly Today => Region.Clock.GetUtcNow().Day();

    [Fact]
    public async Task Leaving_has_a_day_and_a_reason_and_leaves_the_past_as_it_was()
    {
        var overseer = await Region.Part("overseer");
        var lead = (await Region.Institution("gh")).Id;
        var branch = (await Region.Institution("hx")).Id;
        Assert.Equal("until", (await Region.Run(LeaveConsortium.Door, overseer, new(branch, Today, "整合"))).Refusal!.Faults[0].Field);
        Assert.Equal("lead", (await Region.Run(LeaveConsortium.Door, overseer, new(lead, Today.AddDays(5), "整合"))).Refusal!.Code);
        await Region.Must(LeaveConsortium.Door, overseer, new(branch, Today.AddDays(5), "机构整合"));
        Assert.True((await Region.Institution("hx")).IsMember);
        await Region.Advance(TimeSpan.FromDays(5));
        Assert.False((await Region.Institution("hx")).IsMember);
        var map = await Region.Must(ShowMap.Door, overseer, new(Today.AddDays(-1)));
        Assert.Contains(map.Groups[0].Zones[0].Members, n => n.Card.Code == "hx" && n.Below.Count == 3);
        map = await Region.Must(ShowMap.Door, overseer, new());
        Assert.Contains(map.Others, i => i.Code == "hx");
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task What_joining_leaves_as_it_is_stands_on_the_page_with_its_clause()
    {
        await using var demo = await Region.Serve();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/institutions?panel=hx");
        var session = await Region.Must("session.open", Actor.Nobody, new { login = "zhoumin", password = DemoAccounts.Password });
        request.Headers.Authorization = new("Bearer", $"{session["token"]}");
        var page = System.Net.WebUtility.HtmlDecode(await (await demo.Http.SendAsync(request, Ct)).Content.ReadAsStringAsync(Ct));
        var card = page[page.IndexOf("法人、性质、身份与渠道", StringComparison.Ordinal)..].Split("</dl>")[0];
        foreach (var shown in new[] { "事业单位法人", "公立", "事业单位在编与合同制人员", "县级财政差额补助", "财政投入供给机制不变" })
            Assert.Contains(shown, card, StringComparison.Ordinal);
        Assert.Equal(3, card.Split("加入后不变").Length - 1);
        Assert.DoesNotContain("<input", card, StringComparison.Ordinal);
    }

    [Fact]
    public void What_joining_leaves_as_it_is_can_be_set_once_only()
    {
        foreach (var name in new[] { "Nature", "LegalPerson", "StaffIdentity", "Funding", "Kind", "Level" })
            Assert.Contains(
                typeof(System.Runtime.CompilerServices.IsExternalInit),
                typeof(Institution).GetProperty(name)!.SetMethod!.ReturnParameter.GetRequiredCustomModifiers()
            );
    }
}

public sealed class MembershipTestsOnSqlite(SqliteDb db) : MembershipTests(db), IClassFixture<SqliteDb>;

public sealed class MembershipTestsOnPostgres(PostgresDb db) : MembershipTests(db), IClassFixture<PostgresDb>;
