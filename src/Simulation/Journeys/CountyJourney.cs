using System.Net;
using Yihe.Simulation.Doors;

namespace Yihe.Simulation.Journeys;

/// <summary>
/// The patient's journey: the village sends up, the branch takes over and sends on, the referral office of the general hospital
/// triages, the patient stays there, and comes back down, branch first, then the village, until the loop is closed.
/// </summary>
public sealed class CountyJourney(Cast cast, Script script) : IJourney
{
    private const int Days = 14;

    /// <summary>Plays it whole; <paramref name="start"/> is the time on the platform's clock.</summary>
    public async Task Play(DateTimeOffset start, CancellationToken ct)
    {
        var stage = new Stage(cast, script, start, ct);
        var (village, branch, overseer) = (stage.Part("villageDoctor"), stage.Part("branchDoctor"), stage.Part("overseer"));
        var (office, specialist, desk) = (stage.Part("referralOffice"), stage.Part("specialist"), stage.Part("accessClerk"));
        await stage.Open("六位角色", village, branch, office, specialist, desk, overseer);
        await Kept(stage, desk);
        var resident = await stage.Registered(village, "qgz", "11010519491231002X", "110105491231002", "钱桂珍", "青霉素（皮疹）");
        var first = await SentUp(stage, village, branch, resident);
        var second = await SentOn(stage, village, branch, office, first);
        await Triaged(stage, office, specialist, second);
        await InHospital(stage, village, specialist, first, second);
        var last = await ComeDown(stage, village, branch, specialist, second);
        await Closed(stage, village, resident, last);
        string[] moves = ["登记接诊", "发起上转", "受理", "到院确认", "下转", "登记随访并闭环"];
        await stage.WholeCourse(village, last, "两上两下，四程同一病程", 4, [village, branch, office], moves);
        await stage.OthersSeeNothing(stage.Another("villageDoctor", than: village), overseer, resident, first);
    }

    /// <summary>What is kept for primary care of an expert's half-day that the public may not yet book. XX-25.</summary>
    private static async Task Kept(Stage stage, Player desk)
    {
        var (from, to) = (stage.Today.AddDays(1), stage.Today.AddDays(Days));
        await desk.Do($"发布 {Days} 天号源", "clinic-sessions", new { from, to });
        var department = Uri.EscapeDataString(stage.Department("specialist"));
        var board = await desk.See($"clinic-sessions?days={Days}&from={stage.Today.AddDays(3):yyyy-MM-dd}&department={department}");
        var session = board["items"]!.AsArray().First(s => $"{s!["institutionName"]}" == desk.At)!;
        await stage.Check((int)session["kept"]! > 0, $"{session["title"]}一场 {session["capacity"]} 个号，为基层预留 {session["kept"]} 个");
    }

    private static async Task<string> SentUp(Stage stage, Player village, Player branch, string resident)
    {
        var visit = await village.Visit(
            "登记接诊：血压 186/112，需上转",
            new
            {
                resident,
                complaint = "活动后胸闷 3 天，加重半天",
                bloodPressure = "186/112",
                glucose = 9.8,
                temperature = 36.6,
                diagnosis = await village.Diagnosis("高血压"),
                next = "refer",
            }
        );
        var referral = await village.SendUp(
            "发起上转 {number}，由接诊带入主诉、体征、诊断",
            new
            {
                visit,
                to = stage.Home(branch),
                priority = "priority",
                summary = "规律服药仍 186/112，活动后胸闷，每次 3–5 分钟。",
                consent = "本人",
            }
        );
        var shown = await village.SeeReferral(referral);
        await stage.Check(shown["criteria"]!.AsArray().Count > 0, $"转诊标准自动判定符合：{shown["criteria"]![0]!["text"]}");
        var here = shown["here"]!;
        var left = here["dueAt"]!.GetValue<DateTimeOffset>() - here["requestedAt"]!.GetValue<DateTimeOffset>();
        await stage.Check($"{here["state"]}" == "requested", $"已计时（{here["limitWords"]}），{left.TotalMinutes:0} 分钟内待上级受理");
        await stage.Check(await branch.IsAsked(referral), "分院待办中出现这一单");
        return referral;
    }

