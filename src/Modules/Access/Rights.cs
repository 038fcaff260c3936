namespace Yihe.Access;

/// <summary>What people may do with slots and beds.</summary>
internal static class Rights
{
    internal static readonly Permission Read = new("slot.read", "查看号源");
    internal static readonly Permission Publish = new("slot.publish", "发布与调整号源");
    internal static readonly Permission Book = new("slot.book", "预约号源", Clinical: true);
    internal static readonly Permission Act = new("appointment.act", "办理预约", Clinical: true);

    /// <summary>The booking desk of the institution that sees the patient.</summary>
    internal static readonly Permission Receive = new("appointment.receive", "预约到诊登记", Clinical: true);

    /// <summary>The hospital's own system answers for the times and beds it allotted.</summary>
    internal static readonly Permission Confirm = new("appointment.confirm", "院内确认预约", Clinical: true);
    internal static readonly Permission Oversee = new("share.oversee", "监督预留号床");

    internal static readonly Permission ReadBeds = new("bed.read", "查看床位");
    internal static readonly Permission Hold = new("bed.hold", "预占床位", Clinical: true);
    internal static readonly Permission Admit = new("bed.admit", "收治、转床与出院", Clinical: true);
    internal static readonly Permission Tend = new("bed.tend", "床位清洁、停用与增减");
}
