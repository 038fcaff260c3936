using Microsoft.Playwright;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>How long the everyday tasks may take someone who knows them, in seconds of the keystroke-level model.</summary>
internal static class TimeBudget
{
    internal const double Key = 0.28;
    internal const double Thought = 1.35;

    /// <summary>What an input method asks for one character.</summary>
    internal const int KeysPerCharacter = 3;
    internal const double Registration = 20;
    internal const double Visit = 20;
    internal const double Referral = 30;
    internal const int ClicksToAccept = 2;
}

/// <summary>A keyboard that counts: each key as one, a written character as the keys it takes, a moment of thought before each part.</summary>
internal sealed class Typist(BrowserTab tab)
{
    private readonly IPage page = tab.Page;
    private int keys;
    private int thoughts;

    internal double Seconds => (keys * TimeBudget.Key) + (thoughts * TimeBudget.Thought);

    internal Typist Think()
    {
        thoughts++;
        return this;
    }

    internal async Task Press(params string[] each)
    {
        foreach (var key in each)
        {
            keys += key.Split('+').Length;
            await page.Keyboard.PressAsync(key);
        }
    }

    internal async Task Type(string text)
    {
        foreach (var letter in text)
        {
            keys += letter > 127 ? TimeBudget.KeysPerCharacter : 1;
            await (
                letter > 127 ? page.Keyboard.InsertTextAsync($"{letter}") : page.Keyboard.PressAsync(letter == ' ' ? "Space" : $"{letter}")
            );
        }
    }

    /// <summary>Waits for a place to arrive at, and that something there has the focus.</summary>
    internal async Task Arrive(string pattern, string? focus = null)
    {
        await tab.Arrive(pattern);
        if (focus is not null)
            await tab.See($"{focus}:focus");
    }

    internal void Within(double budget) =>
        Assert.True(Seconds <= budget, $"{keys} keys, {thoughts} thoughts: {Seconds:0.0} s, not {budget} s");
}

/// <summary>The everyday tasks by keyboard alone, in a real browser, within the time a busy doctor has.</summary>
public class KeyboardTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private const string Page = "/[0-9a-f-]{36}$";

    [Fact]
    public async Task A_resident_is_registered_from_the_identity_card()
    {
        await using var tab = await BrowserTab.Open(served, served.Story["villageDoctor"]);
        var hands = new Typist(tab);
        await hands.Think().Press("Alt+1");
        await hands.Arrive("/residents/new$", "[name=identityNumber]");
        await hands.Think().Type(People.NewIdentity());
        await hands.Press("Enter");
        await hands.Think().Type("陈秀英");
        await hands.Press("Enter");
        await hands.Think().Type("15400006071");
        await hands.Think().Press("F9");
        await hands.Arrive("/residents" + Page);
        Assert.Equal("陈秀英", await tab.Page.InnerTextAsync(".banner strong"));
        hands.Within(TimeBudget.Registration);
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task A_known_resident_is_seen_and_sent_up()
    {
        await served.Region.Register(await served.Region.Part("villageDoctor"), "邹桂珍");
        await using var tab = await BrowserTab.Open(served, served.Story["villageDoctor"]);
        var hands = new Typist(tab);
        await hands.Think().Press("Control+k");
        await hands.Type("zgz");
        await tab.See(".search [role=option]");
        await hands.Press("ArrowDown", "Enter");
        await hands.Arrive("/residents" + Page);
        await hands.Press("F2");
        await hands.Arrive("/visits/new", "[name=complaint]");
        await hands.Think().Type("头晕 3 天");
        await hands.Press("Enter");
        await hands.Think().Type("186/112");
        await hands.Press("Enter", "Enter", "Enter");
        await hands.Think().Type("gxy");
        await tab.See("#diagnosis[aria-activedescendant^=suggest]");
        await hands.Press("Enter", "Enter");
        hands.Within(TimeBudget.Visit);
        hands = new Typist(tab);
        await hands.Think().Press("ArrowDown", "F9");
        await hands.Arrive("/referrals/new", "[name=summary]");
        await hands.Think().Type("规律服药仍高，请协助调整。");
        await FocusOn(tab.Page, hands, "consent");
        await hands.Think().Press("ArrowDown");
        await hands.Think().Press("F9");
        await hands.Arrive("/referrals" + Page);
        Assert.Contains("邹桂珍", await tab.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        hands.Within(TimeBudget.Referral);
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task The_referral_office_accepts_in_two_clicks_or_two_keys()
    {
        var village = await served.Region.Part("villageDoctor");
        var referrals = new List<string>();
        foreach (var name in new[] { "甲桂珍", "乙桂珍" })
            referrals.Add(
                await served.Region.Refer(village, "gh", department: "心血管内科", resident: await served.Region.Register(village, name))
            );
        await using var tab = await BrowserTab.Open(served, served.Story["referralOffice"]);
        string[] clicks = ["li.todo:has-text('甲桂珍') [data-act]", ".drawer button.primary"];
        foreach (var click in clicks)
            await tab.Page.ClickAsync(click);
        var hands = new Typist(tab);
        await hands.Arrive("/referrals" + Page);
        await tab.Page.GotoAsync("/");
        await hands.Press("ArrowDown", "F9");
        await hands.Arrive("panel=accept", "[name=department]");
        await hands.Press("F9");
        await hands.Arrive("/referrals" + Page);
        var office = await served.As(served.Story["referralOffice"]);
        foreach (var referral in referrals)
            Assert.Equal("accepted", (await office.Get($"/api/referrals/{referral}")).Json["here"]!["state"]!.GetValue<string>());
        Assert.True(clicks.Length <= TimeBudget.ClicksToAccept);
        Assert.Empty(tab.Complaints);
    }

    /// <summary>On with Tab until a field has the focus.</summary>
    private static async Task FocusOn(IPage page, Typist hands, string field)
    {
        for (var n = 0; n < 30 && await page.EvaluateAsync<string>("document.activeElement.name") != field; n++)
            await hands.Press("Tab");
    }
}
