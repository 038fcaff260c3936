namespace Yihe.Host.Layout;

/// <summary>The help of the pages that show the lifelong record, to doctors and to the person.</summary>
internal static class RecordHelp
{
    internal static readonly IReadOnlyList<PageHelp> All =
    [
        new(
            "/residents/*/record",
            "健康档案",
            "record.read",
            "一位居民在各机构的就诊、转诊、报告、结果、用药、接种、文书，按时间排成一份；上方是过敏、诊断、在用药与最近结果。",
            "可按种类、来源机构筛选，点一行看全文。没有照护关系的机构只看得到自己写的；精神、性病、艾滋病、生育方面的内容，除写下它的机构外要本人同意或急救才看得到。F8 打印一页摘要。每次查看居民本人都看得到。"
        ),
        new(
            "/residents/*/record/*",
            "档案条目",
            "record.read",
            "档案里的一条：写了什么、哪家机构从哪个系统来的、本人有没有异议。",
            "要改内容，由写它的机构在自己的系统里更正后重新上传，旧版仍在。"
        ),
        new(
            "/residents/*/record/paper",
            "健康档案摘要",
            "record.read",
            "一页 A4 的摘要，随患者带走：身份、过敏、诊断、在用药、最近结果。",
            "F8 打印，每次打印都留痕，第二次起注明补打。"
        ),
        new(
            "/corrections/*",
            "档案更正",
            "correction.answer",
            "居民说本机构写的一条档案不对，在这里核实、答复。",
            "核实后，属实的先在本机构系统里更正并重新上传，再按“已更正”写明在哪里；不属实的选理由、写说明。到期不答复会升级。"
        ),
        new(
            "/my/record",
            "我的档案",
            "self",
            "看病、化验、用药、接种，各家医院写的都在一处。",
            "点一条看全文；哪条不对就在那里申请更正。可打印，也可下载一份。"
        ),
        new(
            "/my/record/*",
            "档案里的一条",
            "self",
            "这一条写了什么，哪里写的。",
            "不对的，点“这条不对，我要更正”，写明哪里不对、应该是什么；对方答复后短信告诉您。"
        ),
        new("/my/record/paper", "我的健康档案", "self", "全部档案，打印出来带走。", "点“打印”。"),
    ];
}
