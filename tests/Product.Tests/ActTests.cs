using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Host;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Working;
using Yihe.Simulation.Doors;
using Yihe.Simulation.Journeys;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>
/// Everything important is on file, once: a change done, a look at personal data, a denial and a failed proof of identity are one act each;
/// what was misread, not there or in conflict is none. No number of a person ever stands in an act.
/// </summary>
public partial class ActTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    /// <summary>Looks at what is nobody's personal data, or at one's own account and desk.</summary>
    internal static readonly string[] Quiet =
    [
        "account.show-mine",
        "account.offer-authenticator",
        "referral.places",
        "account.ask-passkey",
        "session.ask-passkey",
        "diagnosis.search",
        "referral.places",
        "inbox.show",
        "institution.list",
        "organization.map",
        "joining.list",
        "joining.show",
        "agreement.list",
        "agreement.show",
        "institution.import-template",
        "account.import-template",
        "post.import-template",
        "account.show-invitation",
        "slots.board",
        "allotment.refusals",
        "bed.board",
        "plan.list",
        "plan.parameters",
        "token.list",
        "message.list",
        "message.show",
        "message.sources",
        "message.source",
        "my.ask-passkey",
        "my.ask-new-passkey",
        "opening.show",
        "evaluation.list",
        "evaluation.show",
        "evaluation.try",
        "scoresheet.show",
        "wall.show",
        "quality.show",
        "quality.finding",
    ];

    /// <summary>Looks at what this county has none of: nobody here joins by choice, its story has no director, nobody proposed a plan, no month is closed, nothing was evaluated, no data are odd and nothing was compared again.</summary>
    private static readonly string[] Elsewhere =
    [
        "joining.show",
        "alert.looks",
        "likeness.show",
        "agreement.show",
        "agreement.open",
        "import.return",
        "plan.show",
        "plan.compare",
        "consortium-report.show",
        "consortium-report.trend",
        "evaluation.show",
        "evaluation.print",
        "evaluation.try",
        "scoresheet.show",
        "quality.finding",
        "quality.rows",
    ];

    private static readonly int Seed = Random.Shared.Next();
    private readonly TestRegion region = served.Region;
    private readonly List<string> wrong = [];
    private readonly HashSet<string> numbers = [];
    private readonly HashSet<(string UseCase, bool Done)> seen = [];
    private int judged;

    [Fact]
    public async Task Every_call_of_every_use_case_leaves_exactly_the_acts_it_should()
    {
        using var http = new HttpClient(new Watched(this)) { BaseAddress = new Uri(served.Demo.Address) };
        await using var console = new StringWriter();
        var cast = new Cast(http, JsonNode.Parse(TestRegion.County)!, DemoAccounts.Password);
        await new CountyJourney(cast, new Script(console)).Play(region.Clock.GetUtcNow(), TestContext.Current.CancellationToken);
        var (turn, chance) = (0, new Random(Seed));
        var ones = await OneOfEach.In(served, "章桂珍");
        ones["clinic-session"] = await Session();
        ones["ward"] = ones["line"] = await Ward();
        (ones["code"], ones["kind"]) = ("primary-visits", "satisfaction.answered");
        foreach (var login in served.Story.Values.Append("resident").Prepend(""))
        {
            var caller = new Caller(http, await TokenOf(login, ones["resident"]));
            foreach (
                var route in Requests.Routes.OrderBy(r => r.UseCase.Name is "session.close" or "my.close-session" or "my.close-account")
            )
            {
                await caller.Send(route, t => ones[t]);
                if (!Deep.Asked && chance.Next(3) > 0)
                    continue;
                await caller.Send(route, t => t == "to" ? ones[t] : Requests.NewId());
                await caller.Send(route, t => ones[t], _ => ++turn % 2 == 0 ? People.NewIdentity() : People.Phone);
            }
        }
        Figures.Say($"{judged} calls judged");
        None(wrong.Select(w => $"seed {Seed}: {w}"));
        var useCases = Requests.Routes.Select(r => r.UseCase).ToList();
        None(
            useCases
                .Where(u => !u.Changes && !seen.Contains((u.Name, true)) && !Elsewhere.Contains(u.Name))
                .Select(u => $"{u.Name} never showed anything")
        );
        None(
            useCases
                .Where(u => u.Permission != Permission.Anyone && !seen.Contains((u.Name, false)))
                .Select(u => $"{u.Name} was never denied")
        );
        await NoNumberStandsInAnAct();
    }

    private async Task<string?> TokenOf(string login, string resident) =>
        login switch
        {
            "" => null,
            "resident" => (await served.SignInResident(resident)).Token,
            _ => (await served.SignIn(login)).Token,
        };

    /// <summary>A clinic session, which everybody in the region may see.</summary>
    private async Task<string> Session()
    {
        var (branch, today) = (await served.SignIn(served.Story["branchDoctor"]), region.Clock.GetUtcNow().Day());
        await branch.Must("/api/clinic-sessions", new { from = today.AddDays(1), to = today.AddDays(4) });
        return (await branch.Get("/api/clinic-sessions")).Json["items"]![0]!["id"]!.GetValue<string>();
    }

    /// <summary>A ward, whose beds everybody in the region may see.</summary>
    private async Task<string> Ward() =>
        (await (await served.SignIn(served.Story["branchDoctor"])).Get("/api/beds")).Json["items"]![0]!["id"]!.GetValue<string>();

    private async Task NoNumberStandsInAnAct()
    {
        await using var db = region.Platform.Database.Open();
        var acts = await db.Set<Act>().AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
        Assert.True(numbers.Count > 100 && acts.Count > 500, $"{numbers.Count} numbers, {acts.Count} acts");
        None(
            from act in acts
            let text = string.Join(' ', act.Agent, act.Entity, act.Move, act.ReasonCode, act.Purpose, act.Key, act.TraceId, act.Changes)
            from number in numbers
            where text.Contains(number, StringComparison.OrdinalIgnoreCase)
            select $"{act.UseCase} {act.Outcome}: {text}"
        );
    }

    private async Task Judge(Route route, HttpResponseMessage response, List<Act> acts)
    {
        var (name, code) = (route.UseCase.Name, (int)response.StatusCode);
        judged++;
        var outcomes = acts.Select(a => a.UseCase == name ? a.Outcome.ToString() : a.UseCase).ToList();
        var right = (code, outcomes) switch
        {
            (< 300, ["Done"]) => true,
            (< 300, []) => Quiet.Contains(name),
            (401 or 403 or 429, ["Denied"]) => true,
            (404, ["Denied"]) => true,
            (404, []) => route.UseCase.Permission == Permission.Anyone,
            (401 or 403 or 422 or 429, ["Failed"]) => name.StartsWith("session.", StringComparison.Ordinal)
                || name.StartsWith("account.", StringComparison.Ordinal)
                || name.StartsWith("my.open-session", StringComparison.Ordinal)
                || name == "resident.open-in-emergency",
            (404, ["Failed"]) => name is "resident.open" or "resident.open-by-code" or "resident.open-in-emergency",
            (409 or 422 or 429, []) => true,
            _ => false,
        };
        if (code < 300 || outcomes is ["Denied"])
            seen.Add((name, code < 300));
        if (!right)
            wrong.Add(
                $"{route.Method} {route.Pattern}: {code}, acts: {string.Join(", ", outcomes)}, {await response.Content.ReadAsStringAsync()}"
            );
    }

    /// <summary>Judges each call by the acts that it left.</summary>
    private sealed class Watched(ActTests test) : DelegatingHandler(new SocketsHttpHandler { UseCookies = false })
    {
        private readonly HashSet<Guid> known = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            await New(ct);
            if (request.Content is not null)
                test.numbers.UnionWith(Number().Matches(await request.Content.ReadAsStringAsync(ct)).Select(m => m.Value));
            var response = await base.SendAsync(request, ct);
            await response.Content.LoadIntoBufferAsync(ct);
            var path = request.RequestUri!.AbsolutePath;
            if (Requests.Routes.FirstOrDefault(r => r.Method == request.Method.Method && Matches(r, path)) is { } route)
                await test.Judge(route, response, await New(ct));
            return response;
        }

        private static bool Matches(Route route, string path) =>
            Regex.IsMatch(path, "^" + Regex.Replace(route.Address, @"\{\w+\}", "[^/]+") + "$");

        /// <summary>The acts of calls that were not seen before; what the platform does by itself has no trace of a call.</summary>
        private async Task<List<Act>> New(CancellationToken ct)
        {
            await using var db = test.region.Platform.Database.Open();
            var acts = await db.Set<Act>()
                .AsNoTracking()
                .Where(a => a.TraceId != null)
                .OrderByDescending(a => a.At)
                .Take(20)
                .ToListAsync(ct);
            return [.. acts.Where(a => known.Add(a.Id))];
        }
    }

    [GeneratedRegex(@"\b(\d{17}[\dX]|1[3-9]\d{9})\b")]
    private static partial Regex Number();
}
