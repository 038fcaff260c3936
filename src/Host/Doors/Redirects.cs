namespace Yihe.Host.Doors;

/// <summary>Leads on to another page of ours; where script asked for a part of a page it is told to load the whole of the other.</summary>
internal static class Redirects
{
    /// <summary>A path of ours that can stand in a header: nothing beyond plain signs.</summary>
    internal static bool IsLocal(string address) =>
        address.StartsWith('/')
        && !address.StartsWith("//", StringComparison.Ordinal)
        && !address.Contains('\\', StringComparison.Ordinal)
        && address.All(c => c is > ' ' and < '\x7f');

    internal static void SeeOther(HttpContext http, string address)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = IsLocal(address) ? address : "/";
    }

    /// <summary>Script follows a redirect unseen and would put the other page into a part of this one, so it gets a header instead.</summary>
    internal static void UseScriptRedirects(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                if (http.Request.Headers.ContainsKey("HX-Request"))
                    http.Response.OnStarting(() =>
                    {
                        if (http.Response.StatusCode is >= 301 and <= 303 && http.Response.Headers.Location is [{ } address, ..])
                        {
                            http.Response.StatusCode = StatusCodes.Status200OK;
                            http.Response.Headers["HX-Redirect"] = address;
                            http.Response.Headers.Remove("Location");
                        }
                        return Task.CompletedTask;
                    });
                return next(http);
            }
        );
}
