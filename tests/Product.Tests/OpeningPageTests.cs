using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>The first administrator walks the six steps in a browser: by keyboard, on a phone, and with nothing axe would complain of. U3, U12, U16.</summary>
public class OpeningPageTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private static readonly string[] Steps = ["keys", "own", "administrators", "people", "backup", "open"];

    [Fact]
    public async Task Each_step_opens_to_each_administrator_and_shows_its_form_to_whom_it_is_for_alone()
    {
        foreach (var part in new[] { "systemAdministrator", "securityAdministrator", "auditAdministrator" })
        {
            var caller = await served.As(served.Story[part]);
            foreach (var step in Steps)
            {
                var page = await caller.Get($"/opening?step={step}");
                Assert.Equal(200, page.Code);
                var forAll = step is "own" or "administrators" or "people";
                Assert.Equal(
                    forAll || part == "systemAdministrator",
                    !page.Text.Contains("这一步由系统管理员办理", StringComparison.Ordinal)
                );
                Assert.Equal(
                    part == "systemAdministrator" && step == "keys",
                    page.Text.Contains("opening.keep-keys", StringComparison.Ordinal)
                );
            }
            var people = (await caller.Get("/opening?step=people")).Text;
            Assert.Equal(part == "systemAdministrator", people.Contains("/imports/staff", StringComparison.Ordinal));
            Assert.Equal(part == "securityAdministrator", people.Contains("/imports/posts", StringComparison.Ordinal));
        }
        var checks = (await (await served.As(served.Story["systemAdministrator"])).Get("/opening?step=backup")).Text;
        Assert.Contains("磁盘空间", checks, StringComparison.Ordinal);
        Assert.DoesNotContain(served.Region.Options.KeyFile, checks, StringComparison.Ordinal);
        Assert.Equal(404, (await (await served.As(served.Story["villageDoctor"])).Get("/opening")).Code);
    }

    [Fact]
    public async Task It_is_walked_by_keyboard_fits_a_phone_and_is_accessible()
    {
        await using var tab = await BrowserTab.Open(served, served.Story["systemAdministrator"]);
        var faults = tab.Complaints;
        await tab.Page.SetViewportSizeAsync(390, 844);
        foreach (var step in Steps)
        {
            await tab.Page.GotoAsync($"/opening?step={step}");
            faults.AddRange(await tab.Inaccessible());
            if (await tab.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"))
                faults.Add($"{step}: wider than a phone");
        }
        await tab.Page.GotoAsync("/opening");
        await tab.Page.FocusAsync("[name=fingerprint]");
        await tab.Page.Keyboard.TypeAsync("0000 0000");
        await tab.Page.Keyboard.PressAsync("F9");
        await tab.See(".errors");
        await tab.Page.FocusAsync("[name=fingerprint]");
        await tab.Page.Keyboard.PressAsync("Control+a");
        await tab.Page.Keyboard.TypeAsync(TestDb.Vault.Fingerprint[..8]);
        await tab.Page.Keyboard.PressAsync("F9");
        await tab.See("li:first-child .tag[data-tone=ok]");
        None(faults);
    }
}
