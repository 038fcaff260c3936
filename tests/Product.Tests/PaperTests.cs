using System.Text;
using Microsoft.AspNetCore.Components;
using Yihe.Testing;
using Yihe.Ui;

namespace Yihe.Product.Tests;

/// <summary>What is printed, read back from the PDF that Chromium makes of it: one whole page, every character, a code a camera reads. U8.</summary>
public class PaperTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    /// <summary>Points from the edge that printers leave white.</summary>
    private const double Edge = 12;
    private const double A4Width = 595;
    private const double A4Height = 842;

    [Fact]
    public void Every_printed_page_is_held_by_these_tests() =>
        Assert.Equal(
            [
                "/board/report",
                "/evaluations/{Id:guid}/paper",
                "/my/record/paper",
                "/referrals/{Id:guid}/slip",
                "/residents/{Id:guid}/record/paper",
            ],
            Pages
                .All.Where(p =>
                    p.GetCustomAttributes(typeof(LayoutAttribute), false)
                        .Cast<LayoutAttribute>()
                        .Any(l => l.LayoutType == typeof(PaperLayout))
                )
                .SelectMany(p => p.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>())
                .Select(r => r.Template)
                .Where(t => t is not ("/visits/signs" or "/referrals/places")) // parts of pages, exchanged while typing
                .Order()
        );

    [Fact]
    public async Task A_report_prints_whole_on_sheets_of_paper()
    {
        await using var tab = await BrowserTab.Open(served, served.Story["statistician"]);
        await tab.Page.GotoAsync("/board/report");
        var paper = await Paper.Of(tab);
        Assert.InRange(paper.Count, 1, 3);
        Assert.Equal((A4Width, A4Height), paper.Size);
        Assert.Equal("", await tab.Page.EvaluateAsync<string>(Clipped));
        var heads = Letters(await tab.Page.InnerTextAsync("thead")); // again on every sheet
        var whole = await tab.Page.InnerTextAsync(".sheet") + string.Concat(Enumerable.Repeat(heads, paper.Count - 1));
        Assert.Equal(Letters(whole), Letters(paper.Text));
        Assert.All(paper.Fonts, font => Assert.Matches(Paper.Embedded, font));
    }

    [Theory]
    [InlineData("邹桂珍", "规律服药仍高，请协助调整。")]
    [InlineData("𠮷䶮", null)]
    public async Task A_slip_is_one_page_with_every_character_of_the_page_and_a_code_to_scan(string name, string? summary)
    {
        summary ??= string.Concat(Enumerable.Repeat("头晕三天，伴恶心，规律服药仍高，请协助调整用药方案并完善检查。", 15));
        var village = await served.Region.Part("villageDoctor");
        var resident = await served.Region.Register(village, name);
        var request = await served.Region.RequestOf(await served.Region.Visit(village, resident), "gh", department: "心血管内科");
        request["summary"] = summary;
        request["medication"] = string.Concat(Enumerable.Repeat("氨氯地平 5 毫克 每日一次；", 20));
        var referral = (await served.Region.Must("referral.request", village, request))["id"]!.GetValue<string>();
        await using var tab = await BrowserTab.Open(served, served.Story["villageDoctor"]);
        await tab.Page.GotoAsync($"/referrals/{referral}/slip");
        var paper = await Paper.Of(tab);
        Assert.Equal(1, paper.Count);
        Assert.Equal((A4Width, A4Height), paper.Size);
        Assert.All(
            paper.Words,
            w => Assert.True(w.Left >= Edge && w.Top >= Edge && w.Right <= A4Width - Edge && w.Bottom <= A4Height - Edge, $"{w}")
        );
        Assert.Equal("", await tab.Page.EvaluateAsync<string>(Clipped));
        Assert.Equal(Letters(await tab.Page.InnerTextAsync(".sheet")), Letters(paper.Text));
        Assert.Contains(name, paper.Text, StringComparison.Ordinal);
        Assert.NotEmpty(paper.Fonts);
        Assert.All(paper.Fonts, font => Assert.Matches(Paper.Embedded, font));
        var number = (await (await served.As(served.Story["villageDoctor"])).Get($"/api/referrals/{referral}")).Json["here"]![
            "number"
        ]!.GetValue<string>();
        Assert.Equal(number, paper.Code);
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task A_summary_of_a_record_is_one_page_with_every_character_and_the_code_of_the_person()
    {
        var village = await served.Region.Part("villageDoctor");
        var resident = await served.Region.Register(village, "𠮷桂珍");
        await served.Region.Visit(village, resident);
        await using var tab = await BrowserTab.Open(served, served.Story["villageDoctor"]);
        await tab.Page.GotoAsync($"/residents/{resident}/record/paper");
        var paper = await Paper.Of(tab);
        Assert.Equal((1, (A4Width, A4Height)), (paper.Count, paper.Size));
        Assert.Equal("", await tab.Page.EvaluateAsync<string>(Clipped));
        Assert.Equal(Letters(await tab.Page.InnerTextAsync(".sheet")), Letters(paper.Text));
        Assert.Contains("𠮷桂珍", paper.Text, StringComparison.Ordinal);
        Assert.StartsWith("XX", paper.Code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_printing_says_so_on_the_paper_and_is_an_act_of_its_own()
    {
        var referral = await served.Region.Refer(await served.Region.Part("villageDoctor"), "gh", department: "心血管内科");
        await using var tab = await BrowserTab.Open(served, served.Story["villageDoctor"]);
        var texts = new List<string>();
        for (var n = 0; n < 2; n++)
        {
            await tab.Page.GotoAsync($"/referrals/{referral}/slip");
            var paper = await Paper.Of(tab);
            texts.Add(paper.Text);
        }
        Assert.DoesNotContain("补打", texts[0], StringComparison.Ordinal);
        Assert.Contains("补打", texts[1], StringComparison.Ordinal);
        Assert.Equal(2, (await served.Region.Acts("referral.print")).Count(a => a.EntityId == Guid.Parse(referral)));
    }

    /// <summary>A cell whose words do not fit into it.</summary>
    private const string Clipped =
        "[...document.querySelectorAll('.sheet td, .sheet th, .sheet div, .sheet')].filter(e => e.scrollWidth > e.clientWidth + 1 || (getComputedStyle(e).overflow !== 'visible' && e.scrollHeight > e.clientHeight + 1)).map(e => e.textContent).join('|')";

    /// <summary>The characters alone, in one order: a table is read in another order from a PDF than from a page. Boxes are drawn by the style.</summary>
    private static string Letters(string text) =>
        string.Concat(
            text.Normalize(NormalizationForm.FormKC)
                .EnumerateRunes()
                .Where(r => !Rune.IsWhiteSpace(r) && r.Value is not (0x25A1 or 0x2611))
                .OrderBy(r => r.Value)
        );
}
