using System.Net;
using System.Text.Json.Nodes;
using Yihe.Simulation.Doors;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Journeys;

/// <summary>
/// One consortium of three zones: a signed resident takes an expert's time that is opened to family doctors early, is admitted, and
/// steps down to the rehabilitation hospital of another zone, then home.
/// </summary>
public sealed class ZonesJourney(Cast cast, Script script) : IJourney
{
    private const int Days = 14;

    public async Task Play(DateTimeOffset start, CancellationToken ct)
    {
        var stage = new Stage(cast, script, start, ct);
        var (center, office, specialist) = (stage.Part("branchDoctor"), stage.Part("referralOffice"), stage.Part("specialist"));
        var (desk, rehabilitation, overseer) = (stage.Part("accessClerk"), stage.Part("rehabilitation"), stage.Part("overseer"));
        await stage.Open("三个管理片区的角色", center, office, specialist, desk, rehabilitation, overseer);
        await Zones(stage, center, specialist, rehabilitation);
        var resident = await stage.Registered(center, "归有容", Sex.Female, 66);
        await center.Do("签约家庭医生团队", $"residents/{resident}/signing", new { team = "社区家庭医生团队" });
        var session = await Early(stage, center, desk);
        var first = await Admitted(stage, center, office, specialist, resident, session);
        var last = await AcrossZones(stage, center, specialist, rehabilitation, first);
        await stage.WholeCourse(
            center,
            last,
            "上转、跨片区康复、回卫生中心，三程同一病程",
            3,
            [center, office, rehabilitation],
            "受理",
            "下转",
            "再下转"
        );
        await stage.OthersSeeNothing(stage.Part("otherZone"), overseer, resident, first);
        await Joins(stage, stage.Part("joining"), stage.Part("leadDirector"), center);
    }

    /// <summary>Intention, approvals side by side, the task force, the agreement; a member only then. KS-24.</summary>
    private static async Task Joins(Stage stage, Player applicant, Player lead, Player center)
    {
        var (town, guidance, taskForce) = (stage.Part("townDirector"), stage.Part("guidanceDirector"), stage.Part("taskForce"));
        foreach (var player in new[] { applicant, lead, town, guidance, taskForce })
            await player.SignIn();
        var plan = stage.Blueprint["organization"]!["institutions"]!.AsArray().First(i => $"{i!["code"]}" == stage.CodeOf(applicant))!;
        var asked = new
        {
            lead = stage.Home(lead),
            why = "为辖区居民提供连续的诊疗与转诊",
            zone = $"{plan["memberships"]![0]!["zone"]}",
        };
        var joining = await applicant.Do("与牵头医院达成意向，申请加入 {number}", "joinings", asked);
        var directors = new[] { town, guidance, taskForce }.ToDictionary(stage.CodeOf);
        foreach (
            var approval in stage.Blueprint["organization"]!["joining"]!["steps"]!.AsArray().SelectMany(s => s!["approvals"]!.AsArray())
        )
        {
            var (by, words) = (approval!["institution"] is { } code ? directors[$"{code}"] : lead, $"{approval["words"]}");
            await stage.Check(!await IsMember(center, applicant), $"尚未加入：等{words}");
            var item = (await by.See("inbox"))["items"]!.AsArray()[0]!;
            await by.Do(words, $"joining-approvals/{item["id"]}/giving", new { });
        }
        var steps = (await lead.See($"joinings/{joining}"))["steps"]!.AsArray();
        var given = steps.SelectMany(s => s!["approvals"]!.AsArray()).Count(a => $"{a!["approval"]!["state"]}" == "given");
        await stage.Check(await lead.IsAsked(joining), $"走完 {steps.Count} 步、{given} 个批准，待签约");
        var from = DateOnly.FromDateTime(stage.Now.ToOffset(TimeSpan.FromHours(8)).DateTime);
        await lead.Do("签订加入协议", $"joinings/{joining}/agreement", new { text = "共同服务辖区居民，统一转诊规则。", from });
        await stage.At(stage.Now.AddMinutes(1));
        await stage.Check(await IsMember(center, applicant), $"{applicant.At}已加入");
    }

    private static async Task<bool> IsMember(Player asker, Player at) =>
        (await asker.See("institutions"))["items"]!.AsArray().Any(i => $"{i!["shortName"]}" == at.At && i["consortium"] is not null);

