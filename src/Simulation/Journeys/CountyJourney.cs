using System.Net;
using System.Text.Json.Nodes;
using Yihe.Simulation.Doors;

namespace Yihe.Simulation.Journeys;

/// <summary>
/// The patient's journey: the village sends up, the branch takes over and sends on, the referral office of the general hospital
/// triages, the patient stays there, and comes back down, branch first, then the village, until the loop is closed.
/// </summary>
public sealed class CountyJourney(Cast cast, Script script)
{
    private readonly Client village = cast.Part("villageDoctor");
    private readonly Client branch = cast.Part("branchDoctor");
    private readonly Client office = cast.Part("referralOffice");
    private readonly Client specialist = cast.Part("specialist");
    private readonly Client overseer = cast.Part("overseer");

    /// <summary>Plays it whole; <paramref name="start"/> is the time on the platform's clock.</summary>
    public async Task Play(DateTimeOffset start, CancellationToken ct)
    {
        var institutions = await Institutions(ct);
        var (resident, visit) = await Visit(ct);
        var first = await SendUp(visit, institutions[branch.Institution], ct);
        await AtBranch(first, ct);
        var second = await SendOn(first, institutions[office.Institution], ct);
        await Triage(second, ct);
        await Stay(first, second, ct);
        var later = await cast.Advance(start.AddDays(6), ct);
        var down = await ComeDown(second, institutions[branch.Institution], later, ct);
        var last = await Below(down, institutions[village.Institution], later, ct);
        await CloseLoop(resident, last, start.AddDays(14), ct);
        await WholeTimeline(first, last, ct);
        await OthersSeeNothing(resident, first, ct);
    }

    private async Task<Dictionary<string, string>> Institutions(CancellationToken ct)
    {
        foreach (var one in new[] { village, branch, office, specialist, overseer })
            await one.SignIn(ct);
        await script.Step("五位角色", "各机构", "登录");
        var list = (await village.See("institutions", ct))["items"]!.AsArray();
        await script.Check(list.Count > 0, $"成员机构 {list.Count} 家");
        return list.ToDictionary(i => i!["shortName"]!.GetValue<string>(), i => i!["id"]!.GetValue<string>());
    }

    private async Task<(string Resident, string Visit)> Visit(CancellationToken ct)
    {
        var registered = await village.Do(
            "residents",
            new()
            {
                ["identityNumber"] = "11010519491231002X",
                ["name"] = "钱桂珍",
                ["phone"] = "154 0000 6071",
                ["address"] = "长云村 3 组 12 号",
                ["allergy"] = "青霉素（皮疹）",
            },
            ct
        );
        var resident = registered["id"]!.GetValue<string>();
        await script.Step(village.Login, village.Institution, "凭身份证登记居民钱桂珍");
        var again = await village.Post("residents", new() { ["identityNumber"] = "110105491231002", ["name"] = "钱桂珍" }, ct);
        await script.Check(again.Status == HttpStatusCode.Conflict, "同一身份证（旧 15 位写法）不能登记两次");
        var found = (await village.See("residents?text=qgz", ct))["items"]!.AsArray();
        await script.Check(found.Any(f => f!["id"]!.GetValue<string>() == resident), "按拼音首字母 qgz 找得到");
        await script.Check(!found.ToJsonString().Contains("11010519491231002X", StringComparison.Ordinal), "列表中证件号已脱敏");
        var visit = await village.Do(
            "visits",
            new()
            {
                ["resident"] = resident,
                ["complaint"] = "活动后胸闷 3 天，加重半天",
                ["bloodPressure"] = "186/112",
                ["glucose"] = 9.8,
                ["temperature"] = 36.6,
                ["diagnosis"] = (await Diagnosis(village, "高血压", ct)),
                ["next"] = "refer",
            },
            ct
        );
        await script.Step(village.Login, village.Institution, "登记接诊：血压 186/112，需上转");
        return (resident, visit["id"]!.GetValue<string>());
    }

    private async Task<string> SendUp(string visit, string to, CancellationToken ct)
    {
        var referral = await village.Do(
            "referrals",
            new()
            {
                ["visit"] = visit,
                ["to"] = to,
                ["priority"] = "priority",
                ["summary"] = "规律服药仍 186/112，活动后胸闷，每次 3–5 分钟。",
                ["consent"] = "本人",
            },
            ct
        );
        await script.Step(village.Login, village.Institution, $"发起上转 {referral["number"]}，由接诊带入主诉、体征、诊断");
        var shown = await village.See($"referrals/{referral["id"]}", ct);
        await script.Check(shown["criteria"]!.AsArray().Count > 0, $"转诊标准自动判定符合：{shown["criteria"]![0]!["text"]}");
        await script.Check(shown["state"]!.GetValue<string>() == "requested" && shown["dueAt"] is not null, "已计时，待上级受理");
        return referral["id"]!.GetValue<string>();
    }