    private static async Task<string> SentOn(Stage stage, Player village, Player branch, Player office, string first)
    {
        await branch.Accept("受理", first);
        await branch.Arrive("到院确认，门诊处置", first, "outpatient");
        await stage.Check(!await village.IsAsked(first), "转出医生的待办里没有需要办的事");
        var start = await branch.See($"referrals/start?follows={first}");
        var referral = await branch.SendUp(
            $"再上转{office.At} {{number}}",
            new
            {
                follows = first,
                to = stage.Home(office),
                department = stage.Department("specialist"),
                priority = "priority",
                criteria = new[] { $"{start["judged"]![0]!["code"]}" },
                summary = "心电图 V4–V6 ST 段下移，疑不稳定型心绞痛，请评估冠脉并调整降压方案。",
                consent = "本人",
                request = "评估冠心病，稳定后请下转本院接续。",
            }
        );
        var seen = $"{(await village.SeeReferral(first))["whereabouts"]}";
        await stage.Check(seen.Contains(office.At, StringComparison.Ordinal), $"村医看到患者去向：{seen}");
        return referral;
    }

    private static async Task Triaged(Stage stage, Player office, Player specialist, string referral)
    {
        await stage.Check(await office.IsAsked(referral), "双向转诊服务科待办中出现这一单");
        var department = stage.Department("specialist");
        await stage.Check(!await specialist.IsAsked(referral), "分诊之前不在专科待办中");
        var stale = await office.Try($"referrals/{referral}/acceptance", new { version = 99 });
        await stage.Check(stale.Status == HttpStatusCode.Conflict, $"过期页面被拒：{stale.Title}");
        await office.Accept($"分诊到{department}并受理", referral, department);
        await stage.Check(await specialist.IsAsked(referral), "专科待办中出现这一单");
    }

    private static async Task InHospital(Stage stage, Player village, Player specialist, string first, string referral)
    {
        await specialist.Arrive("到院确认，收住院", referral, "inpatient");
        var seen = $"{(await village.SeeReferral(first))["whereabouts"]}";
        await stage.Check(seen == $"患者在 {specialist.At} {stage.Department("specialist")}", $"村医看到：{seen}");
    }

    private static async Task<string> ComeDown(Stage stage, Player village, Player branch, Player specialist, string referral)
    {
        var seenAgain = (await stage.Day(6)).AddDays(7);
        var treated = new Discharge(
            await specialist.Diagnosis("不稳定型心绞痛"),
            "冠脉造影示前降支中段狭窄 60%，药物治疗后无胸痛，血压 132/78。",
            "氨氯地平 5 mg 每日一次；阿司匹林 100 mg 每日一次；阿托伐他汀 20 mg 每晚一次。",
            "低盐饮食，每日步行 30 分钟；胸痛超过 10 分钟立即就诊。",
            seenAgain
        );
        const string words = "住院 6 天后下转分院 {number}，附小结、用药与康复方案";
        var down = await specialist.StepDown(words, referral, stage.Home(branch), treated);
        await stage.Check(await branch.IsAsked(down), "分院待办中出现接续");
        await branch.Accept("接续管理", down);
        var hypertension = await branch.Diagnosis("高血压");
        const string summary = "分院复查血压 130/80，无胸闷，转村卫生所随访。";
        var home = new Discharge(hypertension, summary, "按上级医院方案继续。", "每周测血压两次。", seenAgain);
        return await branch.StepDown("再下转村卫生所 {number}", down, stage.Home(village), home);
    }

    private static async Task Closed(Stage stage, Player village, string resident, string last)
    {
        await stage.Check(await village.IsAsked(last), "村医待办中出现接续");
        await village.Accept("接续管理", last);
        await stage.Day(14);
        await village.FollowUp("首次随访，闭环", last, "血压 128/78，规律服药，无不适。");
        await stage.Check($"{(await village.SeeReferral(last))["here"]!["state"]}" == "concluded", "状态：已闭环");
        var person = await village.See($"residents/{resident}");
        await stage.Check(person["encounters"]!.AsArray().Count == 3, "一人一档：村、分院、医院三次就诊都在");
    }
}
