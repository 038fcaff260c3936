namespace Yihe.Indicators;

/// <summary>
/// The kinds of facts whose own module does not exist yet: they come by the import door alone, and the board says from whom and up to when.
/// When the module arrives it declares the kind itself, and no indicator changes.
/// </summary>
internal static class OutsideFacts
{
    private static FactField Choice(string name, string words, params (string Code, string Words)[] choices) =>
        new(name, words, Choices: choices.ToDictionary(c => c.Code, c => c.Words));

    private static readonly FactField Disease = Choice(
        "disease",
        "病种",
        ("hypertension", "高血压"),
        ("diabetes", "2型糖尿病"),
        ("copd", "慢阻肺"),
        ("mental", "严重精神障碍"),
        ("other", "其他")
    );

    private static readonly FactField Band = new("band", "年龄组（如 30-34）");

    internal static readonly IReadOnlyList<FactKind> All =
    [
        new(
            "settlement.paid",
            "医保结算",
            Personal: true,
            FromWork: false,
            [
                Choice("kind", "类别", ("outpatient", "门急诊"), ("inpatient", "住院"), ("pharmacy", "药店购药")),
                Choice("where", "就医地", ("inside", "县域内"), ("outside", "县域外")),
                Choice("level", "就医机构", ("primary", "基层"), ("secondary", "二级"), ("tertiary", "三级"), ("other", "其他")),
                new("insurance", "险种"),
                new("total", "总费用", "分"),
                new("fund", "基金支付", "分"),
            ]
        ),
        new("chronic.managed", "在管慢病患者", true, false, [Disease]),
        new(
            "followup.done",
            "慢病随访",
            true,
            false,
            [
                Disease,
                FactField.YesNo("face", "面访"),
                FactField.YesNo("controlled", "控制满意"),
                new("systolic", "收缩压", "mmHg"),
                new("diastolic", "舒张压", "mmHg"),
                new("glucose", "空腹血糖", "0.1 mmol/L"),
            ]
        ),
        new("contract.item", "履约项目", true, false, [new("item", "项目"), new("due", "应履约", "项"), new("done", "已履约", "项")]),
        new(
            "posting.day",
            "派驻一天",
            true,
            false,
            [
                Choice("title", "职称", ("senior", "副高及以上"), ("middle", "中级"), ("junior", "初级及以下")),
                Choice("from", "派出机构级别", ("secondary", "二级"), ("tertiary", "三级"), ("primary", "基层")),
            ]
        ),
        new(
            "center.report",
            "共享中心报告",
            false,
            false,
            [
                Choice(
                    "center",
                    "中心",
                    ("imaging", "影像"),
                    ("ecg", "心电"),
                    ("lab", "检验"),
                    ("pathology", "病理"),
                    ("sterile", "消毒供应")
                ),
                new("reports", "报告数", "例"),
                new("minutes", "平均时长", "分钟"),
            ]
        ),
        new("payroll.total", "年度人员收入", false, false, [new("fen", "收入总额", "分"), new("staff", "在岗职工", "人")]),
        new(
            "death.registered",
            "死亡登记",
            true,
            false,
            [
                Choice(
                    "cause",
                    "死因",
                    ("circulatory", "心脑血管病"),
                    ("cancer", "恶性肿瘤"),
                    ("respiratory", "慢性呼吸系统疾病"),
                    ("diabetes", "糖尿病"),
                    ("other", "其他")
                ),
                Band,
            ]
        ),
        new("population.counted", "年度常住人口", false, false, [Band, new("people", "人数", "人")]),
        new("village.counted", "村卫生室", false, false, [FactField.YesNo("ecg", "配备心电设备"), new("sites", "个数", "个")]),
        new("satisfaction.answered", "满意度答卷", false, false, [FactField.YesNo("satisfied", "满意"), new("score", "得分", "分")]),
        new(
            "result.recognised",
            "检查检验结果互认",
            false,
            false,
            [new("eligible", "可互认", "项"), new("used", "已互认", "项"), new("saved", "节约费用", "分")]
        ),
    ];
}