    private async Task AtBranch(string referral, CancellationToken ct)
    {
        await script.Check(await HasItem(branch, referral, ct), "分院待办中出现这一单");
        await branch.Do($"referrals/{referral}/acceptance", [], ct);
        await script.Step(branch.Login, branch.Institution, "受理");
        await branch.Do($"referrals/{referral}/arrival", new() { ["kind"] = "outpatient" }, ct);
        await script.Step(branch.Login, branch.Institution, "到院确认，门诊处置");
        await script.Check(!await HasItem(village, referral, ct), "转出医生的待办里没有需要办的事");
    }

    private async Task<string> SendOn(string follows, string to, CancellationToken ct)
    {
        var referral = await branch.Do(
            "referrals",
            new()
            {
                ["follows"] = follows,
                ["to"] = to,
                ["department"] = "心血管内科",
                ["priority"] = "priority",
                ["criteria"] = new JsonArray("UP-02"),
                ["summary"] = "心电图 V4–V6 ST 段下移，疑不稳定型心绞痛，请评估冠脉并调整降压方案。",
                ["consent"] = "本人",
                ["request"] = "评估冠心病，稳定后请下转本院接续。",
            },
            ct
        );
        await script.Step(branch.Login, branch.Institution, $"再上转县总医院 {referral["number"]}");
        var seen = await village.See($"referrals/{follows}", ct);
        await script.Check(
            seen["whereabouts"]!.GetValue<string>().Contains("县总医院", StringComparison.Ordinal),
            $"村医看到患者去向：{seen["whereabouts"]}"
        );
        return referral["id"]!.GetValue<string>();
    }

    private async Task Triage(string referral, CancellationToken ct)
    {
        await script.Check(await HasItem(office, referral, ct), "双向转诊服务科待办中出现这一单");
        await script.Check(!await HasItem(specialist, referral, ct), "分诊之前不在专科待办中");
        var stale = await office.Post($"referrals/{referral}/acceptance", new() { ["version"] = 99 }, ct);
        await script.Check(stale.Status == HttpStatusCode.Conflict, $"过期页面被拒：{stale.Title}");
        await office.Do($"referrals/{referral}/acceptance", new() { ["department"] = "心血管内科" }, ct);
        await script.Step(office.Login, office.Institution, "分诊到心血管内科并受理");
        await script.Check(await HasItem(specialist, referral, ct), "专科待办中出现这一单");
    }

    private async Task Stay(string first, string referral, CancellationToken ct)
    {
        await specialist.Do($"referrals/{referral}/arrival", new() { ["kind"] = "inpatient" }, ct);
        await script.Step(specialist.Login, specialist.Institution, "到院确认，收住院");
        var seen = await village.See($"referrals/{first}", ct);
        await script.Check(seen["whereabouts"]!.GetValue<string>() == "患者在 县总医院 心血管内科", $"村医看到：{seen["whereabouts"]}");
    }

    private async Task<string> ComeDown(string referral, string to, DateTimeOffset now, CancellationToken ct)
    {
        var down = await specialist.Do(
            $"referrals/{referral}/step-down",
            new()
            {
                ["to"] = to,
                ["diagnosis"] = await Diagnosis(specialist, "不稳定型心绞痛", ct),
                ["dischargeSummary"] = "冠脉造影示前降支中段狭窄 60%，药物治疗后无胸痛，血压 132/78。",
                ["medication"] = "氨氯地平 5 mg 每日一次；阿司匹林 100 mg 每日一次；阿托伐他汀 20 mg 每晚一次。",
                ["rehabilitation"] = "低盐饮食，每日步行 30 分钟；胸痛超过 10 分钟立即就诊。",
                ["followUpOn"] = now.AddDays(7).ToString("yyyy-MM-dd"),
            },
            ct
        );
        await script.Step(specialist.Login, specialist.Institution, $"住院 6 天后下转分院 {down["number"]}，附小结、用药与康复方案");
        await script.Check(await HasItem(branch, down["id"]!.GetValue<string>(), ct), "分院待办中出现接续");
        return down["id"]!.GetValue<string>();
    }

