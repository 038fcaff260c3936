namespace Yihe.Hl7;

/// <summary>Who keeps the interfaces by which the systems of others speak to us.</summary>
internal static class Rights
{
    internal static readonly Permission Mend = new("message.mend", "管理来文与接口来源（HL7 v2）", Clinical: true);
}
