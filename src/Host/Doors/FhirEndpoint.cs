using System.Globalization;
using Yihe.Basis;
using Yihe.Interop.Rest;
using Yihe.Kernel.Working;
using Yihe.Ui;

namespace Yihe.Host.Doors;

/// <summary>Hands requests below <c>/fhir</c> to the door of the module that speaks FHIR, and its answers back.</summary>
internal static class FhirEndpoint
{
    internal const string Root = "/fhir";
    private static readonly string[] Meant = ["If-Match", "If-None-Match", "If-None-Exist", "Prefer", "Accept", "Content-Type"];

    internal static void MapFhir(this WebApplication app) => app.Map(Root + "/{**rest}", (RequestDelegate)Answer).ExcludeFromDescription();

    private static async Task Answer(HttpContext http)
    {
        var request = http.Request;
        if (await Body(http) is not { } body)
        {
            await Write(
                http,
                FhirDoor.Refuse("too-large", $"一次最多 {FhirDoor.MostBytes >> 20} MB，请分成几个 Bundle 上传", Problems.TraceIdOf(http))
            );
            return;
        }
        var asked = new FhirRequest(
            request.Method,
            [.. (request.RouteValues["rest"] as string ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries)],
            [.. request.Query.SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v ?? "")))],
            Meant
                .Where(request.Headers.ContainsKey)
                .ToDictionary(h => h, h => request.Headers[h].ToString(), StringComparer.OrdinalIgnoreCase),
            body,
            $"{request.Scheme}://{request.Host}{Root}"
        );
        var gate = http.RequestServices.GetRequiredService<Gate>();
        var actor = http.RequestServices.GetRequiredService<Desk>().Actor;
        await Write(http, await FhirDoor.Answer(gate, actor, asked, new Call(TraceId: http.TraceIdentifier), http.RequestAborted));
    }

    /// <summary>The whole body; null where it is too large.</summary>
    private static async Task<byte[]?> Body(HttpContext http)
    {
        if (http.Request.ContentLength > FhirDoor.MostBytes)
            return null;
        using var bytes = new MemoryStream((int)(http.Request.ContentLength ?? 0));
        var buffer = new byte[1 << 16];
        while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted) is > 0 and var read)
        {
            if (bytes.Length + read > FhirDoor.MostBytes)
                return null;
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }

    internal static async Task Write(HttpContext http, FhirReply reply)
    {
        var response = http.Response;
        response.StatusCode = reply.Status;
        if (reply.Version is { } version)
            response.Headers.ETag = $"W/\"{version}\"";
        if (reply.LastModified is { } at)
            response.Headers.LastModified = at.ToString("R", CultureInfo.InvariantCulture);
        if (reply.Location is { } location)
            response.Headers.Location = location;
        if (reply.ContentLocation is { } content)
            response.Headers.ContentLocation = content;
        if (reply.Status == 401)
            response.Headers.WWWAuthenticate = "Bearer";
        if (reply.Body.Length == 0 || reply.Status is 204 or 304)
            return;
        response.ContentType = reply.ContentType;
        response.ContentLength = reply.Body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.WriteAsync(reply.Body, http.RequestAborted);
    }
}
