using Yihe.Host;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>An emergency in a real browser: the record is opened by whoever proves who they are, and the security administrator asks afterwards.</summary>
public class BreakGlassPageTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private const string Identity = "11010519491231002X";

    [Fact]
    public async Task A_doctor_opens_a_record_in_an_emergency_and_the_security_administrator_reviews_it()
    {
        await served.Region.Register(await served.Region.Part("villageDoctor"), "钱桂珍", Identity, "15400006071");
        await using var tab = await BrowserTab.Open(served, "zhaoyulan");
        await tab.Page.GotoAsync("/residents/open");
        await tab.Page.ClickAsync("a:has-text('紧急调阅')");
        await tab.Arrive("with=emergency");
        await Fill(tab, "不是我的口令");
        await tab.See(".errors:has-text('当前口令不对')");
        Assert.Equal("钱桂珍", await tab.Page.InputValueAsync("[name=name]"));
        Assert.Equal("", await tab.Page.InputValueAsync("[name=password]"));
        await Fill(tab, DemoAccounts.Password);
        await tab.Arrive("/residents/[0-9a-f-]{36}$");
        await tab.See(".banner:has-text('紧急调阅中')");
        var resident = new Uri(tab.Page.Url).AbsolutePath;
        var faults = await tab.Unfit("/residents/open", "/residents/open?with=emergency", resident);
        await served.Region.Beat();
        await using var guard = await BrowserTab.Open(served, served.Story["securityAdministrator"]);
        await guard.Page.GotoAsync("/");
        await guard.Page.ClickAsync("main a[href^='/alerts']");
        await guard.Page.ClickAsync("td a:has-text('核实')");
        await guard.See(".drawer:has-text('已发短信')");
        await guard.See(".drawer td:has-text('查看居民')");
        faults.AddRange(await guard.Unfit("/alerts", new Uri(guard.Page.Url).PathAndQuery));
        await guard.Page.FillAsync("[name=finding]", "问过值班医生，患者当时昏迷");
        await guard.Page.Keyboard.PressAsync("F9");
        await guard.See(".tag:has-text('已核实')");
        None(faults.Concat(tab.Complaints).Concat(guard.Complaints));
    }

    private static async Task Fill(BrowserTab tab, string password)
    {
        await tab.Page.FillAsync("[name=identityNumber]", Identity);
        await tab.Page.FillAsync("[name=name]", "钱桂珍");
        await tab.Page.FillAsync("[name=password]", password);
        await tab.Page.Keyboard.PressAsync("F9");
    }
}