    private async Task<string> Below(string down, string villageId, DateTimeOffset now, CancellationToken ct)
    {
        await branch.Do($"referrals/{down}/acceptance", [], ct);
        await script.Step(branch.Login, branch.Institution, "接续管理");
        var last = await branch.Do(
            $"referrals/{down}/step-down",
            new()
            {
                ["to"] = villageId,
                ["diagnosis"] = await Diagnosis(branch, "高血压", ct),
                ["dischargeSummary"] = "分院复查血压 130/80，无胸闷，转村卫生所随访。",
                ["medication"] = "按县总医院方案继续。",
                ["rehabilitation"] = "每周测血压两次。",
                ["followUpOn"] = now.AddDays(7).ToString("yyyy-MM-dd"),
            },
            ct
        );
        await script.Step(branch.Login, branch.Institution, $"再下转村卫生所 {last["number"]}");
        return last["id"]!.GetValue<string>();
    }

    private async Task CloseLoop(string resident, string last, DateTimeOffset day, CancellationToken ct)
    {
        await script.Check(await HasItem(village, last, ct), "村医待办中出现接续");
        await village.Do($"referrals/{last}/acceptance", [], ct);
        await script.Step(village.Login, village.Institution, "接续管理");
        await cast.Advance(day, ct);
        await village.Do($"referrals/{last}/follow-up", new() { ["finding"] = "血压 128/78，规律服药，无不适。" }, ct);
        await script.Step(village.Login, village.Institution, "首次随访，闭环");
        var shown = await village.See($"referrals/{last}", ct);
        await script.Check(shown["state"]!.GetValue<string>() == "concluded", "状态：已闭环");
        var person = await village.See($"residents/{resident}", ct);
        await script.Check(person["encounters"]!.AsArray().Count == 3, "一人一档：村、分院、县总医院三次就诊都在");
    }

    private async Task WholeTimeline(string first, string last, CancellationToken ct)
    {
        var timeline = (await village.See($"referrals/{last}", ct))["timeline"]!.AsArray();
        var institutions = timeline.Select(t => t!["institution"]!.GetValue<string>()).Distinct().ToList();
        await script.Check(
            institutions.Contains(village.Institution)
                && institutions.Contains(branch.Institution)
                && institutions.Contains(office.Institution),
            $"一条时间线 {timeline.Count} 行，跨 {string.Join('、', institutions)}"
        );
        foreach (var words in new[] { "登记接诊", "发起上转", "受理", "到院确认", "下转", "登记随访并闭环" })
            await script.Check(timeline.Any(t => t!["words"]!.GetValue<string>() == words), $"时间线上有“{words}”");
        var hops = (await village.See($"referrals/{first}", ct))["course"]!.AsArray();
        await script.Check(hops.Count == 4, "两上两下，四程同一病程");
        await script.Check(hops.All(h => h!["endedAt"] is not null), "每一程都已办结");
    }

    private async Task OthersSeeNothing(string resident, string referral, CancellationToken ct)
    {
        var own = cast.Blueprint["organization"]!["staff"]!.AsArray().Select(s => s!["login"]!.GetValue<string>());
        var stranger = own.Select(cast.Person)
            .First(c =>
                c.Login != village.Login
                && cast.Blueprint["organization"]!["staff"]!
                    .AsArray()
                    .Any(s =>
                        s!["login"]!.GetValue<string>() == c.Login && s["posts"]![0]!["roles"]![0]!.GetValue<string>() == "villageDoctor"
                    )
            );
        await script.Check(
            (await stranger.Get($"residents/{resident}", ct)).Status == HttpStatusCode.NotFound,
            "无照护关系的村医看不到这位居民"
        );
        await script.Check((await stranger.Get($"referrals/{referral}", ct)).Status == HttpStatusCode.NotFound, "也看不到这份转诊单");
        await script.Check((await overseer.Get($"referrals/{referral}", ct)).Ok, "医共体办公室可督办查看");
        await script.Check((await overseer.Get($"residents/{resident}", ct)).Status == HttpStatusCode.Forbidden, "但不能打开居民档案");
    }

    private static async Task<bool> HasItem(Client client, string matter, CancellationToken ct) =>
        (await client.See("inbox", ct))["items"]!.AsArray().Any(i => i!["id"]!.GetValue<string>() == matter);

    private static async Task<string> Diagnosis(Client client, string words, CancellationToken ct) =>
        (await client.See($"diagnoses?q={Uri.EscapeDataString(words)}", ct)).AsArray()[0]!["code"]!.GetValue<string>();
}
