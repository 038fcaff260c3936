using Microsoft.Playwright;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>
/// The core tasks of every hour by keyboard alone, in a real browser: signing in, registering, finding, seeing, sending up, accepting, returning,
/// confirming an arrival, and booking. None may take longer than <c>keystrokes.tsv</c> says. U1, U3.
/// </summary>
public class KeyboardTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private const string Page = "/[0-9a-f-]{36}";

    [Fact]
    public void The_tasks_of_every_hour_stay_within_the_time_a_busy_doctor_has()
    {
        Assert.True(Keystrokes.Known.Count >= 9);
        Assert.InRange(Keystrokes.Known["register"].Seconds, 1, 20);
        Assert.InRange(Keystrokes.Known["visit"].Seconds, 1, 20);
        Assert.InRange(Keystrokes.Known["refer"].Seconds, 1, 30);
        Assert.InRange(Keystrokes.Known["accept"].Keys, 1, 3);
    }

    [Fact]
    public async Task Someone_signs_in()
    {
        await using var tab = await BrowserTab.Open(served);
        await tab.Page.GotoAsync("/sign-in");
        var hands = await Typist.At(tab);
        await hands.Arrive("/sign-in", "[name=login]");
        await hands.Think().Type(served.Story["villageDoctor"]);
        await hands.Press("Tab");
        await hands.Think().Type(Host.DemoAccounts.Password);
        await hands.Press("Enter");
        await hands.Arrive("^(?!.*/sign-in)");
        await hands.Done("sign-in");
    }

    [Fact]
    public async Task A_resident_is_registered_from_the_identity_card()
    {
        await using var tab = await BrowserTab.Open(served, served.Story["villageDoctor"]);
        var hands = await Typist.At(tab);
        await hands.Think().Press("Alt+1");
        await hands.Arrive("/residents/new$", "[name=identityNumber]");
        await hands.Think().Type(People.NewIdentity());
        await hands.Press("Enter");
        await hands.Think().Type("陈秀英");
        await hands.Press("Enter");
        await hands.Think().Type("15400006071");
        await hands.Think().Press("F9");
        await hands.Arrive("/residents" + Page + "$");
        Assert.Equal("陈秀英", await tab.Page.InnerTextAsync(".banner strong"));
        await hands.Done("register");
    }

    [Fact]
    public async Task A_known_resident_is_found_seen_and_sent_up()
    {
        await served.Region.Register(await served.Region.Part("villageDoctor"), "邹桂珍");
        await using var tab = await BrowserTab.Open(served, served.Story["villageDoctor"]);
        var hands = await Typist.At(tab);
        await hands.Think().Press("Control+k");
        await hands.Type("zgz");
        await tab.See(".search [role=option]");
        await hands.Press("ArrowDown", "Enter");
        await hands.Arrive("/residents" + Page + "$");
        await hands.Done("find");
        hands = await Typist.At(tab);
        await hands.Press("F2");
        await hands.Arrive("/visits/new", "[name=complaint]");
        await hands.Think().Type("头晕 3 天");
        await hands.Press("Enter");
        await hands.Think().Type("186/112");
        await hands.Press("Enter", "Enter", "Enter");
        await hands.Think().Type("gxy");
        await tab.See("#diagnosis[aria-activedescendant^=suggest]");
        await hands.Press("Enter", "Enter");
        await hands.Done("visit");
        hands = await Typist.At(tab);
        await hands.Think().Press("ArrowDown", "F9");
        await hands.Arrive("/referrals/new", "[name=summary]");
        await hands.Think().Type("规律服药仍高，请协助调整。");
        await hands.TabTo("[name=consent]");
        await hands.Think().Press("ArrowDown");
        await hands.Think().Press("F9");
        await hands.Arrive("/referrals" + Page + "$");
        Assert.Contains("邹桂珍", await tab.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await hands.Done("refer");
    }

    [Fact]
    public async Task The_office_accepts_and_confirms_an_arrival()
    {
        var referral = await Sent("甲桂珍");
        await using var tab = await BrowserTab.Open(served, served.Story["referralOffice"]);
        await tab.Page.GotoAsync($"/referrals/{referral}");
        var hands = await Typist.At(tab);
        await hands.Press("F9");
        await hands.Arrive("panel=accept", "[name=department]");
        await hands.Press("F9");
        await hands.Arrive("/referrals" + Page + "$");
        await hands.Done("accept");
        hands = await Typist.At(tab);
        await hands.Press("F9");
        await hands.Arrive("panel=confirmArrival");
        await hands.Think().Press("F9");
        await hands.Arrive("/referrals" + Page + "$");
        await hands.Done("confirm-arrival");
        Assert.Equal("arrived", await StateOf(referral));
    }

    [Fact]
    public async Task The_office_returns_a_referral_with_its_reason()
    {
        var referral = await Sent("乙桂珍");
        await using var tab = await BrowserTab.Open(served, served.Story["referralOffice"]);
        await tab.Page.GotoAsync($"/referrals/{referral}");
        var hands = await Typist.At(tab);
        await hands.Think().TabTo("[href$='panel=return']");
        await hands.Press("Enter");
        await hands.Arrive("panel=return", "[name=reason]");
        await hands.Think().Press("ArrowDown", "Enter");
        await hands.Think().Type("请补近一周血压记录");
        await hands.Press("F9");
        await hands.Arrive("/referrals" + Page + "$");
        await hands.Done("return");
        Assert.Equal("returned", await StateOf(referral));
    }

    [Fact]
    public async Task A_resident_is_booked_into_a_clinic()
    {
        var clerk = await served.As(served.Story["accessClerk"]);
        await clerk.Must("/api/clinic-sessions", new { from = "2026-11-20", to = "2026-11-26" });
        var resident = await served.Region.Register(await served.Region.Part("villageDoctor"), "丙桂珍");
        await using var tab = await BrowserTab.Open(served, served.Story["villageDoctor"]);
        await tab.Page.GotoAsync($"/residents/{resident}");
        var hands = await Typist.At(tab);
        await hands.Think().TabTo("[href^='/slots?resident']");
        await hands.Press("Enter");
        await hands.Arrive("/slots\\?resident");
        await hands.Think().TabTo("a.cell[data-tone=ok]");
        await hands.Press("Enter");
        await hands.Arrive("/slots" + Page);
        await hands.Think().Press("F9");
        await hands.Arrive("/appointments");
        await hands.Done("book");
        Assert.Contains("丙桂珍", await tab.Page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_referral_office_accepts_in_two_clicks()
    {
        var referral = await Sent("丁桂珍");
        await using var tab = await BrowserTab.Open(served, served.Story["referralOffice"]);
        string[] clicks = ["li.todo:has-text('丁桂珍') [data-act]", ".drawer button.primary"];
        foreach (var click in clicks)
            await tab.Page.ClickAsync(click);
        await tab.Arrive("/referrals" + Page + "$");
        Assert.Equal("accepted", await StateOf(referral));
        Assert.Empty(tab.Complaints);
    }

    private async Task<string> Sent(string name)
    {
        var village = await served.Region.Part("villageDoctor");
        return await served.Region.Refer(village, "gh", department: "心血管内科", resident: await served.Region.Register(village, name));
    }

    private async Task<string> StateOf(string referral) =>
        (await (await served.As(served.Story["referralOffice"])).Get($"/api/referrals/{referral}")).Json["here"]![
            "state"
        ]!.GetValue<string>();
}
