using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>A resident at a phone of 360 px, in both looks: books in three screens, finds everything, nothing sticks out. U11, U12.</summary>
public class ResidentPhoneTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private static readonly string[] Places =
    [
        "/my",
        "/my/book",
        "/my/appointments",
        "/my/referrals",
        "/my/seen",
        "/my/account",
        "/my/nowhere",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_resident_books_in_three_screens(bool elder)
    {
        await using var tab = await SignedIn(elder);
        var page = tab.Page;
        await page.ClickAsync(".tiles a[href='/my/book']");
        var screens = 1;
        await page.ClickAsync(".pick >> nth=0");
        screens++;
        await page.ClickAsync(".times label >> nth=0");
        await page.ClickAsync("button:has-text('确认预约')");
        await tab.Arrive("/my/appointments\\?id=");
        screens++;
        Assert.Equal(3, screens);
        Assert.Contains("已预约", await page.InnerTextAsync(".hero"), StringComparison.Ordinal);
        await page.GotoAsync("/my");
        Assert.Contains("第 1 号", await page.InnerTextAsync(".hero"), StringComparison.Ordinal);
        await page.ClickAsync(".hero a:has-text('改时间')");
        await page.ClickAsync(".times label >> nth=1");
        await page.ClickAsync("button:has-text('确认改到这个时间')");
        await tab.Arrive("/my/appointments\\?id=");
        await page.ClickAsync("button:has-text('取消预约')");
        await tab.Arrive("/my/appointments$");
        Assert.Contains("已取消", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(tab.Complaints);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_page_is_accessible_and_fits(bool elder)
    {
        await using var tab = await SignedIn(elder);
        var faults = new List<string>();
        foreach (var place in Places)
        {
            await tab.Page.GotoAsync(place);
            faults.AddRange(await tab.Inaccessible());
            if (await tab.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"))
                faults.Add($"{place} is too wide");
            var type = await tab.Page.EvaluateAsync<double>(
                "Math.min(...[...document.querySelectorAll('main *')].filter(e => e.checkVisibility() && e.innerText).map(e => parseFloat(getComputedStyle(e).fontSize)))"
            );
            if (type < (elder ? 18 : 12))
                faults.Add($"{place} has type of {type} px");
        }
        None(faults.Concat(tab.Complaints).Distinct());
    }

    private async Task<BrowserTab> SignedIn(bool elder)
    {
        var village = await served.Region.Part("villageDoctor");
        var resident = await served.Region.Register(village, "钱桂珍");
        await served.Region.Refer(village, "gh", resident: resident);
        var desk = await served.As(served.Story["accessClerk"]);
        await desk.Must("/api/clinic-sessions", new { from = "2026-11-20", to = "2026-12-04" });
        var tab = await BrowserTab.Open(served);
        await tab.Page.SetViewportSizeAsync(360, 740);
        await tab.SignInResident(resident);
        if (elder)
            await tab.Page.ClickAsync("button:has-text('长辈版')");
        return tab;
    }
}
