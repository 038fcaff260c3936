using Yihe.Interop.Definitions;

namespace Yihe.Interop.Rest;

/// <summary>What this door can do (能力声明), drawn from the same tables that do it.</summary>
internal static class Capability
{
    private static readonly string[] Interactions =
    [
        "read",
        "vread",
        "update",
        "delete",
        "history-instance",
        "history-type",
        "create",
        "search-type",
    ];

    internal static byte[] Statement(string address, Platform platform) =>
        Rendering.Write(
            w =>
            {
                w.WriteStartObject();
                w.WriteString("resourceType", "CapabilityStatement");
                w.WriteString("status", "active");
                w.WriteString("date", platform.Time.Instant().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
                w.WriteString("kind", "instance");
                Named(w, "software", ("name", "医合 Yihe"));
                Named(w, "implementation", ("description", "医合 FHIR 接口"), ("url", address));
                w.WriteString("fhirVersion", "4.0.1");
                Texts(w, "format", "application/fhir+json");
                w.WriteStartArray("rest");
                Rest(w);
                w.WriteEndArray();
                w.WriteEndObject();
            },
            1 << 18
        );

    private static void Rest(Utf8JsonWriter w)
    {
        w.WriteStartObject();
        w.WriteString("mode", "server");
        w.WriteString(
            "documentation",
            "只收发 JSON；按 R4 校验结构、基数、格式与封闭代码表，不校验不变式、切片与开放术语；不支持 patch、复合参数、_has 与多步链式检索"
        );
        Named(w, "security", ("description", "请求头 Authorization: Bearer 接口令牌（由安全管理员发放，绑定机构、权限与失效日）"));
        w.WriteStartArray("resource");
        foreach (var (type, searching) in R4.Own.Search.OrderBy(s => s.Key, StringComparer.Ordinal))
            Resource(w, type, searching);
        w.WriteEndArray();
        w.WriteStartArray("interaction");
        Named(w, null, ("code", "transaction"));
        Named(w, null, ("code", "batch"));
        w.WriteEndArray();
        w.WriteStartArray("operation");
        Named(w, null, ("name", "export"), ("definition", "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export"));
        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static void Resource(Utf8JsonWriter w, string type, Searching searching)
    {
        w.WriteStartObject();
        w.WriteString("type", type);
        w.WriteStartArray("interaction");
        foreach (var interaction in Interactions)
            Named(w, null, ("code", interaction));
        w.WriteEndArray();
        w.WriteString("versioning", "versioned");
        w.WriteBoolean("readHistory", true);
        w.WriteBoolean("updateCreate", true);
        w.WriteBoolean("conditionalCreate", true);
        w.WriteString("conditionalRead", "not-match");
        w.WriteBoolean("conditionalUpdate", true);
        w.WriteString("conditionalDelete", "single");
        var links = searching.Parameters.Values.Where(p => p.Kind == ParameterKind.Reference).Select(p => $"{type}:{p.Name}").ToArray();
        Texts(w, "searchInclude", links);
        w.WriteStartArray("searchParam");
        Named(w, null, ("name", "_id"), ("type", "token"));
        Named(w, null, ("name", "_lastUpdated"), ("type", "date"));
        foreach (var parameter in searching.Parameters.Values.OrderBy(p => p.Name, StringComparer.Ordinal))
            Named(w, null, ("name", parameter.Name), ("type", Shape.JsonName(parameter.Kind.ToString())));
        w.WriteEndArray();
        if (type == "Patient")
        {
            w.WriteStartArray("operation");
            Named(w, null, ("name", "everything"), ("definition", "http://hl7.org/fhir/OperationDefinition/Patient-everything"));
            w.WriteEndArray();
        }
        w.WriteEndObject();
    }

    private static void Named(Utf8JsonWriter w, string? name, params (string Name, string Value)[] values)
    {
        if (name is null)
            w.WriteStartObject();
        else
            w.WriteStartObject(name);
        foreach (var (key, value) in values)
            w.WriteString(key, value);
        w.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter w, string name, params string[] values)
    {
        if (values.Length == 0)
            return;
        w.WriteStartArray(name);
        foreach (var value in values)
            w.WriteStringValue(value);
        w.WriteEndArray();
    }
}
