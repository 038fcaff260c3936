namespace Yihe.Host.Layout;

/// <summary>The help of the pages by which residents open what is theirs, and take it back.</summary>
internal static class ConsentHelp
{
    internal static readonly IReadOnlyList<PageHelp> All =
    [
        new(
            "/residents/*/consents",
            "居民的同意",
            "consent.record",
            "这位居民同意了什么、给了谁、怎么同意的，可以登记，也可以撤回。",
            "把说明念给本人听，选凭据，勾选后登记，只对本机构有效；未满 14 周岁由监护人同意。本人要撤回，在任何一个窗口都可以办，立即生效。"
        ),
        new(
            "/my/consents",
            "我的同意",
            "self",
            "哪些事要您同意，您同意了哪些。",
            "看完说明，勾选，点“同意”；不想给看了点“撤回”，马上生效。不同意也照样看病。未满 14 周岁由监护人办。"
        ),
        new("/my/code", "我的健康码", "self", "给窗口扫的码，代替身份证。", "出示给窗口扫，再说出姓名。过期了点“刷新”。不要拍照发给别人。"),
    ];
}
