using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>Odd data in a real browser, from the inbox to the answer: on all sizes, with nothing axe would complain of.</summary>
public class QualityPageTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    [Fact]
    public async Task What_is_asked_in_the_inbox_is_looked_into_and_answered_on_pages_that_fit_every_size()
    {
        await Asked();
        await using var tab = await BrowserTab.Open(served, "hexiyuanzhang");
        await using var stale = await BrowserTab.Open(served, "hexiyuanzhang");
        await tab.Page.GotoAsync("/");
        await tab.Page.ClickAsync("a[href^='/data-quality/']");
        await tab.Arrive("/data-quality/[0-9a-f-]{36}$");
        var finding = new Uri(tab.Page.Url).AbsolutePath;
        var faults = await tab.Unfit("/data-quality", "/data-quality?state=odd", finding, $"{finding}?panel=explain", $"{finding}/rows");
        await stale.Page.GotoAsync($"{finding}?panel=explain");
        await tab.Page.GotoAsync(finding);
        await tab.Page.Keyboard.PressAsync("F9");
        await tab.See("[name=note]");
        await tab.Page.FillAsync("[name=note]", " ");
        await tab.Page.SelectOptionAsync("[name=cause]", "system");
        await tab.Page.Keyboard.PressAsync("F9");
        await tab.See(".errors:has-text('请写明怎样核实的')");
        await tab.Page.FillAsync("[name=note]", "影像系统接口少传一列，已请厂商改正");
        await tab.Page.DblClickAsync("button:has-text('提交说明')");
        await tab.See(".tag:has-text('已说明')");
        await stale.Page.SelectOptionAsync("[name=cause]", "other");
        await stale.Page.FillAsync("[name=note]", "另一个窗口里再说一遍");
        await stale.Page.Keyboard.PressAsync("F9");
        await stale.See(".errors");
        Assert.Single(await served.Region.Acts("quality.explain"), a => a.Move is not null);
        None(faults.Concat(tab.Complaints).Concat(stale.Complaints));
    }

    /// <summary>Reports of a center without their minutes, examined the next day.</summary>
    private async Task Asked()
    {
        var items = Enumerable
            .Range(1, 15)
            .Select(i => new Dictionary<string, string>
            {
                ["编号"] = $"{i}",
                ["机构代码"] = "hx",
                ["日期"] = $"2026-10-{i:00}",
                ["中心"] = "影像",
                ["报告数（例）"] = "7",
                ["平均时长（分钟）"] = i > 5 ? "30" : "",
            });
        await served.Region.Must(
            "fact.send",
            await served.Region.Part("statistician"),
            new
            {
                kind = "center.report",
                source = "影像平台",
                period = "2026-10",
                items = items.ToArray(),
            }
        );
        await served.Region.Beat();
        await served.Region.Advance(TimeSpan.FromDays(1));
        await served.Region.Beat();
    }
}
