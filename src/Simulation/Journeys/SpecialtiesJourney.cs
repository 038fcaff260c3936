using System.Net;
using System.Text.Json.Nodes;
using Yihe.Simulation.Doors;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Journeys;

/// <summary>
/// One consortium with a lead for each specialty: a child and a psychiatric patient find different leads; a small village is served
/// by a round; all members' slots stand in one pool, and so do their beds.
/// </summary>
public sealed class SpecialtiesJourney(Cast cast, Script script) : IJourney
{
    public async Task Play(DateTimeOffset start, CancellationToken ct)
    {
        var stage = new Stage(cast, script, start, ct);
        var (village, overseer, team) = (stage.Part("villageDoctor"), stage.Part("overseer"), stage.Part("travellingTeam"));
        var (forChildren, psychiatrist) = (stage.Part("childDoctor"), stage.Part("psychiatrist"));
        Player[] desks = [stage.Part("accessClerk"), stage.Part("childClerk")];
        await stage.Open("各专科牵头单位的角色", [village, team, forChildren, psychiatrist, overseer, .. desks]);
        var child = await stage.Registered(village, "冉小满", Sex.Female, 6);
        var adult = await stage.Registered(village, "冉远志", Sex.Male, 41);
        await OnePool(stage, village, desks, child);
        var first = await ToLead(stage, village, forChildren, child, "发热、咳嗽 3 天，气促", "支气管肺炎", "儿科");
        var second = await ToLead(stage, village, psychiatrist, adult, "情绪低落、失眠 1 月", "抑郁发作", "精神科");
        await stage.WholeCourse(village, first, "儿童：一程，已反馈", 1, [village, forChildren], "受理", "结案反馈");
        await stage.WholeCourse(village, second, "精神：一程，已反馈", 1, [village, psychiatrist], "受理", "结案反馈");
        await Round(stage, team, village);
        await stage.OthersSeeNothing(stage.Another("villageDoctor", than: village), overseer, child, first);
    }

    /// <summary>The page of a new referral proposes the lead of the specialty. QJ-06.</summary>
    private static async Task<string> ToLead(
        Stage stage,
        Player village,
        Player doctor,
        string resident,
        string complaint,
        string illness,
        string department
    )
    {
        var diagnosis = await village.Diagnosis(illness);
        var findings = new
        {
            resident,
            complaint,
            diagnosis,
            next = "refer",
        };
        var visit = await village.Visit($"登记接诊：{illness}", findings);
        var proposal = (await village.See($"referrals/start?visit={visit}"))["proposal"]!;
        await stage.Check($"{proposal["to"]}" == stage.Home(doctor), $"建议去向：{proposal["words"]}");
        var referral = await village.SendUp(
            "按建议上转 {number}",
            $"{proposal["to"]}",
            $"{complaint}，请进一步诊治。",
            visit,
            department: department,
            criterion: "UP-03"
        );
        await stage.Check(await doctor.IsAsked(referral), $"{doctor.At}待办中出现这一单");
        await doctor.Accept("受理", referral);
        await doctor.Arrive("到院确认，门诊处置", referral, "outpatient");
        await doctor.Conclude("结案反馈", referral, diagnosis, "已明确诊断并处置，请社区随访。");
        return referral;
    }

    /// <summary>A village under the number of the plan has no site; the team comes on its days. QJ-10.</summary>
    private static async Task Round(Stage stage, Player team, Player other)
    {
        var cover = stage.Blueprint["organization"]!["villageCover"]!;
        var village = cover["villages"]!
            .AsArray()
            .First(v => $"{v!["mode"]}" == "round" && $"{v["by"]}" == stage.CodeOf(team) && (int)v["population"]! < (int)cover["below"]!)!;
        var name = $"{village["village"]}";
        var days = village["days"]!.AsArray().Select(d => Enum.Parse<DayOfWeek>($"{d}", ignoreCase: true)).ToHashSet();
        var ahead = Enumerable.Range(1, 7).First(d => days.Contains(stage.Today.AddDays(d).DayOfWeek));
        await stage.Day(ahead);
        await stage.Check(true, $"{name} {village["population"]} 人，少于 {cover["below"]} 人，由{team.At}定期巡诊");
        var resident = await stage.Registered(team, "霍老根", Sex.Male, 78, name);
        object Findings(string at) =>
            new
            {
                resident,
                complaint = "头晕 2 天",
                bloodPressure = "158/92",
                diagnosis = "I10.x00",
                village = at,
            };
        await team.Visit($"到{name}巡诊，登记接诊", Findings(name));
        var seen = (await team.See($"residents/{resident}"))["encounters"]!.AsArray();
        await stage.Check(
            seen.Any(e => $"{e!["village"]}" == name && $"{e["institution"]}" == team.At),
            $"就诊记录写明在{name}由{team.At}巡诊"
        );
        var elsewhere = await team.Try("visits", Findings("不在名单的村"));
        await stage.Check(elsewhere.Status == HttpStatusCode.UnprocessableEntity, $"不承担的村不能登记巡诊：{elsewhere.Title}");
    }

    /// <summary>Every member sees all members' sessions in one list and books from it; so with beds. QJ-38, QJ-39.</summary>
    private static async Task OnePool(Stage stage, Player village, Player[] desks, string resident)
    {
        foreach (var desk in desks)
            await desk.Do("发布两周号源", "clinic-sessions", new { from = stage.Today.AddDays(1), to = stage.Today.AddDays(14) });
        var board = new List<JsonNode>();
        foreach (var week in new[] { 0, 7 })
            board.AddRange(
                (await village.See($"clinic-sessions?from={stage.Today.AddDays(week):yyyy-MM-dd}"))["items"]!.AsArray().OfType<JsonNode>()
            );
        var houses = board.Select(s => $"{s["institutionName"]}").Distinct().ToList();
        await stage.Check(desks.All(d => houses.Contains(d.At)), $"一个号源：村医一次查到 {string.Join('、', houses)} 的 {board.Count} 场");
        foreach (var desk in desks)
        {
            var session = board.First(s => $"{s["institutionName"]}" == desk.At && (int)s["mine"]! > 0);
            await village.Do(
                $"在同一号源池约{desk.At}{session["department"]} {{number}}",
                "appointments",
                new { session = $"{session["id"]}", resident }
            );
        }
        var wards = (await village.See("beds"))["items"]!.AsArray();
        var at = wards.Select(w => $"{w!["institutions"]}").Distinct().ToList();
        await stage.Check(desks.All(d => at.Contains(d.At)), $"一张床位：村医一次查到 {string.Join('、', at)} 的 {wards.Count} 个病区");
        var ward = wards.First(w => $"{w!["institutions"]}" == desks[^1].At && (int)w["mine"]! > 0)!;
        await village.Do($"在同一床位池预占{desks[^1].At}{ward["name"]}的床", "bed-holds", new { ward = $"{ward["id"]}", resident });
    }
}
