namespace Yihe.Host.Layout;

/// <summary>The help of the pages that show figures.</summary>
internal static class FigureHelp
{
    internal static readonly IReadOnlyList<PageHelp> All =
    [
        new(
            "/board",
            "运行监测",
            "indicator.read",
            "方案的目标到了哪里，谁该做什么；其余指标按维度列出。没有人填报，数字都从办过的事来。",
            "选范围与期间（2026、2026-Q3、2026-09），F4 查询；点指标看走势、口径和各单位，点 ⓘ 看口径与来源。F8 出月报，“大屏”投到大厅。"
        ),
        new(
            "/wall",
            "数据大屏",
            "indicator.read",
            "给大厅屏幕看的一页：今年的目标、走势与预测，下级单位对比，今天要办多少。不出现任何人的姓名，也点不开。",
            "浏览器全屏（F11）即可，横屏、竖屏都合适，每 15 秒自己更新；底部出现“数据延迟”时，数字停在所写的时间。Esc 回运行监测。"
        ),
        new(
            "/board/report",
            "月报",
            "indicator.read",
            "同一范围与期间的全部指标，可打印，也可存成带公式的 Excel。",
            "F8 打印。“无数据来源”“无病例”都不按 0 计。"
        ),
        new(
            "/board/closings",
            "月度关账",
            "month.close",
            "把已结束月份的数字冻结，记下散列、何人、何时。",
            "填月份，F9 关账。关账后补录或更正的，在指标页按“重述”显示，原数仍在。"
        ),
        new(
            "/indicators/*",
            "指标",
            "indicator.read",
            "一个指标的走势、目标线、口径、依据，各片区与成员单位由好到差。",
            "“看构成事实”一直打开到每条事实；有权的人可显示本机构居民的姓名，每次都留痕。推算年底够不上目标时，负责单位在这里 F9 说明措施，预测回到目标即自行解除。"
        ),
        new(
            "/facts/import",
            "导入事实",
            "fact.import",
            "补上平台还没有的来源：医保结算、随访、派驻、死亡登记等。",
            "下载模板，选种类、来源与期间后 F9 导入；有一行错误就全部不写入并逐行说明。同一编号再来，相同的不变，不同的算更正。"
        ),
    ];
}
