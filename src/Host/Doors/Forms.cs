using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Yihe.Basis;
using Yihe.Kernel.Data;
using Yihe.Kernel.Working;
using Yihe.Ui;

namespace Yihe.Host.Doors;

/// <summary>
/// The form door: a form posts to its own page and names its use case. Done leads on with 303; a refusal lets the page
/// render again, with what was typed and what is wrong, so no page handles a submission itself.
/// </summary>
internal static class Forms
{
    private static readonly Refusal Stale = Refusal.Conflict("stale-form", "页面放置太久，已过期，什么都没有保存。请核对内容后重新提交");

    internal static void UseForms(this WebApplication app) =>
        app.Use(
            async (http, next) =>
            {
                var toPage = http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
                if (!toPage || !HttpMethods.IsPost(http.Request.Method))
                {
                    await next(http);
                    return;
                }
                // a form with a stale token is read too, to give back what was typed; only then may it be read
                var genuine = http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true };
                http.Features.Set<IAntiforgeryValidationFeature>(null);
                if (http.Request.HasFormContentType)
                    await Submit(http, next, genuine);
                else
                    http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            }
        );

    private static async Task Submit(HttpContext http, RequestDelegate next, bool genuine)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!ModuleList.All.UseCases.TryGetValue(form["_use"].ToString(), out var useCase))
        {
            http.Response.StatusCode = 400;
            return;
        }
        var values = await ValuesOf(form, http.RequestAborted);
        if (!genuine)
        {
            await Return(http, next, useCase, form["_form"], values, Stale);
            return;
        }
        var desk = http.RequestServices.GetRequiredService<Desk>();
        var gate = http.RequestServices.GetRequiredService<Gate>();
        var input = InputReader.Read(useCase.Input, (JsonObject)values.DeepClone());
        var call = Caller.CallOf(http, form["_key"].ToString());
        var result = input.Refusal is { } misread ? misread : await gate.Run(useCase, desk.Actor, input.Value, call, http.RequestAborted);
        if (result.Refusal is { } refusal)
            await Return(http, next, useCase, form["_form"], values, refusal);
        else
            await Finish(http, next, useCase, form, result.Value);
    }

    private static async Task Finish(HttpContext http, RequestDelegate next, UseCase useCase, IFormCollection form, object outcome)
    {
        var desk = http.RequestServices.GetRequiredService<Desk>();
        if (form.ContainsKey("_draft") && DraftDoor.PlaceOf(desk, http.Request.Path + http.Request.QueryString, form["_form"]) is { } place)
            await Drafts.Drop(desk.Platform, place, http.RequestAborted);
        SessionCookie.Follow(http, useCase, outcome);
        if (!form.ContainsKey("_stay"))
        {
            LeadOn(http, form["_next"].ToString(), outcome);
            return;
        }
        desk.Done = new DoneForm(useCase.Name, outcome);
        http.Request.Method = HttpMethods.Get;
        await next(http);
    }

    /// <summary>What was typed, without what steers the form itself.</summary>
    internal static async Task<JsonObject> ValuesOf(IFormCollection form, CancellationToken ct)
    {
        var values = new JsonObject();
        foreach (var (name, given) in form.Where(f => !f.Key.StartsWith('_')))
            values[name] = given.Count > 1 ? new JsonArray([.. given.Select(g => JsonValue.Create(g))]) : given.ToString();
        foreach (var file in form.Files.Where(f => f.Length > 0))
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, ct);
            values[file.Name] = new JsonObject
            {
                ["name"] = file.FileName,
                ["content"] = Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length),
            };
        }
        return values;
    }

    private static async Task Return(
        HttpContext http,
        RequestDelegate next,
        UseCase useCase,
        string? form,
        JsonObject values,
        Refusal refusal
    )
    {
        var desk = http.RequestServices.GetRequiredService<Desk>();
        desk.Returned = new ReturnedForm(useCase.Name, string.IsNullOrEmpty(form) ? null : form, values, refusal);
        http.Response.StatusCode = Desk.StatusOf(refusal.Kind);
        http.Request.Method = HttpMethods.Get;
        await next(http);
    }

    private static void LeadOn(HttpContext http, string next, object outcome)
    {
        var fields = JsonSerializer.SerializeToNode(outcome, outcome.GetType(), JsonText.Options) as JsonObject ?? [];
        foreach (var (name, value) in fields)
            next = next.Replace($"{{{name}}}", Uri.EscapeDataString(value?.ToString() ?? ""), StringComparison.Ordinal);
        Redirects.SeeOther(http, Redirects.IsLocal(next) ? next : http.Request.Path + http.Request.QueryString);
    }
}
