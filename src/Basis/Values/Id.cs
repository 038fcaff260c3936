using System.Text.Json;
using System.Text.Json.Serialization;

namespace Yihe.Basis.Values;

/// <summary>A typed identifier: a struct around one <see cref="Guid"/> (version 7, so it sorts by time of making).</summary>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    Guid Value { get; }
    static abstract TSelf From(Guid value);
}

/// <summary>Identifies an institution (医疗机构); the kernel knows it because every act is done for one.</summary>
[JsonConverter(typeof(IdJson<InstitutionId>))]
public readonly record struct InstitutionId(Guid Value) : IId<InstitutionId>
{
    public static InstitutionId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>Identifies the account of a person who signs in.</summary>
[JsonConverter(typeof(IdJson<AccountId>))]
public readonly record struct AccountId(Guid Value) : IId<AccountId>
{
    public static AccountId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>Writes a typed identifier as the plain text of its Guid.</summary>
public sealed class IdJson<TId> : JsonConverter<TId>
    where TId : struct, IId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var value)
            ? TId.From(value)
            : throw new JsonException("编号格式不对");

    public override void Write(Utf8JsonWriter writer, TId id, JsonSerializerOptions options) => writer.WriteStringValue(id.Value);
}
