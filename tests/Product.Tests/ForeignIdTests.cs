using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Yihe.Accounts;
using Yihe.Basis;
using Yihe.Host;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Working;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>No one reaches another's record by changing an id: what is another institution's answers like what does not exist.</summary>
public partial class ForeignIdTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private const string Name = "周芳兰";

    /// <summary>Doctors of another village, another branch and a hospital that has no part in it, and a system elsewhere that may do all one can be let to do.</summary>
    private async Task<List<(string Who, Caller Caller)>> Strangers()
    {
        var strangers = new List<(string, Caller)>();
        foreach (var login in new[] { "zhaoyulan", "jinzhiming", "luozhenhua" })
            strangers.Add((login, await served.As(login)));
        var roles = RoleBook.Read(Path.Combine(HostOptions.Home, "knowledge"));
        var permissions = Requests
            .Routes.Select(r => r.UseCase.Permission)
            .Where(p => p.Name.Contains('.', StringComparison.Ordinal) && roles.IsOrdinary(p))
            .Select(p => p.Name)
            .Distinct();
        var security = await served.As(served.Story["securityAdministrator"]);
        var token = await security.Must(
            "/api/tokens",
            new
            {
                name = "别处的系统",
                institution = (await served.Region.Institution("mk")).Id.ToString(),
                permissions,
                until = "2026-12-31",
            }
        );
        strangers.Add(("system", new Caller(served.Demo.Http, token["secret"]!.GetValue<string>())));
        return strangers;
    }

    [Fact]
    public async Task Ids_of_another_institution_answer_like_ids_of_nothing()
    {
        var theirs = await OneOfEach.In(served, Name);
        var (wrong, tried, reached) = (new List<string>(), 0, new HashSet<Route>());
        foreach (var (who, caller) in await Strangers())
        foreach (
            var route in Requests.Routes.Where(r =>
                r.Pattern.Contains('{', StringComparison.Ordinal) && r.UseCase.Permission != Permission.Anyone
            )
        )
        {
            var nothing = new Dictionary<string, string>();
            string NothingFor(string thing) => nothing.TryGetValue(thing, out var id) ? id : nothing[thing] = Requests.NewId();
            var replies = new[]
            {
                await caller.Send(route, t => theirs[t]),
                await caller.Send(route, t => t == "to" ? theirs[t] : NothingFor(t)),
            };
            var texts = replies.Select(r => Plain(r.Comparable)).ToList();
            tried++;
            if (replies[0].Code is not (401 or 403))
                reached.Add(route);
            if (texts[0] != texts[1] || texts[0].StartsWith("200", StringComparison.Ordinal))
                wrong.Add($"{who} {route.Method} {route.Pattern}: {texts[0]} | {texts[1]}");
            if (replies[0].Text.Contains(Name, StringComparison.Ordinal))
                wrong.Add($"{who} {route.Method} {route.Pattern} shows {replies[0].Text}");
        }
        Figures.Say($"{tried} pairs of calls");
        None(wrong);
        Assert.True(tried > 80, $"only {tried} tried");
        None(
            from route in Requests.Routes
            where route.Pattern.Contains('{', StringComparison.Ordinal) && route.UseCase.Permission.Clinical && !reached.Contains(route)
            select $"nobody got past the right to {route.Pattern}"
        );
        await Untouched(theirs);
    }

    [Fact]
    public async Task A_part_of_anothers_record_is_not_reached_through_ones_own()
    {
        var theirs = await OneOfEach.In(served, Name);
        var stranger = await served.Region.Person("zhaoyulan");
        var own = await served.Region.Refer(stranger, "sl");
        var caller = await served.As("zhaoyulan");
        var replies = new List<string>();
        foreach (var attachment in new[] { theirs["attachment"], Requests.NewId() })
            replies.Add((await caller.Get($"/api/referrals/{own}/attachments/{attachment}")).Comparable);
        Assert.StartsWith("404", replies[0], StringComparison.Ordinal);
        Assert.Equal(replies[1], replies[0]);
        foreach (var visit in new[] { theirs["visit"], Requests.NewId() })
            replies.Add((await caller.Get($"/api/referrals/start?visit={visit}")).Comparable);
        Assert.Equal(replies[3], replies[2]);
    }

    [Fact]
    public async Task Pages_of_another_institution_show_what_pages_of_nothing_show()
    {
        var theirs = await OneOfEach.In(served, Name);
        var wrong = new List<string>();
        var templates = Pages
            .All.SelectMany(p => p.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>())
            .Select(r => r.Template.TrimStart('/'))
            .Where(t => t.Contains('{', StringComparison.Ordinal));
        foreach (var template in templates)
        foreach (var (who, caller) in await Doctors())
        {
            if (await Difference(caller, template, theirs) is { } difference)
                wrong.Add($"{who} /{template}: {difference}");
        }
        None(wrong);
    }

    /// <summary>How the page of what is another's differs from the page of nothing; a count in the frame that moved between the two is no difference: it is gone when asked again.</summary>
    private static async Task<string?> Difference(Caller caller, string template, OneOfEach theirs)
    {
        string? difference = null;
        for (var time = 0; time < 3; time++)
        {
            var real = await caller.Get("/" + Requests.Filled(template, t => theirs[t]));
            var nothing = await caller.Get("/" + Requests.Filled(template, _ => Requests.NewId()));
            if (real.Text.Contains(Name, StringComparison.Ordinal))
                return "shows the name";
            if (Plain(real.Comparable) == Plain(nothing.Comparable))
                return null;
            difference = $"{Plain(real.Comparable)}\n{Plain(nothing.Comparable)}";
        }
        return difference;
    }

    private async Task<List<(string, Caller)>> Doctors() =>
        [("zhaoyulan", await served.As("zhaoyulan")), ("luozhenhua", await served.As("luozhenhua"))];

    private async Task Untouched(OneOfEach theirs)
    {
        var village = await served.Region.Part("villageDoctor");
        var ids = theirs.Ids.Where(i => Guid.TryParse(i, out _)).Select(Guid.Parse).ToList();
        await using var db = served.Region.Platform.Database.Open();
        var done = await db.Set<Act>()
            .Where(a =>
                a.Outcome == ActOutcome.Done
                && a.Institution != default
                && a.Institution != village.Institution
                && (ids.Contains(a.EntityId!.Value) || ids.Contains(a.Subject!.Value))
            )
            .Where(a =>
                a.UseCase != "source.push"
                && a.UseCase != "merge.make"
                && a.UseCase != "intake.preview"
                && a.UseCase != "indicator.draft"
                && !a.UseCase.StartsWith("message.")
                && !a.UseCase.StartsWith("account.")
                && !a.UseCase.StartsWith("post.")
                && !a.UseCase.StartsWith("token.")
            )
            .Select(a => a.UseCase)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Empty(done);
    }

    /// <summary>Without ids, keys of forms and what is drawn from them.</summary>
    private static string Plain(string text) => Changing().Replace(text, "…");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[0-9a-f]{32}|value=\"[^\"]*\"")]
    private static partial Regex Changing();
}
