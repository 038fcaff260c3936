using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.Extensions.Primitives;
using Yihe.Basis;
using Yihe.Kernel.Working;
using Yihe.Ui;

namespace Yihe.Host.Doors;

/// <summary>
/// Opens a page only to those who hold the permission it names; the signed-out are led to the sign-in page and back. An address with an id
/// that is none leads nowhere.
/// </summary>
internal static class PageGuard
{
    internal static void UsePageGuard(this WebApplication app) =>
        app.Use(
            async (http, next) =>
            {
                var page = http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;
                if (page is null)
                    await next(http);
                else if (May(http.RequestServices.GetRequiredService<Desk>().Actor, PermissionOf(page)))
                    await (IdsOf(page).All(name => IsReadable(http.Request.Query[name])) ? next(http) : NotFound(http));
                else if (!http.RequestServices.GetRequiredService<Desk>().Actor.SignedIn)
                    http.Response.Redirect(
                        $"{(SessionCookie.IsOwn(http) ? "/my" : "")}/sign-in?to={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}"
                    );
                else
                    http.Response.StatusCode = 404;
            }
        );

    /// <summary>The ids that a page takes from its address, by name.</summary>
    private static IEnumerable<string> IdsOf(Type page) =>
        from property in page.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        where (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(Guid)
        let given = property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()
        where given is not null
        select given.Name ?? property.Name;

    private static bool IsReadable(StringValues given) => given.All(id => string.IsNullOrEmpty(id) || Guid.TryParse(id, out _));

    private static Task NotFound(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    internal static string PermissionOf(Type page) =>
        page.GetCustomAttribute<NeedsAttribute>()?.Permission
        ?? throw new InvalidOperationException($"{page.Name} does not say which permission opens it");

    internal static bool May(Actor actor, string permission) =>
        permission == Permission.Anyone.Name
        || (permission == Permission.SignedIn.Name && actor.SignedIn)
        || (permission == Permission.Self.Name && actor.May(Permission.Self))
        || actor.May(new Permission(permission, ""));
}
