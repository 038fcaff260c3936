using Yihe.Interop.Definitions;

namespace Yihe.Interop.Rest;

/// <summary>Reads bodies and addresses into what is to be written; whatever is unfit is refused before anything is begun.</summary>
internal static class Reading
{
    /// <summary>A valid resource, parsed.</summary>
    internal static Result<JsonDocument> Resource(FhirRequest request)
    {
        if (request.Body.Length > FhirDoor.MostBytes)
            return new Refusal(RefusalKind.Invalid, "too-large", $"一次最多 {FhirDoor.MostBytes >> 20} MB，请分成几个 Bundle 上传");
        return Parse(request.Body);
    }

    internal static Result<JsonDocument> Parse(byte[] body)
    {
        JsonDocument document;
        try
        {
            if (body.AsSpan().StartsWith(Encoding.UTF8.Preamble))
                body = body[3..];
            if (!System.Text.Unicode.Utf8.IsValid(body))
                return Outcomes.Bad("内容不是 UTF-8 编码，请转换后再传");
            document = JsonDocument.Parse(body, Rendering.Reading);
        }
        catch (JsonException e)
        {
            return Outcomes.Bad(
                e.Message.Contains("maximum", StringComparison.OrdinalIgnoreCase) ? $"嵌套超过 {Rendering.MostLevels} 层，不予接收"
                : e.Message.Contains("duplicate", StringComparison.OrdinalIgnoreCase) ? "同一个对象里有重复的字段，请改正"
                : $"内容不是完整的 JSON（第 {e.LineNumber + 1} 行附近），请检查是否被截断"
            );
        }
        try
        {
            if (Validator.Check(document.RootElement) is { Count: > 0 } flaws)
            {
                document.Dispose();
                return Outcomes.Flawed(flaws);
            }
        }
        catch (InvalidOperationException) // half a character
        {
            document.Dispose();
            return Outcomes.Bad("文字里有不完整的字符，请改正");
        }
        return document;
    }

    /// <summary>A write that came alone.</summary>
    internal static Result<Entry> Single(FhirRequest request)
    {
        var query = string.Join(
            '&',
            request
                .Query.Where(q => q.Key != "_format" && q.Key != "_pretty")
                .Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value)}")
        );
        if (request.Method != "DELETE")
        {
            var (document, refusal) = Resource(request);
            if (refusal is not null)
                return refusal;
            document.Dispose();
        }
        var asked = new Asked(
            "",
            request.Method,
            string.Join('/', request.Path) + (query.Length > 0 ? "?" + query : ""),
            request.Method == "DELETE" ? null : Bare(request.Body)
        )
        {
            IfMatch = Given(request.Header("If-Match")),
            IfNoneExist = Given(request.Header("If-None-Exist")),
        };
        return Write(asked, request.Base);
    }

    private static byte[] Bare(byte[] body) => body.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? body[3..] : body;

    /// <summary>What an entry writes.</summary>
    internal static Result<Entry> Write(Asked asked, string address)
    {
        var at = asked.At.Length > 0 ? asked.At + "：" : "";
        var url = asked.Url.StartsWith(address + "/", StringComparison.Ordinal)
            ? asked.Url[(address.Length + 1)..]
            : asked.Url.TrimStart('/');
        var (path, condition) = url.Split('?', 2) is [var p, var c] ? (p, c) : (url, null);
        var parts = path.Split('/');
        var type = parts[0];
        if (!R4.Own.IsResource(type) || parts.Length > 2 || (parts.Length == 2 && !Primitives.Id().IsMatch(parts[1])))
            return Outcomes.Bad($"{at}地址“{path}”不是 资源类型 或 资源类型/编号");
        var name = parts.ElementAtOrDefault(1);
        if (asked.Method is not ("POST" or "PUT" or "DELETE"))
            return Outcomes.Unsupported($"{at}事务里只支持 POST、PUT、DELETE；读取请单独发送或用 batch");
        if (asked.Method == "POST" ? name is not null : name is null == (condition is null))
            return Outcomes.Bad($"{at}{asked.Method} 的地址“{url}”不对：新增写资源类型，更新与删除写编号或条件");
        if (asked.Method != "DELETE" && asked.Body is null)
            return Refusal.Invalid([new($"{asked.At}.resource", "缺少要写入的资源")]);
        if (asked.Body is { } body && asked.Method != "DELETE" && TypeOf(body) is var own && own != type)
            return Outcomes.Bad($"{at}资源是 {own}，地址却写的是 {type}");
        return new Entry(asked.Method, type, name, asked.Body)
        {
            Condition = asked.Method == "POST" ? null : condition,
            IfNoneExist = asked.Method == "POST" ? asked.IfNoneExist : null,
            IfMatch = asked.IfMatch is null ? null : FhirRequest.VersionOf(asked.IfMatch) ?? -1,
            FullUrl = asked.FullUrl,
            At = at,
        };
    }

    /// <summary>An entry of a batch as a request of its own.</summary>
    internal static FhirRequest Alone(Asked asked, FhirRequest whole)
    {
        var url = asked.Url.StartsWith(whole.Base + "/", StringComparison.Ordinal)
            ? asked.Url[(whole.Base.Length + 1)..]
            : asked.Url.TrimStart('/');
        var (path, query) = url.Split('?', 2) is [var p, var q] ? (p, q) : (url, "");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Prefer"] = whole.Header("Prefer"),
            ["Content-Type"] = "application/fhir+json",
        };
        foreach (
            var (name, value) in new[]
            {
                ("If-Match", asked.IfMatch),
                ("If-None-Match", asked.IfNoneMatch),
                ("If-None-Exist", asked.IfNoneExist),
            }
        )
            if (value is not null)
                headers[name] = value;
        return new(
            asked.Method,
            [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries)],
            Queries.Read(query),
            headers,
            asked.Body ?? [],
            whole.Base
        );
    }

    private static string? TypeOf(byte[] body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = Rendering.MostLevels });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("resourceType"u8);
            reader.Read();
            if (isType)
                return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            reader.Skip();
        }
        return null;
    }

    private static string? Given(string header) => header.Length > 0 ? header : null;
}

/// <summary>JSON is what this door speaks; whoever insists on something else is told so.</summary>
internal static class Formats
{
    internal static Refusal? Refuses(FhirRequest request)
    {
        var asked = request.Asked("_format") ?? request.Header("Accept");
        if (
            asked.Contains("xml", StringComparison.OrdinalIgnoreCase)
            && !asked.Contains("json", StringComparison.OrdinalIgnoreCase)
            && !asked.Contains("*/*", StringComparison.Ordinal)
        )
            return new(RefusalKind.Invalid, "not-acceptable", "只提供 JSON：请用 Accept: application/fhir+json");
        var sent = request.Header("Content-Type");
        var isSearch = request.Path is [_, "_search"];
        if (
            request.Body.Length > 0
            && request.Method is "POST" or "PUT"
            && !isSearch
            && !sent.Contains("json", StringComparison.OrdinalIgnoreCase)
        )
            return new(RefusalKind.Invalid, "not-json", "请求体应为 JSON，并带 Content-Type: application/fhir+json");
        return sent.Contains("charset", StringComparison.OrdinalIgnoreCase) && !sent.Contains("utf-8", StringComparison.OrdinalIgnoreCase)
            ? new(RefusalKind.Invalid, "not-json", "请求体应为 UTF-8 编码")
            : null;
    }
}
