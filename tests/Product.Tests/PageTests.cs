using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;
using Yihe.Host;
using Yihe.Organization.People;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>Every page in a real browser, as each role of the story sees it: no violation of accessibility, no message in the console.</summary>
public class PageTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    /// <summary>A part of a page that is exchanged while typing, no page of its own.</summary>
    private const string Fragment = "/visits/signs";
    private static readonly string[] Flags =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

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
        var program = Environment.GetEnvironmentVariable("YIHE_BROWSER") ?? "/usr/bin/chromium";
        if (!File.Exists(program))
            Assert.Skip("no Chromium; run ./yihe test");
        var village = await served.Region.Part("villageDoctor");
        var resident = await served.Region.Register(village, "钱桂珍");
        var visit = await served.Region.Visit(village, resident);
        var referral = await served.Region.Refer(village, "gh", "emergency", "心血管内科", resident);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Flags });
        await using var context = await browser.NewContextAsync(new() { BaseURL = served.Demo.Address, Locale = "zh-CN" });
        var page = await context.NewPageAsync();
        var faults = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal))
                faults.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => faults.Add($"{page.Url}: {error}");
        await SignIn(page, served.Story[part]);
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

    private async Task SignIn(IPage page, string login)
    {
        served.Region.Clock.AdvanceTo(served.Region.Clock.GetUtcNow().AddSeconds(31));
        var code = (await DemoDirectory.List(served.Region.Platform, TestContext.Current.CancellationToken))
            .First(a => a.Login == login)
            .Code;
        await page.GotoAsync("/sign-in");
        await page.FillAsync("[name=login]", login);
        await page.FillAsync("[name=password]", DemoAccounts.Password);
        if (code is not null)
            await page.FillAsync("[name=code]", code);
        await page.ClickAsync("main form button.primary");
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal), new() { Timeout = 15_000 });
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
