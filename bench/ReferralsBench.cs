using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Yihe.Host;
using Yihe.Kernel;
using Yihe.Kernel.Data;
using Yihe.Kernel.Working;
using Yihe.Organization;
using Yihe.Referral;
using Yihe.Simulation.People;

namespace Yihe.Bench;

/// <summary>
/// The list of the referral office in a county of many referrals, a tenth of them open at that office: whole pages over HTTP on
/// PostgreSQL, all tabs, searches by name and a second page in turn, beside the same in a small county.
/// </summary>
internal static class ReferralsBench
{
    private const string Command = "yihe bench referrals";
    private const int Small = 1_000;
    private const int Large = 100_000;
    private const int OpenOneIn = 10;
    private const int Warm = 100;
    private const int Pages = 500;
    private const int LimitMilliseconds = 50;

    /// <summary>Who is looked for: a whole name, and all of the commonest surname; in tabs of open ones and of all.</summary>
    private static readonly string[] Searches = ["open&text=王", "all&text=王", "concluded&text=王", "all&text=王建国"];
    private static readonly string[] Tabs = ["open", "requested", "accepted", "arrived", "returned", "concluded", "cancelled", "all"];

    internal static async IAsyncEnumerable<Measured> Run()
    {
        if (await County(Small) is not { } county)
            yield break;
        await using var small = county;
        await using var large = (await County(Large))!;
        var (few, many) = (await Office(small), await Office(large));
        var (one, other) = await InTurns((few.Http, few.Tabs), (many.Http, many.Tabs));
        var among = $"{Large:N0} 份转诊的县，在办 {Large / OpenOneIn:N0} 份的服务科列表，{Pages} 页，p95";
        yield return new(among, Command, $"{other:0.0} 毫秒", $"{LimitMilliseconds} 毫秒", other / LimitMilliseconds, "≤ 1.00");
        yield return new(among, Command, $"{other:0.0} 毫秒", $"{one:0.0} 毫秒（{Small:N0} 份的县，轮流打开）", other / one, "≤ 1.20");
        var (_, named) = await InTurns((few.Http, few.Searches), (many.Http, many.Searches));
        var by = $"其中按姓名找（“王”与全名，在办、已办结与全部），{Pages} 页，p95";
        yield return new(by, Command, $"{named:0.0} 毫秒", $"{LimitMilliseconds} 毫秒", named / LimitMilliseconds, "≤ 1.00");
    }

    private static async Task<BenchRegion?> County(int referrals)
    {
        if (await BenchRegion.NewPostgres() is not { } database)
            return null;
        var region = await BenchRegion.Start(database);
        await BulkDoor.Load(region.Running.Platform, "bench", "referral.load", await Drawn(region.Running.Platform, referrals), default);
        await Peer.Execute(database, "VACUUM ANALYZE");
        return region;
    }

    /// <summary>Open ones have entered their flow and wait in the inbox; closed ones lie behind them over a year.</summary>
    private static async Task<IReadOnlyList<IEntity>> Drawn(Platform platform, int referrals)
    {
        await using var db = platform.Database.Open();
        var all = await InstitutionDirectory.Of(platform).On(db, platform.Time.Instant().Day(), default);
        var office = all.First(i => i.Role == MembershipRole.Lead);
        var below = all.Where(i => i.Kind is InstitutionKind.TownshipCenter or InstitutionKind.VillageSite).ToList();
        var make = new Change<Done, List<IEntity>>(
            "referral.load",
            "装入转诊",
            Permission.Platform,
            async (work, _, ct) =>
            {
                var random = new Random(7);
                var people = Population.Create(7, referrals / OpenOneIn, work.Today, "110000", ["第一村"]);
                var closed = new List<IEntity>();
                for (var n = 0; n < referrals; n++)
                {
                    var isOpen = n % OpenOneIn == 0;
                    var to = isOpen || n % 2 == 0 ? office : below[random.Next(below.Count)];
                    var drawn = Draw(work, (n, people[n % people.Count].Name), below[random.Next(below.Count)], to, random);
                    if (isOpen)
                        await Open(work, work.Add(drawn), random.Next(3), ct);
                    else
                        closed.Add(End(drawn, random.Next(10) == 0 ? ReferralState.Cancelled : ReferralState.Concluded));
                }
                return (List<IEntity>)[.. work.Db.ChangeTracker.Entries<IEntity>().Select(e => e.Entity), .. closed];
            }
        );
        return (await new Gate(platform).Run(make, Actor.Platform("bench"), Done.Yes, new Call(), default)).Value;
    }

