namespace Yihe.Interop.Rest;

/// <summary>Writes answers that hold several resources, and reads the entries of a bundle that came.</summary>
internal static class Bundles
{
    internal static byte[] OfSearch(SearchRecord.Outcome outcome, FhirRequest request, string type)
    {
        var address = $"{request.Base}/{type}";
        return Rendering.Write(
            w =>
            {
                Begin(w, "searchset");
                if (outcome.Total is { } total)
                    w.WriteNumber("total", total);
                w.WriteStartArray("link");
                var self = string.Join(
                    '&',
                    outcome
                        .Understood.Where(_ => request.Method == "GET")
                        .Select(u => $"{Uri.EscapeDataString(u.Key)}={Uri.EscapeDataString(u.Value)}")
                );
                Link(w, "self", self.Length > 0 ? $"{address}?{self}" : address);
                if (outcome.Next is { } next)
                    Link(w, "next", $"{address}?{SearchRecord.Page}={next}");
                w.WriteEndArray();
                w.WriteStartArray("entry");
                foreach (var match in outcome.Matches)
                    Found(w, request.Base, match, "match");
                foreach (var included in outcome.Included)
                    Found(w, request.Base, included, "include");
                if (outcome.Unknown.Count > 0)
                {
                    w.WriteStartObject();
                    w.WritePropertyName("resource");
                    Outcomes.Warnings(w, [.. outcome.Unknown.Select(u => $"不支持的检索参数，没有采用：{u}")]);
                    Mode(w, "outcome");
                    w.WriteEndObject();
                }
                w.WriteEndArray();
                w.WriteEndObject();
            },
            outcome.Matches.Sum(m => m.Body.Length + 200) + 1024
        );
    }

    internal static byte[] OfHistory(IReadOnlyList<Rendered> versions, string address) =>
        Rendering.Write(w =>
        {
            Begin(w, "history");
            w.WriteNumber("total", versions.Count);
            w.WriteStartArray("entry");
            foreach (var v in versions)
            {
                w.WriteStartObject();
                w.WriteString("fullUrl", $"{address}/{v.Type}/{v.Name}");
                if (v.Body.Length > 0)
                    Raw(w, "resource", v.Body);
                w.WriteStartObject("request");
                w.WriteString(
                    "method",
                    v.State == DocumentState.Deleted ? "DELETE"
                        : v.Version == 1 ? "POST"
                        : "PUT"
                );
                w.WriteString("url", v.Version == 1 && v.State != DocumentState.Deleted ? v.Type : $"{v.Type}/{v.Name}");
                w.WriteEndObject();
                Response(
                    w,
                    v.State == DocumentState.Deleted ? 204
                        : v.Version == 1 ? 201
                        : 200,
                    v.Version,
                    v.At
                );
                w.WriteEndObject();
            }
            w.WriteEndArray();
            w.WriteEndObject();
        });

    /// <summary>The answers to a transaction or batch, in the order asked.</summary>
    internal static byte[] OfResponses(string kind, IReadOnlyList<FhirReply> replies, bool withBodies) =>
        Rendering.Write(w =>
        {
            Begin(w, kind);
            w.WriteStartArray("entry");
            foreach (var reply in replies)
            {
                w.WriteStartObject();
                var isOutcome = reply.Status >= 400;
                if (!isOutcome && withBodies && reply.Body.Length > 0)
                    Raw(w, "resource", reply.Body);
                w.WriteStartObject("response");
                w.WriteString("status", reply.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
                if (reply.Location is { } location)
                    w.WriteString("location", location);
                if (reply.Version is { } version)
                    w.WriteString("etag", $"W/\"{version}\"");
                if (reply.LastModified is { } at)
                    w.WriteString("lastModified", Rendering.InstantOf(at));
                if (isOutcome)
                    Raw(w, "outcome", reply.Body);
                w.WriteEndObject();
                w.WriteEndObject();
            }
            w.WriteEndArray();
            w.WriteEndObject();
        });

    /// <summary>What a bundle asks for: method, address, conditions and body of each entry.</summary>
    internal static Result<List<Asked>> Entries(JsonElement bundle)
    {
        var all = new List<Asked>();
        if (!bundle.TryGetProperty("entry", out var entries))
            return all;
        foreach (var entry in entries.EnumerateArray())
        {
            var at = $"Bundle.entry[{all.Count}]";
            if (!entry.TryGetProperty("request", out var request))
                return Refusal.Invalid([new($"{at}.request", "事务与批处理的每一条都要写明 request")]);
            var body = entry.TryGetProperty("resource", out var resource) ? Encoding.UTF8.GetBytes(resource.GetRawText()) : null;
            string? Text(string name) => Definitions.Extractor.TextOf(request, name);
            all.Add(
                new(at, Text("method")!, Text("url")!, body)
                {
                    FullUrl = Definitions.Extractor.TextOf(entry, "fullUrl"),
                    IfMatch = Text("ifMatch"),
                    IfNoneMatch = Text("ifNoneMatch"),
                    IfNoneExist = Text("ifNoneExist"),
                }
            );
        }
        return all;
    }

    private static void Begin(Utf8JsonWriter w, string kind)
    {
        w.WriteStartObject();
        w.WriteString("resourceType", "Bundle");
        w.WriteString("type", kind);
    }

    private static void Link(Utf8JsonWriter w, string relation, string url)
    {
        w.WriteStartObject();
        w.WriteString("relation", relation);
        w.WriteString("url", url);
        w.WriteEndObject();
    }

    private static void Found(Utf8JsonWriter w, string address, Rendered found, string mode)
    {
        w.WriteStartObject();
        w.WriteString("fullUrl", $"{address}/{found.Type}/{found.Name}");
        Raw(w, "resource", found.Body);
        Mode(w, mode);
        w.WriteEndObject();
    }

    private static void Mode(Utf8JsonWriter w, string mode)
    {
        w.WriteStartObject("search");
        w.WriteString("mode", mode);
        w.WriteEndObject();
    }

    private static void Response(Utf8JsonWriter w, int status, int version, DateTimeOffset at)
    {
        w.WriteStartObject("response");
        w.WriteString("status", status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        w.WriteString("etag", $"W/\"{version}\"");
        w.WriteString("lastModified", Rendering.InstantOf(at));
        w.WriteEndObject();
    }

    private static void Raw(Utf8JsonWriter w, string name, byte[] json)
    {
        w.WritePropertyName(name);
        w.WriteRawValue(json, skipInputValidation: true);
    }
}

/// <summary>One entry of a bundle as it asks.</summary>
internal sealed record Asked(string At, string Method, string Url, byte[]? Body)
{
    internal string? FullUrl { get; init; }
    internal string? IfMatch { get; init; }
    internal string? IfNoneMatch { get; init; }
    internal string? IfNoneExist { get; init; }
}
