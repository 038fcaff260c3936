using Microsoft.AspNetCore.Antiforgery;
using Yihe.Basis;
using Yihe.Kernel.Working;
using Yihe.Ui;

namespace Yihe.Host.Doors;

/// <summary>Where forms leave what is typed while it is being typed, and where it is given up.</summary>
internal static class DraftDoor
{
    private const int MostBytes = 256 << 10;

    internal static void MapDrafts(this WebApplication app)
    {
        var drafts = app.MapGroup("/drafts").WithMetadata(new RequireAntiforgeryTokenAttribute()).ExcludeFromDescription();
        drafts.MapPost("", (RequestDelegate)(http => At(http, Keep)));
        drafts.MapPost("discard", (RequestDelegate)(http => At(http, Discard)));
    }

    /// <summary>The place a form's draft has, or none when nobody is signed in.</summary>
    internal static DraftPlace? PlaceOf(Desk desk, string page, string? form) =>
        desk.Actor.Account is { } account && page.Length is > 0 and <= 500 ? new(account, page, form ?? "") : null;

    private static async Task At(HttpContext http, Func<HttpContext, Platform, DraftPlace, Task> act)
    {
        var desk = http.RequestServices.GetRequiredService<Desk>();
        var place = PlaceOf(desk, http.Request.Query["page"].ToString(), http.Request.Query["form"]);
        if (place is null || http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true })
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else if (!http.Request.HasFormContentType || http.Request.ContentLength is null or > MostBytes)
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        else
            await act(http, desk.Platform, place);
    }

    private static async Task Keep(HttpContext http, Platform platform, DraftPlace place)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        await Drafts.Keep(platform, place, await Forms.ValuesOf(form, http.RequestAborted), http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task Discard(HttpContext http, Platform platform, DraftPlace place)
    {
        await Drafts.Drop(platform, place, http.RequestAborted);
        Redirects.SeeOther(http, place.Page);
    }
}
