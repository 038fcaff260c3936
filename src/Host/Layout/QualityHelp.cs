namespace Yihe.Host.Layout;

/// <summary>The help of the pages on the quality of data.</summary>
internal static class QualityHelp
{
    internal static readonly IReadOnlyList<PageHelp> All =
    [
        new(
            "/data-quality",
            "数据质量",
            "quality.read",
            "各家机构、各个来源的数据完整不完整、及时不及时、断没断、有没有少见的数、血压末位像不像实测、有没有报两遍。",
            "可按机构与结果筛选，点“可疑”的一行看怎样算出来的。“数据太少”是不作判断，不是没有问题。每天核对一次，下方写明每项检查的方法与界值。"
        ),
        new(
            "/data-quality/*",
            "数据质量疑点",
            "quality.read",
            "一处可疑的数据：哪家机构、哪个来源或医生、哪个月，数字怎样算出来的，要做什么。",
            "先核实：数据错了在原系统更正后重新报送，下次核对自动关闭；情况属实的按 F9 说明。可疑不等于作假。"
        ),
        new(
            "/data-quality/*/rows",
            "疑点明细",
            "quality.rows",
            "这处疑点涉及的每一条事实，最近的在前；居民姓名只留姓氏。",
            "按编号到原系统找到那一条核对。只有本机构的负责人与病案信息科看得到，每次查看都留痕。"
        ),
    ];
}
