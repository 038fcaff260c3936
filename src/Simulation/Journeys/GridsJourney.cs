using System.Net;
using System.Text.Json.Nodes;
using Yihe.Simulation.Doors;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Journeys;

/// <summary>
/// A city of grids: what is kept for primary care outlasts a rush of the public; a stroke patient crosses to the rehabilitation
/// hospital of another grid and comes home; a hard case goes out to a partner.
/// </summary>
public sealed class GridsJourney(Cast cast, Script script) : IJourney
{
    public async Task Play(DateTimeOffset start, CancellationToken ct)
    {
        var stage = new Stage(cast, script, start, ct);
        var (station, center, overseer) = (stage.Part("villageDoctor"), stage.Part("branchDoctor"), stage.Part("overseer"));
        var (office, specialist, desk) = (stage.Part("referralOffice"), stage.Part("specialist"), stage.Part("accessClerk"));
        var (rehabilitation, partner) = (stage.Part("rehabilitation"), stage.Part("partnerOffice"));
        var partnerDoctor = stage.Part("partnerSpecialist");
        await stage.Open("两个网格的角色", station, center, office, specialist, desk, rehabilitation, partner, partnerDoctor, overseer);
        var resident = await stage.Registered(station, "龙应梅", Sex.Female, 67);
        await station.Do("签约家庭医生团队", $"residents/{resident}/signing", new { team = "社区家庭医生团队" });
        await KeptThird(stage, station, desk, resident, ct);
        var (first, last) = await Stroke(stage, station, center, office, specialist, rehabilitation, resident);
        await stage.WholeCourse(
            center,
            last,
            "上转、跨网格康复、回社区，三程同一病程",
            3,
            [station, office, rehabilitation, center],
            "受理",
            "下转",
            "再下转"
        );
        await HardCase(stage, center, office, specialist, partner, partnerDoctor);
        await stage.OthersSeeNothing(stage.Another("villageDoctor", than: station), overseer, resident, first);
    }

    /// <summary>Signed residents come first, and take what the rush could not. GZ-50, GZ-52.</summary>
    private static async Task KeptThird(Stage stage, Player station, Player desk, string resident, CancellationToken ct)
    {
        var rush = new Rush(stage, desk, ct);
        var session = await rush.OnSlots(stage.Department("specialist"));
        await station.Do("家庭医生为签约居民预约 {number}", "appointments", new { session = $"{session["id"]}", resident });
        var booked = (await station.See("appointments?box=out"))["items"]!.AsArray();
        await stage.Check(booked.Any(a => $"{a!["resident"]}" == resident && $"{a["rank"]}" == "signed"), "用的是预留号，次序为签约转诊");
        await rush.OnBeds(stage.Department("specialist"), station, resident);
    }

    private static async Task<(string First, string Last)> Stroke(
        Stage stage,
        Player station,
        Player center,
        Player office,
        Player specialist,
        Player rehabilitation,
        string resident
    )
    {
        var stroke = await station.Diagnosis("脑梗死");
        var findings = new
        {
            resident,
            complaint = "右侧肢体无力 2 小时",
            bloodPressure = "178/102",
            diagnosis = stroke,
            next = "refer",
        };
        var visit = await station.Visit("登记接诊：疑似脑卒中", findings);
        var first = await station.SendUp(
            "绿色通道上转 {number}",
            stage.Home(office),
            "右侧肢体无力 2 小时，言语不清。",
            visit,
            priority: "emergency"
        );
        await office.Accept("分诊并受理", first, stage.Department("specialist"));
        await specialist.Arrive("到院确认，收住院", first, "inpatient");
        var day = await stage.Day(24);
        var acute = new Discharge(
            stroke,
            "溶栓后肌力 4 级，生命体征平稳，进入康复期。",
            "阿司匹林 100 mg 每日一次。",
            "肢体与言语训练，每日两次。",
            day.AddDays(2)
        );
        var across = await specialist.StepDown("恢复期下转另一网格的康复医院 {number}", first, stage.Home(rehabilitation), acute);
        await stage.Check(Way(await specialist.SeeReferral(across)) == "跨网格下转", "单上写明：跨网格下转");
        await rehabilitation.Accept("接续康复", across);
        await stage.Day(45);
        var home = acute with { Summary = "康复三周，可独立行走。", FollowUpOn = day.AddDays(35) };
        var last = await rehabilitation.StepDown("康复后回社区 {number}", across, stage.Home(center), home);
        await center.Accept("接续管理", last);
        await stage.Day(60);
        await center.FollowUp("首次随访，闭环", last, "独立行走，血压 132/80。");
        return (first, last);
    }

    /// <summary>Inside one standard holds, outside another; a house that is bound to nobody here is refused. GZ-10, GZ-46.</summary>
    private static async Task HardCase(Stage stage, Player center, Player office, Player specialist, Player partner, Player partnerDoctor)
    {
        var resident = await stage.Registered(center, "麻山河", Sex.Male, 52);
        var illness = await center.Diagnosis("脑膜炎");
        var findings = new
        {
            resident,
            complaint = "头痛呕吐 1 周",
            diagnosis = illness,
            next = "refer",
        };
        var visit = await center.Visit("登记接诊：头痛呕吐", findings);
        const string summary = "头痛呕吐 1 周，意识模糊，原因不明。";
        var stranger = stage.Part("otherGrid");
        await stranger.SignIn();
        var elsewhere = await center.Try("referrals", Request(stage.Home(stranger), summary, visit, null, "UP-01"));
        await stage.Check(elsewhere.Status == HttpStatusCode.UnprocessableEntity, $"不能直接转到另一网格的社区中心：{elsewhere.Title}");
        var first = await center.SendUp("上转牵头医院 {number}", stage.Home(office), summary, visit, criterion: "UP-01");
        await office.Accept("分诊并受理", first, stage.Department("specialist"));
        await specialist.Arrive("到院确认，收住院", first, "inpatient");
        var inside = await specialist.Try("referrals", Request(stage.Home(partner), summary, null, first, "UP-02"));
        await stage.Check(inside.Status == HttpStatusCode.UnprocessableEntity, "集团内的指征不能用于外转");
        var department = stage.Department("partnerSpecialist");
        var outside = await specialist.SendUp(
            "疑难重症外转协作单位 {number}",
            stage.Home(partner),
            summary,
            follows: first,
            department: department,
            criterion: "OUT-01"
        );
        await stage.Check(Way(await specialist.SeeReferral(outside)) == "外转", "单上写明：外转");
        await partner.Accept("协作单位受理", outside, department);
        await partnerDoctor.Arrive("到院确认，收住院", outside, "inpatient");
        var seen = $"{(await center.SeeReferral(first))["whereabouts"]}";
        await stage.Check(seen == $"患者在 {partner.At} {department}", $"社区看到：{seen}");
        await partnerDoctor.Conclude("结案反馈", outside, illness, "已手术引流，好转出院，请社区随访。");
        await stage.WholeCourse(center, first, "一上一出，两程同一病程", 2, [center, office, partner], "受理", "结案反馈");
    }

    private static string Way(JsonNode shown) => $"{shown["here"]!["way"]}";

    private static object Request(string to, string summary, string? visit, string? follows, string criterion) =>
        new
        {
            visit,
            follows,
            to,
            criteria = new[] { criterion },
            summary,
            consent = "家属",
        };
}
