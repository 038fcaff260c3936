using System.Reflection;
using Microsoft.AspNetCore.Components.Endpoints;
using Yihe.Kernel.Working;
using Yihe.Ui;

namespace Yihe.Host.Doors;

/// <summary>Opens a page only to those who hold the permission it names; the signed-out are led to the sign-in page and back.</summary>
internal static class PageGuard
{
    internal static void UsePageGuard(this WebApplication app) =>
        app.Use(
            async (http, next) =>
            {
                var page = http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;
                if (page is null || May(http.RequestServices.GetRequiredService<Desk>().Actor, PermissionOf(page)))
                    await next(http);
                else if (!http.RequestServices.GetRequiredService<Desk>().Actor.SignedIn)
                    http.Response.Redirect(
                        $"{(SessionCookie.IsOwn(http) ? "/my" : "")}/sign-in?to={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}"
                    );
                else
                    http.Response.StatusCode = 404;
            }
        );

    internal static string PermissionOf(Type page) =>
        page.GetCustomAttribute<NeedsAttribute>()?.Permission
        ?? throw new InvalidOperationException($"{page.Name} does not say which permission opens it");

    internal static bool May(Actor actor, string permission) =>
        permission == Permission.Anyone.Name
        || (permission == Permission.SignedIn.Name && actor.SignedIn)
        || (permission == Permission.Self.Name && actor.May(Permission.Self))
        || actor.May(new Permission(permission, ""));
}
