using System.Globalization;
using System.Text.Json.Nodes;
using Yihe.Simulation.Doors;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Journeys;

/// <summary>
/// Core, link and primary institutions tied by what patients pay: each step up adds the difference, the way down nothing; and a
/// general practitioner and a specialist see a signed resident together.
/// </summary>
public sealed class DeductiblesJourney(Cast cast, Script script) : IJourney
{
    public async Task Play(DateTimeOffset start, CancellationToken ct)
    {
        var stage = new Stage(cast, script, start, ct);
        var (station, center, overseer) = (stage.Part("villageDoctor"), stage.Part("branchDoctor"), stage.Part("overseer"));
        var (linkOffice, linkDoctor) = (stage.Part("linkOffice"), stage.Part("linkDoctor"));
        var (office, specialist, desk) = (stage.Part("referralOffice"), stage.Part("specialist"), stage.Part("branchClerk"));
        await stage.Open("核心、纽带、基层的角色", station, center, linkOffice, linkDoctor, office, specialist, desk, overseer);
        var resident = await stage.Registered(station, "顾望舒", Sex.Male, 58);
        var full = await Table(stage, center);
        var first = await AtCenter(stage, station, center, resident, full["primary"]);
        var second = await Up(
            stage,
            center,
            linkOffice,
            linkDoctor,
            first,
            stage.Department("linkDoctor"),
            full["secondary"] - full["primary"]
        );
        var third = await Up(
            stage,
            linkDoctor,
            office,
            specialist,
            second,
            stage.Department("specialist"),
            full["tertiary"] - full["secondary"]
        );
        var last = await Down(stage, center, specialist, third);
        Player[] all = [station, center, linkOffice, office];
        await stage.WholeCourse(center, last, "基层、纽带、核心、回基层，四程同一病程", 4, all, "受理", "到院确认", "下转");
        await Joint(stage, center, desk, resident);
        await stage.OthersSeeNothing(stage.Another("villageDoctor", than: station), overseer, resident, first);
    }

    /// <summary>Level → fen of a first stay, as the platform tells it. WJ-74.</summary>
    private static async Task<Dictionary<string, long>> Table(Stage stage, Player center)
    {
        var full = Due(await center.See("deductibles"));
        var words = string.Join('、', full.Select(f => Yuan(f.Value)));
        await stage.Check(full.Values.Distinct().Count() == 3, $"各级起付线拉开差距：{words}");
        var then = Due(await center.See("deductibles?stays=primary&stays=tertiary"));
        await stage.Check(then.Values.All(d => d == 0), "上到核心医院以后，再住哪一级都不再收");
        return full;
    }

    private static Dictionary<string, long> Due(JsonNode shown) =>
        shown["next"]!.AsArray().ToDictionary(d => $"{d!["level"]}", d => (long)d!["due"]!);

    private static async Task<string> AtCenter(Stage stage, Player station, Player center, string resident, long due)
    {
        var findings = new
        {
            resident,
            complaint = "活动后胸闷 3 天",
            bloodPressure = "162/96",
            diagnosis = await station.Diagnosis("高血压"),
            next = "refer",
        };
        var visit = await station.Visit("登记接诊：胸闷", findings);
        const string summary = "活动后胸闷 3 天，休息可缓解。";
        var first = await station.SendUp("逐级转诊，先到卫生院 {number}", stage.Home(center), summary, visit, criterion: "UP-02");
        await center.Accept("受理", first);
        await Owes(stage, center, first, due, "第一次住院按本级收");
        await center.Arrive("到院确认，收住院", first, "inpatient");
        return first;
    }

    /// <summary>One level up: the page of the new referral says beforehand what it will cost, the referral says it again. WJ-77.</summary>
    private static async Task<string> Up(
        Stage stage,
        Player below,
        Player office,
        Player doctor,
        string follows,
        string department,
        long due
    )
    {
        var start = await below.See($"referrals/start?follows={follows}");
        var told = start["deductibles"]!.AsArray();
        await stage.Check(told.Any(d => (long)d!["due"]! == due), $"发起之前已告知：到{office.At}住院应付 {Yuan(due)}");
        const string summary = "用药后仍有胸闷，心电图 ST 段下移，请进一步诊治。";
        var up = await below.SendUp($"上转{office.At} {{number}}", stage.Home(office), summary, follows: follows, criterion: "UP-02");
        await Owes(stage, below, up, due, "只收差价");
        await office.Accept("分诊并受理", up, department);
        await doctor.Arrive("到院确认，收住院", up, "inpatient");
        await stage.Day((stage.Now - stage.Begins).Days + 3);
        return up;
    }

    /// <summary>The way down pays nothing a second time. WJ-76.</summary>
    private static async Task<string> Down(Stage stage, Player center, Player specialist, string referral)
    {
        var day = await stage.Day(9);
        var treated = new Discharge(
            await specialist.Diagnosis("不稳定型心绞痛"),
            "介入治疗后无胸痛，血压 130/80，病情稳定。",
            "阿司匹林 100 mg 每日一次；阿托伐他汀 20 mg 每晚一次。",
            "低盐饮食，每日步行 30 分钟。",
            day.AddDays(7)
        );
        var last = await specialist.StepDown("病情稳定，下转基层 {number}", referral, stage.Home(center), treated);
        await Owes(stage, center, last, 0, "下转免收");
        await center.Accept("接续管理", last);
        await stage.Day(16);
        await center.FollowUp("首次随访，闭环", last, "无胸闷，血压 128/78。");
        return last;
    }

    /// <summary>One session, two doctors. WJ-13, WJ-14.</summary>
    private static async Task Joint(Stage stage, Player center, Player desk, string resident)
    {
        await center.Do("签约家庭医生团队", $"residents/{resident}/signing", new { team = "全科专科团队" });
        var day = DateOnly.FromDateTime(stage.Now.DateTime);
        await desk.Do("发布联合门诊", "clinic-sessions", new { from = day.AddDays(1), to = day.AddDays(14) });
        var session = (await center.See($"clinic-sessions?kind=joint&days=14&from={day:yyyy-MM-dd}"))["items"]!.AsArray()[0]!;
        var plan = stage.Blueprint["access"]!["clinics"]!.AsArray().First(c => $"{c!["kind"]}" == "joint")!;
        var doctors = $"{session["doctor"]}";
        await stage.Check(doctors == $"{plan["doctor"]}、{plan["with"]}", $"{session["title"]}，同一场次两位医生：{doctors}");
        var booking = new { session = $"{session["id"]}", resident };
        var appointment = await center.Do("为签约居民预约联合门诊 {number}", "appointments", booking);
        await stage.At(session["startsAt"]!.GetValue<DateTimeOffset>());
        await desk.Do("到诊登记", $"appointments/{appointment}/attendance", new { });
        var booked = (await center.See($"appointments?tab=all&id={appointment}"))["items"]![0]!;
        await stage.Check($"{booked["state"]}" == "attended", "全科与专科医生同场看过这位居民");
    }

    private static async Task Owes(Stage stage, Player player, string referral, long due, string words)
    {
        var told = (await player.SeeReferral(referral))["deductibles"]![0]!;
        await stage.Check((long)told["due"]! == due, $"{words}：本次应付起付线 {Yuan(due)}（{told["reason"]}）");
    }

    private static string Yuan(long fen) => (fen / 100m).ToString("#,0.00 元", CultureInfo.InvariantCulture);
}
