using Yihe.Basis;
using Yihe.Kernel.Working;

namespace Yihe.Host.Doors;

/// <summary>What a request says besides its content.</summary>
internal static class Caller
{
    internal static Call CallOf(HttpContext http, string key) =>
        new(key.Length > 0 ? key : null, http.TraceIdentifier, OriginOf(http.Request));

    /// <summary>The browser's own word for where it is, so that it holds behind a proxy that ends TLS; only for the host it asked.</summary>
    private static string OriginOf(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority == request.Host.Value
            ? origin.GetLeftPart(UriPartial.Authority)
            : $"{request.Scheme}://{request.Host}";
}
