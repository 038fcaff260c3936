using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Yihe.Accounts.People;
using Yihe.Host;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>One tab of a real Chromium at a served region, with what its console complained about.</summary>
internal sealed class BrowserTab : IAsyncDisposable
{
    /// <summary>Counts what hands do, from page to page.</summary>
    private const string Counting =
        "for (const what of ['keydown', 'pointerdown']) addEventListener(what, e => e.isTrusted && sessionStorage.setItem(what, 1 + Number(sessionStorage.getItem(what))), true)";
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();
    private readonly ServedRegion served;

    private BrowserTab(ServedRegion served, IPage page)
    {
        (this.served, Page) = (served, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal))
                Complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => Complaints.Add($"{page.Url}: {error}");
    }

    public IPage Page { get; }
    public List<string> Complaints { get; } = [];

    /// <summary>Opens one, signed in if someone is named. Passkeys are bound to a name, so the address has one.</summary>
    public static async Task<BrowserTab> Open(ServedRegion served, string? login = null, string? at = null)
    {
        var browser = await Browser.One();
        var address = (at ?? served.Demo.Address).Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        var context = await browser.NewContextAsync(new() { BaseURL = address, Locale = "zh-CN" });
        await context.AddInitScriptAsync(Counting);
        var tab = new BrowserTab(served, await context.NewPageAsync());
        if (login is not null)
            await tab.SignIn(login, code: await tab.CodeOf(login));
        return tab;
    }

    /// <summary>How many keys went down, or how often a pointer did, since the tab was opened.</summary>
    public Task<int> Count(string what) => Page.EvaluateAsync<int>($"() => Number(sessionStorage.getItem('{what}'))");

    /// <summary>What axe finds wrong with the page that is open, each with the first place of it; run in the page itself, without a second one.</summary>
    public async Task<IEnumerable<string>> Inaccessible()
    {
        await Page.EvaluateAsync($"() => {{ {Axe} }}");
        var found = await Page.EvaluateAsync<string[]>(
            "async () => (await axe.run({ resultTypes: ['violations'] })).violations.map(v => `${v.id} ${v.help} ${v.nodes[0].html}`)"
        );
        return found.Select(fault => $"{Page.Url}: {fault}");
    }

    /// <summary>What is wrong with pages at three sizes: not to be had, wider than the window, or not for everybody.</summary>
    public async Task<List<string>> Unfit(params string[] pages)
    {
        var faults = new List<string>();
        foreach (var (width, height) in new[] { (1440, 900), (1366, 768), (390, 844) })
        {
            await Page.SetViewportSizeAsync(width, height);
            foreach (var (i, page) in pages.Index())
            {
                var answer = await Page.GotoAsync(page);
                if (!answer!.Ok)
                    faults.Add($"{page}: {answer.Status}");
                if (await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"))
                    faults.Add($"{page}: wider than {width}");
                faults.AddRange(await Inaccessible());
                if (Environment.GetEnvironmentVariable("SHOTS") is { } to)
                    await Page.ScreenshotAsync(new() { Path = $"{to}/{i}-{width}.png", FullPage = true });
            }
        }
        return faults;
    }

    /// <summary>A small picture of what the window shows.</summary>
    public async Task<byte[]> Webp()
    {
        var tools = await Page.Context.NewCDPSessionAsync(Page);
        var answer = await tools.SendAsync("Page.captureScreenshot", new() { ["format"] = "webp", ["quality"] = 35 });
        return Convert.FromBase64String(answer!.Value.GetProperty("data").GetString()!);
    }

    public async Task SignIn(string login, string password = DemoAccounts.Password, string? code = null)
    {
        await TrySignIn(login, password, code);
        await Arrive("^(?!.*/sign-in)");
    }

    /// <summary>A resident comes in with a code from the counter of the village of the story.</summary>
    public async Task SignInResident(string resident)
    {
        var counter = await served.As(served.Story["villageDoctor"]);
        var code = (await counter.Must($"/api/residents/{resident}/account", new { cardSeen = true }))["code"]!.GetValue<string>();
        await Page.GotoAsync("/my/sign-in?with=code");
        await Page.FillAsync("[name=identityNumber]", People.IdentityOf(resident));
        await Page.FillAsync("[name=code]", code);
        await Page.ClickAsync("button:has-text('登录')");
        await Arrive("/my$");
    }

    /// <summary>Waits until the address matches. It asks again and again: an address changed between a look and a wait is not missed.</summary>
    public async Task Arrive(string pattern)
    {
        await Telling(() => Assertions.Expect(Page).ToHaveURLAsync(new Regex(pattern), new() { Timeout = 15_000 }));
        await Telling(() => Page.WaitForFunctionAsync("() => document.readyState === 'complete'"));
    }

    /// <summary>Waits for something to appear.</summary>
    public Task See(string selector) => Telling(() => Page.WaitForSelectorAsync(selector, new() { Timeout = 15_000 }));

    /// <summary>What stood there is told with a wait that failed.</summary>
    private async Task Telling(Func<Task> wait)
    {
        try
        {
            await wait();
        }
        catch (Exception late) when (late is TimeoutException or PlaywrightException)
        {
            var focus = await Page.EvaluateAsync<string>("document.activeElement.outerHTML");
            Assert.Fail($"{late.Message}\n{Page.Url}\n{focus}\n{string.Join('\n', Complaints)}\n{await Page.InnerTextAsync("body")}");
        }
    }

    public async Task TrySignIn(string login, string password, string? code)
    {
        await Page.GotoAsync("/sign-in");
        await Page.FillAsync("[name=login]", login);
        await Page.FillAsync("[name=password]", password);
        await Page.FillAsync("[name=code]", code ?? "");
        await Page.PressAsync("[name=password]", "Enter");
    }

    /// <summary>A code that was not used before, where the person needs one.</summary>
    public async Task<string?> CodeOf(string login)
    {
        served.Region.Clock.AdvanceTo(served.Region.Clock.GetUtcNow().AddSeconds(31));
        return (await DemoDirectory.List(served.Region.Platform, TestContext.Current.CancellationToken))
            .FirstOrDefault(a => a.Login == login)
            ?.Code;
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