    private static Referral.Referral Draw(Work work, (int No, string Name) of, InstitutionCard from, InstitutionCard to, Random random) =>
        new()
        {
            Id = new ReferralId(work.NewId()),
            Number = $"BR{of.No:00000000}",
            Direction = ReferralDirection.Up,
            Priority = (ReferralPriority)(of.No % 50 == 0 ? 2 : of.No % 3 % 2),
            From = from.Id,
            To = to.Id,
            Department = to.Departments[random.Next(to.Departments.Count)],
            AtOffice = true,
            Resident = new Residents.ResidentId(work.NewId()),
            Person = of.Name,
            PersonDetail = "男 60 岁",
            Course = work.NewId(),
            Blueprint = work.Platform.Blueprints.VersionAt(work.Now),
            RequestedBy = null,
            RequestedAt = work.Now.AddMinutes(-random.Next(365 * 24 * 60)),
            Picture = new("头晕 3 天", "血压 186/112", ["I10.x00 高血压"], "规律服药仍高。", null, null),
            Basis = new(["HTN-UP-01"], null, "本人"),
        };

    private static async Task Open(Work work, Referral.Referral referral, int moves, CancellationToken ct)
    {
        await ReferralFlow.Up.Enter(work, referral, ct);
        foreach (var move in new[] { ReferralMove.Accept, ReferralMove.ConfirmArrival }.Take(moves))
        {
            referral.AtOffice = false;
            await ReferralFlow.Up.Make(work, referral, move, ct);
        }
    }

    private static Referral.Referral End(Referral.Referral referral, ReferralState state)
    {
        (referral.State, referral.EndedAt) = (state, referral.RequestedAt.AddDays(7));
        return referral;
    }

    /// <summary>Someone of the referral office, and the addresses they open: every tab, searches, and a second page.</summary>
    private static async Task<(HttpClient Http, IReadOnlyList<string> Tabs, IReadOnlyList<string> Searches)> Office(BenchRegion region)
    {
        var http = region.Running.Http;
        var signIn = await http.PostAsJsonAsync("/api/session", new { login = "zhuanzhen", password = DemoAccounts.Password });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            $"{(await signIn.Content.ReadFromJsonAsync<JsonNode>())!["token"]}"
        );
        var first = (await http.GetFromJsonAsync<JsonNode>("/api/referrals?box=in"))!;
        static IEnumerable<string> Of(string[] tabs) => tabs.Select(t => $"/referrals?box=in&tab={t}");
        return (http, [.. Of(Tabs), $"/referrals?box=in&after={first["next"]}"], [.. Of(Searches)]);
    }

    /// <summary>The same page here and there, one after the other, so that whatever else the machine does weighs on both.</summary>
    private static async Task<(double One, double Other)> InTurns(params (HttpClient Http, IReadOnlyList<string> Addresses)[] offices)
    {
        var times = offices.Select(_ => new List<double>()).ToList();
        for (var n = -Warm; n < Pages; n++)
            foreach (var ((http, addresses), spent) in offices.Zip(times))
            {
                var watch = Stopwatch.StartNew();
                using var page = await http.GetAsync(addresses[(n + Warm) % addresses.Count]);
                var text = await page.Content.ReadAsStringAsync();
                if (!page.IsSuccessStatusCode || !text.Contains("</html>", StringComparison.Ordinal))
                    throw new InvalidOperationException($"{page.StatusCode} {text}");
                if (n >= 0)
                    spent.Add(watch.Elapsed.TotalMilliseconds);
            }
        var p95 = times.ConvertAll(t => t.Order().ElementAt(t.Count * 95 / 100));
        return (p95[0], p95[1]);
    }
}
