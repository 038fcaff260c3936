using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;
using Yihe.Host;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>Every page in a real browser, as each role of the story sees it: no violation of accessibility, no message in the console.</summary>
public class PageTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    /// <summary>A part of a page that is exchanged while typing, no page of its own.</summary>
    private const string Fragment = "/visits/signs";

    [Theory]
    [InlineData("villageDoctor")]
    [InlineData("branchDoctor")]
    [InlineData("referralOffice")]
    [InlineData("specialist")]
    [InlineData("overseer")]
    [InlineData("systemAdministrator")]
    [InlineData("securityAdministrator")]
    [InlineData("auditAdministrator")]
    public async Task Every_page_is_accessible_and_quiet_for(string part)
    {
        var village = await served.Region.Part("villageDoctor");
        var resident = await served.Region.Register(village, "钱桂珍");
        var visit = await served.Region.Visit(village, resident);
        var referral = await served.Region.Refer(village, "gh", "emergency", "心血管内科", resident);
        await using var tab = await BrowserTab.Open(served, served.Story[part]);
        var (page, faults) = (tab.Page, tab.Complaints);
        var opened = 0;
        foreach (var address in Addresses(resident, visit, referral))
        {
            if (!(await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.DOMContentLoaded }))!.Ok)
                continue;
            opened++;
            faults.AddRange((await page.RunAxe()).Violations.Select(v => $"{address}: {v.Id} {v.Help} {v.Nodes[0].Html}"));
        }
        Assert.True(opened >= 4, $"{part} opened only {opened} pages");
        None(faults.Distinct());
    }

    /// <summary>Every address of every page, filled with a real resident, visit and referral.</summary>
    private static IEnumerable<string> Addresses(string resident, string visit, string referral) =>
        from page in Pages.All
        from route in page.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>()
        where route.Template is not ("/error" or "/not-found" or "/sign-in" or Fragment)
        let id = route.Template.Contains("resident", StringComparison.Ordinal) ? resident : referral
        select System.Text.RegularExpressions.Regex.Replace(route.Template, @"\{[^}]+\}", id)
            + (page.AsksQuery() && !route.Template.Contains('{') ? $"?resident={resident}&visit={visit}" : "");
}
