using System.Text.Json.Serialization;

namespace Yihe.Residents;

/// <summary>Identifies a resident (居民) of the region.</summary>
[JsonConverter(typeof(IdJson<ResidentId>))]
public readonly record struct ResidentId(Guid Value) : IId<ResidentId>
{
    public static ResidentId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
