using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>The commission's pages in a real browser: two consortia side by side, one that is silent; on all sizes, with nothing axe would complain of.</summary>
public class ConsortiumPageTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private const string West = "999902";

    [Fact]
    public async Task Consortia_are_registered_report_and_are_compared_on_pages_that_fit_every_size()
    {
        await using var admin = await BrowserTab.Open(served, served.Story["systemAdministrator"]);
        await admin.Page.GotoAsync("/report-senders");
        await admin.Page.Keyboard.PressAsync("F2");
        await admin.See("[name=tokenName]");
        await admin.Page.FillAsync("[name=code]", "99990");
        await admin.Page.FillAsync("[name=name]", "城东医共体");
        await admin.Page.FillAsync("[name=tokenName]", "城东医共体");
        await admin.Page.Keyboard.PressAsync("F9");
        await admin.See(".errors");
        await admin.Page.FillAsync("[name=code]", "999901");
        await admin.Page.Keyboard.PressAsync("F9");
        await admin.See("td:has-text('城东医共体')");
        foreach (var (code, name) in new[] { (West, "城西医共体"), ("999903", "城南医共体") })
            await Register(code, name);
        await Report("城东医共体", served.Region);
        await using var west = await new SqliteDb().FoundFrom(TestRegion.County.Replace("999901", West, StringComparison.Ordinal));
        await Report("城西医共体", west);
        await using var tab = await BrowserTab.Open(served, served.Story["statistician"]);
        await tab.Page.GotoAsync("/consortium-reports");
        await tab.See("td:has-text('第 1 名')");
        await tab.See("td:has-text('未报送')");
        string[] pages =
        [
            "/consortium-reports?month=2026-10",
            "/consortium-reports?month=2026-08",
            "/consortium-reports/satisfaction",
            "/report-sendings",
        ];
        None([
            .. await tab.Unfit(pages),
            .. await admin.Unfit("/report-senders", "/report-senders?panel=new"),
            .. tab.Complaints,
            .. admin.Complaints,
        ]);
    }

    private async Task Register(string code, string name)
    {
        var admin = await served.As(served.Story["systemAdministrator"]);
        await admin.Must(
            "/api/report-senders",
            new
            {
                code,
                name,
                tokenName = name,
            }
        );
    }

    /// <summary>October of a region, closed, taken through the door of the commission.</summary>
    private async Task Report(string name, TestRegion region)
    {
        var office = await region.Part("statistician");
        var items = Enumerable
            .Range(0, 10)
            .Select(i => new Dictionary<string, string>
            {
                ["编号"] = $"a{i}",
                ["日期"] = "2026-10-03",
                ["满意"] = i < name.Length - (region == served.Region ? 0 : 1) ? "是" : "否",
            });
        var facts = new
        {
            kind = "satisfaction.answered",
            source = "满意度平台",
            period = "2026-10",
            items = items.ToArray(),
        };
        await region.Must("fact.send", office, facts);
        await region.Beat();
        await region.Must("month.close", office, new { month = "2026-10" });
        var report = await region.Must("consortium-report.show", office, new { month = "2026-10" });
        var asked = new
        {
            name,
            institution = (await served.Region.Institution("hx")).Id.ToString(),
            permissions = new[] { "consortium-report.take" },
            until = "2026-12-31",
        };
        var token = (await (await served.As(served.Story["securityAdministrator"])).Must("/api/tokens", asked))["secret"]!;
        await new Caller(served.Demo.Http, token.GetValue<string>()).Must("/api/consortium-reports", report);
    }
}
