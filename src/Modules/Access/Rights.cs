namespace Yihe.Access;

/// <summary>What people may do with slots.</summary>
internal static class Rights
{
    internal static readonly Permission Read = new("slot.read", "查看号源");
    internal static readonly Permission Publish = new("slot.publish", "发布与调整号源");
    internal static readonly Permission Book = SharingRights.Book;
    internal static readonly Permission Act = new("appointment.act", "办理预约", Clinical: true);

    /// <summary>The booking desk of the institution that sees the patient.</summary>
    internal static readonly Permission Receive = new("appointment.receive", "预约到诊登记", Clinical: true);
    internal static readonly Permission Confirm = SharingRights.Confirm;
    internal static readonly Permission Oversee = SharingRights.Oversee;
}