    /// <summary>Two leads, three zones, one of them without a lead. KS-17, KS-19.</summary>
    private static async Task Zones(Stage stage, Player center, Player specialist, Player rehabilitation)
    {
        var members = (await center.See("institutions"))["items"]!.AsArray();
        var zones = members.Select(i => $"{i!["zone"]}").Where(z => z.Length > 0).Distinct().ToList();
        await stage.Check(zones.Count == 3, $"一个医共体，三个管理片区：{string.Join('、', zones)}");
        var leads = members.Where(i => $"{i!["role"]}" == "lead").Select(i => $"{i!["shortName"]}").ToList();
        await stage.Check(leads.Count == 2, $"两家牵头医院：{string.Join('、', leads)}");
        string ZoneOf(Player player) => $"{members.First(i => $"{i!["shortName"]}" == player.At)!["zone"]}";
        await stage.Check(
            ZoneOf(specialist) != ZoneOf(rehabilitation),
            $"{specialist.At}在{ZoneOf(specialist)}，{rehabilitation.At}在{ZoneOf(rehabilitation)}"
        );
    }

    /// <summary>A session the public may not book yet. KS-68.</summary>
    private static async Task<JsonNode> Early(Stage stage, Player center, Player desk)
    {
        var ahead = stage.Today.AddDays(1);
        await desk.Do($"发布 {Days} 天号源", "clinic-sessions", new { from = ahead, to = stage.Today.AddDays(Days) });
        var query =
            $"clinic-sessions?days={Days}&from={ahead:yyyy-MM-dd}&department={Uri.EscapeDataString(stage.Department("specialist"))}";
        var session = (await center.See(query))["items"]!
            .AsArray()
            .First(s =>
                $"{s!["institutionName"]}" == desk.At && s["publicFrom"]!.GetValue<DateTimeOffset>() > stage.Now && (int)s["mine"]! > 0
            )!;
        await stage.Check(
            true,
            $"家庭医生已可约 {session["title"]}，公众 {session["publicFrom"]!.GetValue<DateTimeOffset>():M月d日} 起才可约"
        );
        var other = await stage.Registered(desk, "钱如海", Sex.Male, 50);
        var refused = await desk.Try("appointments", new { session = $"{session["id"]}", resident = other });
        await stage.Check(refused.Status == HttpStatusCode.Conflict, $"公众此时约不到：{refused.Title}");
        return session;
    }

    private static async Task<string> Admitted(
        Stage stage,
        Player center,
        Player office,
        Player specialist,
        string resident,
        JsonNode session
    )
    {
        var findings = new
        {
            resident,
            complaint = "一侧肢体麻木反复 2 周",
            bloodPressure = "158/94",
            diagnosis = await center.Diagnosis("脑梗死"),
            next = "refer",
        };
        var visit = await center.Visit("登记接诊：疑似脑梗死", findings);
        var first = await center.SendUp(
            "上转 {number}，同时占下专家号",
            stage.Home(office),
            "右侧肢体麻木反复 2 周，无意识障碍，请神经内科评估。",
            visit,
            department: stage.Department("specialist"),
            criterion: "UP-02",
            slot: $"{session["id"]}"
        );
        var shown = await center.SeeReferral(first);
        await stage.Check((bool)shown["slot"]!["isHeld"]!, $"单上写明预占的号：{shown["slot"]!["words"]}");
        var quote = shown["deductibles"]![0]!;
        await stage.Check(quote["due"] is null, $"起付线：{quote["reason"]}");
        await office.Accept("分诊并受理，号即约定", first, stage.Department("specialist"));
        await stage.Check(!(bool)(await center.SeeReferral(first))["slot"]!["isHeld"]!, "预占变为预约");
        await stage.At(session["startsAt"]!.GetValue<DateTimeOffset>());
        await specialist.Arrive("按约就诊，收住院", first, "inpatient");
        var seen = $"{(await center.SeeReferral(first))["whereabouts"]}";
        await stage.Check(seen == $"患者在 {specialist.At} {stage.Department("specialist")}", $"卫生中心看到：{seen}");
        return first;
    }

    /// <summary>Those who go on after the acute days may stand in any zone. KS-30, KS-35.</summary>
    private static async Task<string> AcrossZones(Stage stage, Player center, Player specialist, Player rehabilitation, string first)
    {
        var day = await stage.Day(24);
        var acute = new Discharge(
            await specialist.Diagnosis("脑梗死"),
            "抗栓治疗后肌力 4 级，生命体征平稳，进入康复期。",
            "阿司匹林 100 mg 每日一次；阿托伐他汀 20 mg 每晚一次。",
            "肢体功能训练，每日两次。",
            day.AddDays(30)
        );
        var across = await specialist.StepDown("恢复期下转另一片区的康复医院 {number}", first, stage.Home(rehabilitation), acute);
        await rehabilitation.Accept("接续康复", across);
        await stage.Day(45);
        var home = acute with { Summary = "康复三周，可独立行走。" };
        var last = await rehabilitation.StepDown("康复后回卫生中心 {number}", across, stage.Home(center), home);
        await center.Accept("接续管理", last);
        await stage.Day(54);
        await center.FollowUp("首次随访，闭环", last, "独立行走，血压 130/78。");
        return last;
    }
}
