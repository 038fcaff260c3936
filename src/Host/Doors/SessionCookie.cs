using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Yihe.Accounts.People;
using Yihe.Basis;
using Yihe.Kernel.Data;
using Yihe.Kernel.Working;
using Yihe.ResidentAccounts;
using Yihe.Ui;

namespace Yihe.Host.Doors;

/// <summary>
/// Carries the session token between browser and server, and puts the actor it stands for on the desk. Below <c>/my</c> that is a
/// resident or nobody, elsewhere someone of the staff or nobody: each has a cookie, a table and a path of its own.
/// </summary>
internal static class SessionCookie
{
    private const string Name = "yihe";
    private const string OwnName = "yihe-my";
    private const string OwnPath = "/my";

    /// <summary>The part of the site that is the residents'.</summary>
    internal static bool IsOwn(HttpContext http) => http.Request.Path.StartsWithSegments(OwnPath);

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
                var failed = http.Features.Get<IExceptionHandlerFeature>() is not null; // who it was may be what failed
                if (!failed && !http.Request.Path.StartsWithSegments("/assets"))
                    await SetActor(http, touch: !http.Request.Path.StartsWithSegments("/inbox/events"));
                await next(http);
            }
        );

    /// <summary>Puts on the desk whoever the token stands for now; a page that asks by itself does not keep a session alive.</summary>
    internal static async Task SetActor(HttpContext http, bool touch)
    {
        var desk = http.RequestServices.GetRequiredService<Desk>();
        if (TokenOf(http) is { } token)
            desk.Actor =
                (
                    IsOwn(http)
                        ? await ResidentSessions.ActorOf(desk.Platform, token, http.RequestAborted)
                        : await SessionDirectory.ActorOf(desk.Platform, token, http.RequestAborted, touch)
                ) ?? Actor.Nobody;
    }

    /// <summary>Opening a session sets the cookie, closing it takes the cookie away.</summary>
    internal static void Follow(HttpContext http, UseCase useCase, object outcome)
    {
        if (useCase.Name == "session.close")
            http.Response.Cookies.Delete(Name);
        else if (useCase.Name is "my.close-session" or "my.close-account")
            http.Response.Cookies.Delete(OwnName, new() { Path = OwnPath });
        else if (
            IsOpening(useCase, out var isOwn)
            && JsonSerializer.SerializeToNode(outcome, outcome.GetType(), JsonText.Options)?["token"] is { } token
        )
            http.Response.Cookies.Append(
                isOwn ? OwnName : Name,
                token.GetValue<string>(),
                new CookieOptions
                {
                    HttpOnly = true,
                    SameSite = SameSiteMode.Lax,
                    Secure = http.Request.IsHttps,
                    Path = isOwn ? OwnPath : "/",
                }
            );
    }

    private static bool IsOpening(UseCase useCase, out bool isOwn)
    {
        isOwn = useCase.Name.StartsWith("my.open-session", StringComparison.Ordinal);
        return isOwn || useCase.Name.StartsWith("session.open", StringComparison.Ordinal);
    }

    private static string? TokenOf(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.Ordinal)
            ? header["Bearer ".Length..]
            : http.Request.Cookies[IsOwn(http) ? OwnName : Name];
    }

    private static bool CrossSite(HttpContext http) =>
        !HttpMethods.IsGet(http.Request.Method)
        && !HttpMethods.IsHead(http.Request.Method)
        && http.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
}
