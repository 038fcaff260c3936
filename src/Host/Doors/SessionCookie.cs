using System.Text.Json;
using Yihe.Kernel.Data;
using Yihe.Kernel.Working;
using Yihe.Organization.People;
using Yihe.Ui;

namespace Yihe.Host.Doors;

/// <summary>Carries the session token between browser and server, and puts the actor it stands for on the desk.</summary>
internal static class SessionCookie
{
    private const string Name = "yihe";

    internal static void UseSessions(this WebApplication app) =>
        app.Use(
            async (http, next) =>
            {
                if (CrossSite(http))
                {
                    http.Response.StatusCode = 403;
                    await Problems.Write(http, "cross-site", "不接受从其他网站发来的请求，请从本系统的页面办理", []);
                    return;
                }
                if (!http.Request.Path.StartsWithSegments("/assets"))
                    await SetActor(http, touch: !http.Request.Path.StartsWithSegments("/inbox/events"));
                await next(http);
            }
        );

    /// <summary>Puts on the desk whoever the token stands for now; a page that asks by itself does not keep a session alive.</summary>
    internal static async Task SetActor(HttpContext http, bool touch)
    {
        var desk = http.RequestServices.GetRequiredService<Desk>();
        if (TokenOf(http) is { } token)
            desk.Actor = await SessionDirectory.ActorOf(desk.Platform, token, http.RequestAborted, touch) ?? Actor.Nobody;
    }

    /// <summary>Opening a session sets the cookie, closing it takes the cookie away.</summary>
    internal static void Follow(HttpContext http, UseCase useCase, object outcome)
    {
        if (useCase.Name == "session.close")
            http.Response.Cookies.Delete(Name);
        else if (
            useCase.Name.StartsWith("session.open", StringComparison.Ordinal)
            && JsonSerializer.SerializeToNode(outcome, outcome.GetType(), JsonText.Options)?["token"] is { } token
        )
            http.Response.Cookies.Append(
                Name,
                token.GetValue<string>(),
                new CookieOptions
                {
                    HttpOnly = true,
                    SameSite = SameSiteMode.Lax,
                    Secure = http.Request.IsHttps,
                    Path = "/",
                }
            );
    }

    private static string? TokenOf(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..] : http.Request.Cookies[Name];
    }

    private static bool CrossSite(HttpContext http) =>
        !HttpMethods.IsGet(http.Request.Method)
        && !HttpMethods.IsHead(http.Request.Method)
        && http.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
}
