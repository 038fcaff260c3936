using System.Net;
using System.Text.Json.Nodes;
using Yihe.Simulation.Doors;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Journeys;

/// <summary>Where a journey is played: who takes part, the institutions, the clock, and what must hold at the end of any journey.</summary>
public sealed class Stage(Cast cast, Script script, DateTimeOffset start, CancellationToken ct)
{
    private readonly HashSet<string> identityNumbers = [];
    private Dictionary<string, string> institutions = [];

    public DateTimeOffset Begins { get; } = start;

    public JsonNode Blueprint => cast.Blueprint;

    public DateOnly Today => DateOnly.FromDateTime(Begins.ToOffset(TimeSpan.FromHours(8)).DateTime);

    /// <summary>Whoever plays a part of the blueprint's story.</summary>
    public Player Part(string role) => new(cast.Part(role), script, ct);

    public Task Check(bool holds, string what) => script.Check(holds, what);

    /// <summary>All sign in and come to know the members.</summary>
    public async Task Open(string words, params Player[] players)
    {
        foreach (var player in players)
            await player.SignIn();
        await script.Step(words, "各机构", "登录");
        var list = (await players[0].See("institutions"))["items"]!.AsArray();
        await Check(list.Count > 0, $"机构 {list.Count} 家");
        institutions = list.ToDictionary(i => $"{i!["shortName"]}", i => $"{i!["id"]}");
    }

    /// <summary>The id of the institution someone works at.</summary>
    public string Home(Player player) => institutions[player.At];

    /// <summary>So many days after the beginning; the platform does what has become due. Answers the day it is.</summary>
    public async Task<DateOnly> Day(int day) => DateOnly.FromDateTime((await At(Begins.AddDays(day))).DateTime);

    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>Pushes the clock to a moment; the platform does what has become due.</summary>
    public async Task<DateTimeOffset> At(DateTimeOffset moment) => Now = await cast.Advance(moment > Now ? moment : Now, ct);

    /// <summary>The department of whoever plays a part.</summary>
    public string Department(string role) => $"{PostOf(cast.Part(role).Login)["department"]}";

    /// <summary>The code of the institution someone works at.</summary>
    public string CodeOf(Player player) => $"{PostOf(player.Login)["institution"]}";

    private JsonNode PostOf(string login) =>
        Blueprint["organization"]!["staff"]!.AsArray().First(s => $"{s!["login"]}" == login)!["posts"]![0]!;

    /// <summary>Someone of such an age becomes known by their card.</summary>
    public Task<string> Registered(Player by, string name, Sex sex, int age, string? village = null)
    {
        var region = $"{Blueprint["place"]!["regionCode"]}";
        var identityNumber = IdentityNumber.Draw(new Random(age), region, Today.AddYears(-age).AddDays(-100), sex, identityNumbers);
        var person = new
        {
            identityNumber,
            name,
            address = village,
        };
        return by.Register($"凭身份证登记居民{name}（{age} 岁）", person);
    }

    /// <summary>Someone becomes known by their card: once, found by the initials of the name, masked where only listed.</summary>
    public async Task<string> Registered(Player by, string initials, string identityNumber, string oldNumber, string name, string? allergy)
    {
        var person = new
        {
            identityNumber,
            name,
            phone = "154 0000 6071",
            address = "3 组 12 号",
            allergy,
        };
        var resident = await by.Register($"凭身份证登记居民{name}", person);
        var again = await by.Try("residents", new { identityNumber = oldNumber, name });
        await Check(again.Status == HttpStatusCode.Conflict, "同一身份证（旧 15 位写法）不能登记两次");
        var found = (await by.See($"residents?text={initials}"))["items"]!.AsArray();
        await Check(found.Any(f => $"{f!["id"]}" == resident), $"按拼音首字母 {initials} 找得到");
        await Check(!found.ToJsonString().Contains(identityNumber, StringComparison.Ordinal), "列表中证件号已脱敏");
        return resident;
    }

    /// <summary>One course, one timeline across all who took part, every hop ended.</summary>
    public async Task WholeCourse(Player by, string referral, string hops, int count, Player[] players, params string[] moves)
    {
        var shown = await by.SeeReferral(referral);
        var timeline = shown["timeline"]!.AsArray();
        var at = timeline.Select(t => $"{t!["institution"]}").Distinct().ToList();
        await Check(players.All(p => at.Contains(p.At)), $"一条时间线 {timeline.Count} 行，跨 {string.Join('、', at)}");
        foreach (var words in moves)
            await Check(timeline.Any(t => $"{t!["words"]}" == words), $"时间线上有“{words}”");
        var course = shown["course"]!.AsArray();
        await Check(course.Count == count, hops);
        await Check(course.All(h => h!["endedAt"] is not null), "每一程都已办结");
    }

    /// <summary>Someone in the same post elsewhere sees neither person nor papers; whoever oversees sees the papers alone.</summary>
    public async Task OthersSeeNothing(Player stranger, Player overseer, string resident, string referral)
    {
        await Check((await stranger.Ask($"residents/{resident}")).Status == HttpStatusCode.NotFound, "无照护关系的村医看不到这位居民");
        await Check((await stranger.Ask($"referrals/{referral}")).Status == HttpStatusCode.NotFound, "也看不到这份转诊单");
        await Check((await overseer.Ask($"referrals/{referral}")).Ok, "医共体办公室可督办查看");
        await Check((await overseer.Ask($"residents/{resident}")).Status == HttpStatusCode.Forbidden, "但不能打开居民档案");
    }

    /// <summary>Someone else who holds a role.</summary>
    public Player Another(string role, Player than) => new(cast.Holding(role).First(c => c.Login != than.Login), script, ct);
}
