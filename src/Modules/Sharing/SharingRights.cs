namespace Yihe.Sharing;

/// <summary>What people may do with slots and beds alike.</summary>
public static class SharingRights
{
    public static readonly Permission Book = new("slot.book", "预约号源", Clinical: true);

    /// <summary>The hospital's own system answers for the times and beds it allotted.</summary>
    public static readonly Permission Confirm = new("appointment.confirm", "院内确认预约", Clinical: true);
    public static readonly Permission Oversee = new("share.oversee", "监督预留号床");
}
