using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>An evaluation in a real browser, from the office's form to the answer of who is evaluated: on all sizes, with nothing axe would complain of.</summary>
public class EvaluationPageTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    [Fact]
    public async Task It_is_computed_checked_and_tried_on_pages_that_fit_every_size()
    {
        await Answer();
        await using var tab = await BrowserTab.Open(served, served.Story["overseer"]);
        await tab.Page.GotoAsync("/evaluations");
        await tab.Page.SelectOptionAsync("[name=scheme]", "members");
        await tab.Page.FillAsync("[name=period]", "2026-Q4");
        await tab.Page.Keyboard.PressAsync("F9");
        await tab.See(".errors");
        await tab.Page.FillAsync("[name=period]", "2026-Q3");
        await tab.Page.Keyboard.PressAsync("F9");
        await tab.Arrive("/evaluations/[0-9a-f-]{36}$");
        var round = new Uri(tab.Page.Url).AbsolutePath;
        await tab.Page.Keyboard.PressAsync("F9");
        await tab.See(".tag:has-text('自查中')");
        var sheet = await Sheet(round);
        await using var branch = await BrowserTab.Open(served, "hexiyuanzhang");
        await branch.Page.GotoAsync(sheet);
        await branch.Page.Keyboard.PressAsync("F9");
        await branch.See("[name=note]");
        await branch.Page.FillAsync("[name=note]", "无异议；章程记录在综合科");
        await branch.Page.Keyboard.PressAsync("F9");
        await branch.See(".tag:has-text('复核中')");
        served.Region.Clock.AdvanceTo(served.Region.Clock.GetUtcNow().AddDays(11));
        await served.Region.Must("evaluation.close", await served.Region.Part("overseer"), new { id = round.Split('/')[^1] });
        await tab.SignIn(served.Story["overseer"], code: await tab.CodeOf(served.Story["overseer"]));
        string[] pages =
        [
            "/evaluations",
            round,
            $"{round}?panel=publish",
            $"{round}/trial?item=satisfaction&kind=reach&full=95",
            $"{round}/paper",
            sheet,
            $"{sheet}?panel=adjust&item=satisfaction",
            $"{sheet}?panel=confirm&item=charter",
        ];
        None((await Looked(tab, pages)).Concat(branch.Complaints));
    }

    /// <summary>What is wrong with the pages at three sizes.</summary>
    private static async Task<List<string>> Looked(BrowserTab tab, string[] pages)
    {
        var faults = tab.Complaints;
        foreach (var (width, height) in new[] { (1440, 900), (1366, 768), (390, 844) })
        {
            await tab.Page.SetViewportSizeAsync(width, height);
            foreach (var (i, page) in pages.Index())
            {
                var answer = await tab.Page.GotoAsync(page);
                if (!answer!.Ok)
                    faults.Add($"{page}: {answer.Status}");
                if (await tab.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"))
                    faults.Add($"{page}: wider than {width}");
                if (width != 1366)
                    faults.AddRange(await tab.Inaccessible());
                if (Environment.GetEnvironmentVariable("SHOTS") is { } to)
                    await tab.Page.ScreenshotAsync(new() { Path = $"{to}/{i}-{width}.png", FullPage = true });
            }
        }
        return faults;
    }

    private async Task<string> Sheet(string round)
    {
        var shown = await served.Region.Must("evaluation.show", await served.Region.Part("overseer"), new { id = round.Split('/')[^1] });
        return $"/scoresheets/{shown["sheets"]!.AsArray().Single(s => $"{s!["name"]}" == "河溪分院")!["id"]}";
    }

    private async Task Answer()
    {
        var items = Enumerable
            .Range(0, 10)
            .Select(i => new Dictionary<string, string>
            {
                ["编号"] = $"a{i}",
                ["机构代码"] = i < 8 ? "hx" : "sl",
                ["日期"] = "2026-08-03",
                ["满意"] = i == 3 ? "否" : "是",
            });
        await served.Region.Must(
            "fact.send",
            await served.Region.Part("statistician"),
            new
            {
                kind = "satisfaction.answered",
                source = "满意度平台",
                period = "2026-Q3",
                items = items.ToArray(),
            }
        );
        await served.Region.Beat();
    }
}
