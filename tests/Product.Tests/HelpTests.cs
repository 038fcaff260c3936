using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Yihe.Accounts;
using Yihe.Host.Layout;
using Yihe.Organization;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>F1 leads to Chinese words about the page one is at, on every page; and each role has one page to begin with. U22.</summary>
public class HelpTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    /// <summary>Pictures stand in the repository: they are kept small.</summary>
    private const int MostBytes = 70_000;

    /// <summary>Parts of pages, and what is shown instead of one.</summary>
    private static readonly string[] NoPages = ["/visits/signs", "/referrals/places", "/error", "/not-found"];

    private static readonly IReadOnlyList<string> Templates =
    [
        .. Pages
            .All.SelectMany(p => p.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>())
            .Select(r => r.Template)
            .Except(NoPages),
    ];

    [Fact]
    public void Every_page_has_its_own_words_in_Chinese()
    {
        Assert.True(Templates.Count > 40);
        None(
            from template in Templates
            let help = PageHelp.Of(Regex.Replace(template, @"\{[^}]+\}", "x"))
            where help is null || !Regex.IsMatch(help.For + help.How, @"\p{IsCJKUnifiedIdeographs}{5}") || help.For == help.How
            select template
        );
        None(PageHelp.All.GroupBy(p => p.Path).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public async Task From_every_page_that_opens_F1_leads_to_its_words()
    {
        var village = await served.Region.Part("villageDoctor");
        var resident = await served.Region.Register(village, "钱桂珍");
        var visit = await served.Region.Visit(village, resident);
        var referral = await served.Region.Refer(village, "gh", department: "心血管内科", resident: resident);
        var clerk = await served.As(served.Story["recordClerk"]);
        var pair = new
        {
            stays = await served.Region.Register(village, "钱桂珍"),
            goes = await served.Region.Register(village, "钱桂贞"),
            reason = "持两张证件",
        };
        var merge = (await clerk.Must("/api/merges", pair))["id"]!.GetValue<string>();
        var source = (await clerk.Must("/api/sources", new { number = "H1" }))["id"]!.GetValue<string>();
        var list = new { file = new { name = "名单.csv", content = Convert.ToBase64String("身份证号,姓名\n1,2"u8) } };
        var intake = (await clerk.Must("/api/intakes", list))["id"]!.GetValue<string>();
        var faults = new List<string>();
        var opened = new HashSet<string>();
        var callers = new List<Caller> { served.Nobody };
        foreach (var login in served.Story.Values)
            callers.Add(await served.As(login));
        callers.Add(await served.SignInResident(resident));
        foreach (var caller in callers)
        foreach (var template in Templates)
        {
            var id = template.Split('/')[1] switch
            {
                "residents" => resident,
                "merges" => merge,
                "sources" => source,
                "intakes" => intake,
                _ => referral,
            };
            var role = template.StartsWith("/help", StringComparison.Ordinal) ? "villageDoctor" : "staff";
            var path = template
                .Replace("{Role}", role)
                .Replace("{What}", role)
                .Replace("{Id:guid}", id)
                .Replace("{Code}", "primary-visits");
            var page = await caller.Get(
                path + (path.EndsWith("/new", StringComparison.Ordinal) ? $"?resident={resident}&visit={visit}" : "")
            );
            if (page.Code != 200 || !page.ContentType.StartsWith("text/html", StringComparison.Ordinal))
                continue;
            if (page.Message.RequestMessage!.RequestUri!.AbsolutePath != path || !opened.Add(template))
                continue;
            var link = Regex.Match(page.Text, """href="([^"]+)"[^>]*data-key="F1"|data-key="F1"[^>]*href="([^"]+)" """.Trim());
            var help = link.Success ? await caller.Get(WebUtility.HtmlDecode(link.Groups[1].Value + link.Groups[2].Value)) : null;
            if (help?.Text.Contains(PageHelp.Of(path)!.For, StringComparison.Ordinal) != true)
                faults.Add($"{path}: {(help is null ? "no F1" : help.Code)}");
        }
        None(faults);
        None(Templates.Except(opened).Except(NotOpenedHere));
    }

    /// <summary>They ask for an object of another kind, or lead on at once; their words are held by the first test.</summary>
    private static readonly string[] NotOpenedHere =
    [
        "/accounts/{Id:guid}",
        "/advice/{Id:guid}",
        "/agreements/{Id:guid}",
        "/appointments/{One:guid}",
        "/consortium-reports/{Code}",
        "/corrections/{Id:guid}",
        "/data-quality/{Id:guid}",
        "/data-quality/{Id:guid}/rows",
        "/evaluations/{Id:guid}",
        "/evaluations/{Id:guid}/paper",
        "/evaluations/{Id:guid}/trial",
        "/indicator-editions/{Id:guid}",
        "/invitation/{Token}",
        "/joinings/{Id:guid}",
        "/likenesses/{Id:guid}",
        "/message-sources/{Id:guid}",
        "/messages/{Id:guid}",
        "/my/record/{Entry:guid}",
        "/plans/{Id:guid}",
        "/posts/mine",
        "/residents/{Id:guid}/record/{Entry:guid}",
        "/scoresheets/{Id:guid}",
        "/slots/{Id:guid}",
        "/visits/next",
        "/wards/{Id:guid}",
        "/wards/{Id:guid}/beds/{Bed:guid}",
    ];

    [Fact]
    public async Task Each_role_has_a_page_to_begin_with_whose_steps_it_may_do_and_a_small_picture()
    {
        var roles = RoleBook.Of(served.Region.Platform);
        var starts = QuickStart.Of(served.Region.Platform);
        Assert.Equal(roles.All.Select(r => r.Code), starts.Select(s => s.Role));
        Assert.True(starts.Count >= 9);
        foreach (var start in starts)
        {
            if (LoginOf(start.Role) is not { } login)
                continue; // nobody holds it in this plan
            var caller = await served.As(login);
            Assert.InRange(start.Steps.Count, 4, 8);
            foreach (var address in start.Steps.Select(s => s.Page).Append(start.Shot).Distinct())
                Assert.True((await caller.Get(address)).Code == 200, $"{start.Role} cannot open {address}");
            var page = await caller.Get($"/help/start/{start.Role}");
            Assert.Contains(roles[start.Role]!.Title, page.Text, StringComparison.Ordinal);
            Assert.Contains($"/help/start/{start.Role}", (await caller.Get("/help")).Text, StringComparison.Ordinal);
            Assert.Equal("image/webp", (await caller.Get(start.Picture)).ContentType);
        }
    }

    [Fact]
    public void Each_role_has_a_small_picture_in_the_repository() =>
        None(
            from start in QuickStart.Of(served.Region.Platform)
            let picture = new FileInfo(PlaceOf(start))
            where !picture.Exists || picture.Length is < 2_000 or > MostBytes
            select $"{start.Role}: ./yihe shots takes it"
        );

    /// <summary>Takes the pictures anew at the demo of <c>./yihe shots</c>; otherwise only sees that they can be taken.</summary>
    [Fact]
    public async Task The_pictures_are_taken_from_the_running_product()
    {
        if (Environment.GetEnvironmentVariable("YIHE_SHOTS") is { } demo)
        {
            await TakeAll(demo);
            return;
        }
        var village = await served.Region.Part("villageDoctor");
        foreach (var (name, priority) in new[] { ("周桂兰", "emergency"), ("吴启明", "priority"), ("郑秀芳", "routine") })
            await served.Region.Refer(village, "gh", priority, "心血管内科", await served.Region.Register(village, name));
        await (await served.As(served.Story["accessClerk"])).Must("/api/clinic-sessions", new { from = "2026-11-20", to = "2026-11-26" });
        foreach (var start in QuickStart.Of(served.Region.Platform).Take(2))
        {
            await using var tab = await BrowserTab.Open(served, LoginOf(start.Role)!);
            Assert.InRange((await Take(tab, start)).Length, 2_000, MostBytes);
        }
    }

    /// <summary>Whoever holds the role in the plan that is shown, those of its story first; the demo says itself what code they need.</summary>
    private async Task TakeAll(string demo)
    {
        var plan = JsonNode.Parse(Repo.Text($"blueprints/{Repo.Text("blueprints/demo.txt").Trim()}.json"))!;
        var story = plan["story"]!["actors"]!.AsObject().Select(a => $"{a.Value}").ToList();
        var staff = plan["organization"]!["staff"]!.AsArray().OrderBy(s => !story.Contains($"{s!["login"]}")).ToList();
        foreach (var start in QuickStart.Of(served.Region.Platform))
        {
            var holder = staff.First(s => s!["posts"]!.AsArray().Any(p => p!["roles"]!.AsArray().Any(r => $"{r}" == start.Role)));
            await using var tab = await BrowserTab.Open(served, at: demo);
            await tab.Page.GotoAsync("/sign-in");
            var row = tab.Page.Locator($".demo-bar tr:has(b:text-is('{holder!["login"]}')) td");
            var code = await row.CountAsync() > 0 ? await row.Last.TextContentAsync() : null;
            await tab.SignIn($"{holder["login"]}", code: code?.All(char.IsAsciiDigit) == true ? code : null);
            await File.WriteAllBytesAsync(PlaceOf(start), await Take(tab, start), TestContext.Current.CancellationToken);
        }
    }

    private static async Task<byte[]> Take(BrowserTab tab, QuickStart start)
    {
        await tab.Page.SetViewportSizeAsync(1366, 768);
        await tab.Page.GotoAsync(start.Shot);
        await tab.Page.WaitForFunctionAsync("() => document.fonts.status === 'loaded'");
        await tab.Page.EvaluateAsync("document.querySelector('.demo-bar')?.remove()");
        return await tab.Webp();
    }

    private static string PlaceOf(QuickStart start) => Path.Combine(Repo.Root, "knowledge", "quick-starts", $"{start.Role}.webp");

    /// <summary>Someone who holds this role, alone if anyone does.</summary>
    private string? LoginOf(string role)
    {
        var section = served.Region.Platform.Blueprints.At<OrganizationSection>(served.Region.Clock.GetUtcNow());
        return section.Staff.Where(a => a.Posts.Any(p => p.Roles.Contains(role))).MinBy(a => a.Posts.Sum(p => p.Roles.Count))?.Login;
    }
}
