using System.Text.Json.Serialization;

namespace Yihe.Referral;

/// <summary>Identifies a referral.</summary>
[JsonConverter(typeof(IdJson<ReferralId>))]
public readonly record struct ReferralId(Guid Value) : IId<ReferralId>
{
    public static ReferralId From(Guid value) => new(value);

    public static bool operator <(ReferralId a, ReferralId b) => a.Value.CompareTo(b.Value) < 0;

    public static bool operator >(ReferralId a, ReferralId b) => a.Value.CompareTo(b.Value) > 0;

    public override string ToString() => Value.ToString();
}
