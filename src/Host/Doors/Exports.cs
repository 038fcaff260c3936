using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Features;
using Yihe.Basis;
using Yihe.Basis.Files;
using Yihe.Kernel.Files;
using Yihe.Kernel.Working;
using Yihe.Ui;

namespace Yihe.Host.Doors;

/// <summary>
/// Any list as an Excel file: its own page is opened with <c>export=xlsx</c>, page after page, and the list hands over its rows
/// instead of being sent. So a file holds what its reader may see on the page, under the same conditions.
/// </summary>
internal static class Exports
{
    /// <summary>The framework adds this header to every page and would not bear to find it there.</summary>
    private const string PageMark = "blazor-enhanced-nav";

    internal static void UseExports(this WebApplication app) =>
        app.Use(
            async (http, next) =>
            {
                var asked = HttpMethods.IsGet(http.Request.Method) && http.Request.Query["export"] == "xlsx";
                if (!asked || http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
                {
                    await next(http);
                    return;
                }
                var export = new ListExport();
                await Collect(http, next, export);
                if (export.Sheet is { } sheet)
                    await Send(http, sheet);
                else if (http.Response.StatusCode < 400)
                    http.Response.StatusCode = StatusCodes.Status404NotFound;
            }
        );

    /// <summary>Opens the page again and again, each time in a scope of its own, with nobody to show it to.</summary>
    private static async Task Collect(HttpContext http, RequestDelegate next, ListExport export)
    {
        var (services, body, query) = (http.RequestServices, http.Features.Get<IHttpResponseBodyFeature>(), http.Request.Query);
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        try
        {
            do
            {
                await using var scope = services.CreateAsyncScope();
                var desk = scope.ServiceProvider.GetRequiredService<Desk>();
                (desk.Actor, desk.Export) = (services.GetRequiredService<Desk>().Actor, export);
                http.RequestServices = scope.ServiceProvider;
                http.Request.QueryString = Page(query, export.Next);
                http.Response.Headers.Remove(PageMark);
                await next(http);
            } while (export.Goes && http.Response.StatusCode == StatusCodes.Status200OK);
        }
        finally
        {
            http.RequestServices = services;
            http.Features.Set(body);
        }
    }

    private static QueryString Page(IQueryCollection query, string? after) =>
        QueryString.Create([
            .. query.Where(q => q.Key is not ("export" or "after")),
            .. after is null ? [] : new[] { KeyValuePair.Create("after", new Microsoft.Extensions.Primitives.StringValues(after)) },
        ]);

    private static async Task Send(HttpContext http, SheetText sheet)
    {
        var desk = http.RequestServices.GetRequiredService<Desk>();
        var gate = http.RequestServices.GetRequiredService<Gate>();
        var (file, refusal) = await gate.Run(
            ExportList.Door,
            desk.Actor,
            new(http.Request.Path, sheet),
            Caller.CallOf(http, ""),
            http.RequestAborted
        );
        http.Response.StatusCode = refusal is null ? StatusCodes.Status200OK : Desk.StatusOf(refusal.Kind);
        if (refusal is null)
            await Results.File(file.Content, file.ContentType, file.Name).ExecuteAsync(http);
    }
}
