namespace Yihe.Interop.Rest;

/// <summary>A request in FHIR's grammar, as any web server may hand it over.</summary>
/// <param name="Path">what stands behind <c>/fhir/</c>, in parts</param>
/// <param name="Headers">only those FHIR gives a meaning: If-Match, If-None-Match, If-None-Exist, Prefer, Accept, Content-Type</param>
/// <param name="Base">the address of the FHIR door as the caller knows it</param>
public sealed record FhirRequest(
    string Method,
    IReadOnlyList<string> Path,
    IReadOnlyList<KeyValuePair<string, string>> Query,
    IReadOnlyDictionary<string, string> Headers,
    byte[] Body,
    string Base
)
{
    internal string Header(string name) => Headers.GetValueOrDefault(name, "");

    internal string? Asked(string name) => Query.FirstOrDefault(q => q.Key == name).Value;

    /// <summary>Whether the caller would rather be refused than answered with less than was asked.</summary>
    internal bool IsStrict => Header("Prefer").Contains("handling=strict", StringComparison.OrdinalIgnoreCase);

    /// <summary>The version behind <c>W/"…"</c>.</summary>
    internal static int? VersionOf(string tag) =>
        int.TryParse(tag.Replace("W/", "", StringComparison.Ordinal).Trim('"'), out var version) ? version : null;
}

/// <summary>The answer: status, body, and the headers FHIR asks for.</summary>
public sealed record FhirReply(int Status, byte[] Body)
{
    public const string Json = "application/fhir+json; charset=utf-8";

    public string ContentType { get; init; } = Json;
    public int? Version { get; init; }
    public DateTimeOffset? LastModified { get; init; }
    public string? Location { get; init; }
    public string? ContentLocation { get; init; }

    internal static FhirReply Of(Rendered resource, int status = 200) =>
        new(status, resource.Body) { Version = resource.Version, LastModified = resource.At };
}

/// <summary>One version of a resource as it is answered.</summary>
internal sealed record Rendered(
    string Type,
    string Name,
    int Version,
    DateTimeOffset At,
    byte[] Body,
    DocumentState State = DocumentState.Kept
);
