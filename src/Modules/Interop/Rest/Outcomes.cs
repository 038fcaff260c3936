using Yihe.Interop.Definitions;

namespace Yihe.Interop.Rest;

/// <summary>Refusals of this door, and how any refusal reads as an OperationOutcome.</summary>
internal static class Outcomes
{
    private static readonly Dictionary<string, int> Statuses = new()
    {
        ["gone"] = 410,
        ["precondition"] = 412,
        ["multiple-matches"] = 412,
        ["bad-request"] = 400,
        ["not-supported"] = 405,
        ["not-acceptable"] = 406,
        ["too-large"] = 413,
        ["not-json"] = 415,
        ["failed"] = 503,
    };

    private static readonly Dictionary<string, string> Codes = new()
    {
        ["gone"] = "deleted",
        ["precondition"] = "conflict",
        ["multiple-matches"] = "multiple-matches",
        ["not-supported"] = "not-supported",
        ["not-acceptable"] = "not-supported",
        ["too-large"] = "too-long",
        ["not-found"] = "not-found",
        ["signed-out"] = "login",
        ["denied"] = "forbidden",
        ["duplicate"] = "duplicate",
        ["changed"] = "conflict",
        ["failed"] = "transient",
    };

    internal static readonly Refusal Gone = new(RefusalKind.NotFound, "gone", "这份资源已删除；它的历次版本仍可按 _history 查阅");

    internal static Refusal Bad(string message) => new(RefusalKind.Invalid, "bad-request", message);

    internal static Refusal Unsupported(string message) => new(RefusalKind.Invalid, "not-supported", message);

    internal static Refusal Precondition(string message) => Refusal.Conflict("precondition", message);

    internal static Refusal Flawed(IReadOnlyList<Flaw> flaws) =>
        new(
            RefusalKind.Invalid,
            "invalid",
            $"内容不符合 FHIR R4，有 {flaws.Count} 处需要改正，什么都没有保存",
            [.. flaws.Select(f => new FieldFault(f.Path, f.Message))]
        );

    internal static int StatusOf(Refusal refusal) =>
        Statuses.TryGetValue(refusal.Code, out var own)
            ? own
            : refusal.Kind switch
            {
                RefusalKind.Denied => 403,
                RefusalKind.NotFound => 404,
                RefusalKind.Conflict => 409,
                RefusalKind.TooMany => 429,
                RefusalKind.SignedOut => 401,
                _ => 422,
            };

    internal static FhirReply Reply(Refusal refusal, string? trace) => new(StatusOf(refusal), Of(refusal, trace));

    internal static byte[] Of(Refusal refusal, string? trace) =>
        Rendering.Write(w =>
        {
            Begin(w);
            var code = Codes.GetValueOrDefault(refusal.Code, refusal.Kind == RefusalKind.Conflict ? "conflict" : "invalid");
            if (refusal.Faults.Length == 0 || refusal.Code != "invalid")
                Issue(w, ("error", code), refusal.Message, null, trace);
            else
                foreach (var fault in refusal.Faults)
                    Issue(w, ("error", "structure"), fault.Message, fault.Field, trace);
            w.WriteEndArray();
            w.WriteEndObject();
        });

    /// <summary>What was asked for and could not be heeded.</summary>
    internal static void Warnings(Utf8JsonWriter w, IReadOnlyList<string> warnings)
    {
        Begin(w);
        foreach (var warning in warnings)
            Issue(w, ("warning", "not-supported"), warning, null, null);
        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter w)
    {
        w.WriteStartObject();
        w.WriteString("resourceType", "OperationOutcome");
        w.WriteStartArray("issue");
    }

    private static void Issue(Utf8JsonWriter w, (string Severity, string Code) kind, string message, string? path, string? trace)
    {
        w.WriteStartObject();
        w.WriteString("severity", kind.Severity);
        w.WriteString("code", kind.Code);
        w.WriteStartObject("details");
        w.WriteString("text", string.IsNullOrEmpty(path) ? message : $"{path}：{message}");
        w.WriteEndObject();
        if (trace is not null)
            w.WriteString("diagnostics", $"追踪号 {trace}");
        if (!string.IsNullOrEmpty(path))
        {
            w.WriteStartArray("expression");
            w.WriteStringValue(path);
            w.WriteEndArray();
        }
        w.WriteEndObject();
    }
}
