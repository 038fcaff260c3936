using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Yihe.Host;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>Signing in with more than a password, as a person does it in a browser: a passkey, of staff or of a resident, and an authenticator.</summary>
public class StrongSignInTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    [Fact]
    public async Task A_doctor_adds_a_passkey_and_signs_in_with_it_until_it_is_removed()
    {
        var login = served.Story["villageDoctor"];
        await using var tab = await BrowserTab.Open(served, login);
        await AddAuthenticatorDevice(tab.Page);
        await tab.Page.GotoAsync("/account");
        await tab.Page.FillAsync("#passkeys [name=name]", "诊室电脑");
        await tab.Page.FillAsync("#passkeys [name=password]", DemoAccounts.Password);
        await tab.Page.ClickAsync("[data-passkey=create]");
        await tab.Page.WaitForSelectorAsync("text=通行密钥已添加");
        await SignOut(tab.Page);
        await tab.Page.ClickAsync("[data-passkey=get]");
        await tab.Page.WaitForSelectorAsync("#h-todo");
        var me = await served.SignIn(login);
        var passkey = (await me.Get("/api/account")).Json["passkeys"]![0]!;
        Assert.Equal("诊室电脑", passkey["name"]!.GetValue<string>());
        await NobodyElseRemoves(passkey["id"]!.GetValue<string>());
        Assert.Equal(200, (await me.Send(HttpMethod.Delete, $"/api/account/passkeys/{passkey["id"]}")).Code);
        await SignOut(tab.Page);
        await tab.Page.ClickAsync("[data-passkey=get]");
        await tab.Page.WaitForSelectorAsync("text=这个通行密钥不能登录");
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task A_resident_adds_a_passkey_and_signs_in_with_it_until_it_is_removed()
    {
        await using var tab = await BrowserTab.Open(served);
        var (page, resident) = (tab.Page, await served.Region.Register(await served.Region.Part("villageDoctor"), "钱桂珍"));
        await tab.SignInResident(resident);
        await AddAuthenticatorDevice(page);
        await page.GotoAsync("/my/account");
        await page.FillAsync("[aria-labelledby=h-passkeys] [name=name]", "我的手机");
        await page.ClickAsync("[data-passkey=create]");
        await page.WaitForSelectorAsync("[aria-labelledby=h-passkeys] .item:has-text('我的手机')");
        await SignOutResident(page);
        await page.ClickAsync("[data-passkey=get]");
        await tab.Arrive("/my$");
        await page.GotoAsync("/");
        await tab.Arrive("/sign-in");
        await page.GotoAsync("/my/account");
        await page.ClickAsync("[aria-labelledby=h-passkeys] .item button");
        await page.WaitForSelectorAsync("[aria-labelledby=h-passkeys]:not(:has(.item))");
        await SignOutResident(page);
        await page.ClickAsync("[data-passkey=get]");
        await page.WaitForSelectorAsync("text=这个通行密钥不能登录");
        Assert.Empty(tab.Complaints);
    }

    private static async Task SignOutResident(IPage page)
    {
        await page.GotoAsync("/my/account");
        await page.ClickAsync("button:has-text('退出登录')");
        await page.WaitForSelectorAsync("[name=identityNumber]");
    }

    private async Task NobodyElseRemoves(string passkey)
    {
        var other = await served.As("zhaoyulan");
        var foreign = await other.Send(HttpMethod.Delete, $"/api/account/passkeys/{passkey}");
        var nothing = await other.Send(HttpMethod.Delete, $"/api/account/passkeys/{Guid.CreateVersion7(TestRegion.Start)}");
        Assert.Equal((404, nothing.Comparable), (foreign.Code, foreign.Comparable));
    }

    [Fact]
    public async Task An_administrator_binds_an_authenticator_and_each_of_its_codes_opens_once()
    {
        var login = served.Story["systemAdministrator"];
        await using var tab = await BrowserTab.Open(served, login);
        await tab.Page.GotoAsync("/account?panel=authenticator");
        var secret = FromBase32(await tab.Page.InnerTextAsync("#authenticator code"));
        await tab.Page.FillAsync("#authenticator [name=oldCode]", (await tab.CodeOf(login))!);
        await tab.Page.FillAsync("#authenticator [name=code]", CodeNow(secret));
        await tab.Page.FillAsync("#authenticator [name=password]", DemoAccounts.Password);
        await tab.Page.ClickAsync("#authenticator button.primary");
        await tab.Page.WaitForSelectorAsync("text=认证器已绑定");
        await SignOut(tab.Page);
        served.Region.Clock.AdvanceTo(served.Region.Clock.GetUtcNow().AddSeconds(31));
        var code = CodeNow(secret);
        await tab.SignIn(login, code: code);
        await SignOut(tab.Page);
        await tab.TrySignIn(login, DemoAccounts.Password, code);
        await tab.Page.WaitForSelectorAsync("text=动态码不对或已用过");
        served.Region.Clock.AdvanceTo(served.Region.Clock.GetUtcNow().AddSeconds(31));
        await tab.SignIn(login, code: CodeNow(secret));
        Assert.Empty(tab.Complaints);
    }

    /// <summary>A device that holds passkeys and always says yes.</summary>
    private static async Task AddAuthenticatorDevice(IPage page)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        var device = new JsonObject
        {
            ["protocol"] = "ctap2",
            ["transport"] = "internal",
            ["hasResidentKey"] = true,
            ["hasUserVerification"] = true,
            ["isUserVerified"] = true,
            ["automaticPresenceSimulation"] = true,
        };
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new() { ["options"] = device });
    }

    private static async Task SignOut(IPage page)
    {
        await page.GotoAsync("/account");
        await page.ClickAsync(".page-h .acts button");
        await page.WaitForSelectorAsync("#login");
    }

    /// <summary>RFC 6238 as an authenticator reckons it, by the clock of the region.</summary>
    private string CodeNow(byte[] secret)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, served.Region.Clock.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // RFC 6238
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        return $"{(BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & 0x7fff_ffff) % 1_000_000:000000}";
    }

    private static byte[] FromBase32(string shown)
    {
        var bits = string.Concat(shown.Where(Letters.Contains).Select(c => Convert.ToString(Letters.IndexOf(c), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }
}
