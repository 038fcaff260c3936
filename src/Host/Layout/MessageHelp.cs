namespace Yihe.Host.Layout;

/// <summary>The help of the pages on which the interfaces of other systems are kept.</summary>
internal static class MessageHelp
{
    internal static readonly IReadOnlyList<PageHelp> All =
    [
        new(
            "/messages",
            "来文",
            "message.mend",
            "各系统按 HL7 v2 送来而没有收下的消息，写明原因；收下的已经入档，不在这里。",
            "Enter 打开一条。原因消除后可再试；不必收的写理由搁置。没有收下的一条也不会丢。"
        ),
        new(
            "/messages/*",
            "未收下的来文",
            "message.mend",
            "一条消息为什么没有收下，错在哪一段哪一栏。",
            "登记来源、对照代码后点“再试一次”；内容有错的请发送系统改正后换编号重发，这一条写理由搁置。"
        ),
        new(
            "/message-sources",
            "接口来源",
            "message.mend",
            "本机构按 HL7 v2 送消息的系统：收下多少、最近何时、有多少待处理。",
            "F2 登记一个来源，名称与它在 MSH-3 里写的一字不差；Enter 打开看代码对照。"
        ),
        new(
            "/message-sources/*",
            "一个接口来源",
            "message.mend",
            "来源自己的代码对照到哪个标准代码，以及它说过哪些患者号是同一个人。",
            "F2 对照一个代码，此后收下的结果两样都带；合并错的患者号点“撤销”，写明理由。"
        ),
    ];
}
