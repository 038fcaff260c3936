using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;
using Yihe.Host;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>Every page in a real browser, as each role of the story sees it: no violation of accessibility, no message in the console.</summary>
public class PageTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    /// <summary>Parts of pages that are exchanged while typing, no pages of their own.</summary>
    private static readonly string[] Fragments = ["/visits/signs", "/referrals/places"];

    /// <summary>Pages that one role has seen in the sample: the next opens its start page and the pages that nobody before it might.</summary>
    private static readonly HashSet<string> Examined = [];

    [Theory]
    [InlineData("villageDoctor")]
    [InlineData("branchDoctor")]
    [InlineData("referralOffice")]
    [InlineData("specialist")]
    [InlineData("overseer")]
    [InlineData("systemAdministrator")]
    [InlineData("securityAdministrator")]
    [InlineData("auditAdministrator")]
    [InlineData("statistician")]
    public async Task Every_page_is_accessible_and_quiet_for(string part)
    {
        var village = await served.Region.Part("villageDoctor");
        var resident = await served.Region.Register(village, "钱桂珍");
        var visit = await served.Region.Visit(village, resident);
        var referral = await served.Region.Refer(village, "gh", "emergency", "心血管内科", resident);
        await using var tab = await BrowserTab.Open(served, served.Story[part]);
        var (page, faults) = (tab.Page, tab.Complaints);
        var opened = 0;
        foreach (var (template, address) in Addresses(resident, visit, referral))
        {
            if (!Deep.Asked && template != "/" && Examined.Contains(template))
            {
                opened += (await page.APIRequest.GetAsync(address, new() { MaxRedirects = 0 })).Ok ? 1 : 0;
                continue;
            }
            if (!(await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.DOMContentLoaded }))!.Ok)
                continue;
            opened++;
            Examined.Add(template);
            faults.AddRange(await tab.Inaccessible());
        }
        Assert.True(opened >= 4, $"{part} opened only {opened} pages");
        None(faults.Distinct());
    }

    [Fact]
    public async Task A_page_without_its_language_or_its_heading_is_found()
    {
        await using var tab = await BrowserTab.Open(served, served.Story["villageDoctor"]);
        await tab.Page.EvaluateAsync("document.documentElement.removeAttribute('lang'); document.querySelector('h1').remove()");
        var found = string.Join('\n', await tab.Inaccessible());
        Assert.Contains("html-has-lang", found, StringComparison.Ordinal);
        Assert.Contains("page-has-heading-one", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_times_and_beds_to_wish_for_follow_the_chosen_institution()
    {
        var village = await served.Region.Part("villageDoctor");
        await served.Region.Must("slots.publish", await served.Region.Part("accessClerk"), new { from = "2026-11-20", to = "2026-12-03" });
        var visit = await served.Region.Visit(village, await served.Region.Register(village, "钱桂珍"));
        await using var tab = await BrowserTab.Open(served, served.Story["villageDoctor"]);
        await tab.Page.GotoAsync($"/referrals/new?visit={visit}");
        await tab.Page.SelectOptionAsync("#to", $"{(await served.Region.Institution("gh")).Id}");
        await tab.Page.SelectOptionAsync("#department", "心血管内科");
        await Offers("#slot", "县总医院 心血管内科", true);
        await Offers("#slot", "神经内科", false);
        await tab.Page.SelectOptionAsync("#to", $"{(await served.Region.Institution("hx")).Id}");
        await Offers("#slot", "", false);
        await Offers("#ward", "河溪家庭病床", true);
        Assert.Empty(tab.Complaints);

        Task Offers(string selector, string words, bool some) =>
            Assertions.Expect(tab.Page.Locator(selector, new() { HasText = words })).ToHaveCountAsync(some ? 1 : 0);
    }

    /// <summary>Every address of every page, filled with a real resident, visit and referral.</summary>
    private static IEnumerable<(string Template, string Address)> Addresses(string resident, string visit, string referral) =>
        from page in Pages.All
        from route in page.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>()
        where route.Template is not ("/error" or "/not-found" or "/sign-in") && !Fragments.Contains(route.Template)
        let id = route.Template.Contains("resident", StringComparison.Ordinal) ? resident : referral
        let known = route.Template.Replace("{Code}", "primary-visits", StringComparison.Ordinal)
        let filled = System.Text.RegularExpressions.Regex.Replace(known, @"\{[^}]+\}", id)
        select (route.Template, filled + (page.AsksQuery() && filled == route.Template ? $"?resident={resident}&visit={visit}" : ""));
}
