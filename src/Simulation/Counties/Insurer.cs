using System.Globalization;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Counties;

/// <summary>
/// The insurance bureau's settlement system: a system outside the platform, joined some days ago. The statistician takes in its lists of the
/// year's months, which know of care outside the county too; the directors say what they do about the targets these show to be at risk.
/// </summary>
internal sealed class Insurer(Sittings sittings, int seed)
{
    private const int MostInsured = 300;
    private const int JoinedAgo = 5; // days
    private const int AnsweredAgo = 2;
    private const string System = "市医保局结算平台（演示）";

    private static readonly string[] s_answers =
    [
        "上级专家每周两天到基层坐诊，外出就医的逐人回访，医务科按月核对，预计两个月见效。",
        "外转病种前三位由牵头医院开专病门诊，分院先会诊再转出，院办每周看一次外转名单。",
    ];

    public IEnumerable<Step> HandIn(Staff statistician, List<Villager> people, DateTimeOffset end)
    {
        var insured = people.Where((_, i) => i % Math.Max(1, people.Count / MostInsured) == 0).Take(MostInsured).ToList();
        var day = Sittings.DayOf(end).AddDays(-JoinedAgo);
        var at = sittings.On(day, Shift.Ward, afternoon: false);
        for (var month = new DateOnly(day.Year, 1, 1); month.AddMonths(1) <= day; month = month.AddMonths(1))
            yield return HandIn(statistician, insured, month, at);
    }

    /// <summary>Each director answers for all but the first of the targets that wait for them.</summary>
    public IEnumerable<Step> Answers(IEnumerable<Staff> directors, DateTimeOffset end) =>
        from director in directors
        let at = sittings.On(Sittings.DayOf(end).AddDays(-AnsweredAgo), Shift.Office, afternoon: false)
        select new Step(at, director.Login, Answer);

    private static async Task Answer(Hands hands, CancellationToken ct)
    {
        var waiting = (await hands.See("inbox?flow=target-risk", ct))["items"]!.AsArray().Select(i => i!["id"]!.GetValue<string>());
        foreach (var (id, i) in waiting.Skip(1).Select((id, i) => (id, i)))
            await hands.Do($"target-risks/{id}/answer", new { answer = s_answers[i % s_answers.Length] }, ct);
    }

    private Step HandIn(Staff statistician, List<Villager> insured, DateOnly month, DateTimeOffset at)
    {
        var random = new Random(seed + 700_000 + (month.Year * 12) + month.Month);
        var rows = insured.SelectMany(v => Of(v, month, random)).ToList();
        var body = new
        {
            kind = "settlement.paid",
            source = System,
            period = month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            items = rows,
        };
        return new Step(at, statistician.Login, (hands, ct) => hands.Do("facts", body, ct));
    }

    /// <summary>One in three sees a doctor in a month, one in thirty lies in hospital; the chronically ill more often.</summary>
    private static IEnumerable<Dictionary<string, string>> Of(Villager villager, DateOnly month, Random random)
    {
        var often = villager.Person.Chronic.Count > 0 ? 2 : 1;
        if (random.PerMille(330 * often))
            yield return Row(villager, month, random, random.PerMille(875), stay: false);
        if (random.PerMille(33 * often))
            yield return Row(villager, month, random, random.PerMille(725), stay: true);
    }

    private static Dictionary<string, string> Row(Villager villager, DateOnly month, Random random, bool inside, bool stay)
    {
        var total = stay ? random.Next(3_000, inside ? 9_000 : 18_000) : random.Next(40, 400);
        return new()
        {
            ["编号"] = $"{month:yyyyMM}-{villager.Person.IdentityNumber[^6..]}-{random.Next(1_000_000)}",
            ["机构代码"] = villager.Clinic.Code,
            ["日期"] = month.AddDays(random.Next(28)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["身份证号"] = villager.Person.IdentityNumber,
            ["类别"] = stay ? "住院" : "门急诊",
            ["就医地"] = inside ? "县域内" : "县域外",
            ["就医机构"] =
                !inside ? "三级"
                : stay ? "二级"
                : "基层",
            ["险种"] = "城乡居民",
            ["总费用（元）"] = $"{total}",
            ["基金支付（元）"] = $"{total * 6 / 10}",
        };
    }
}
