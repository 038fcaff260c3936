using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.OpenApi;
using Yihe.Basis;
using Yihe.Kernel.Data;
using Yihe.Kernel.Working;
using Yihe.Ui;
using Route = Yihe.Kernel.Working.Route;

namespace Yihe.Host.Doors;

/// <summary>The REST door: one line per route of a module, the input record is the body (or the query), refusals are problem+json.</summary>
internal static class Api
{
    private const string KeyHeader = "Idempotency-Key";

    internal static void MapApi(this WebApplication app)
    {
        foreach (var route in ModuleList.All.All.SelectMany(m => m.Routes))
            app.MapMethods(route.Address, [route.Method], (RequestDelegate)(http => Answer(http, route)))
                .WithMetadata(route.UseCase)
                .WithName(route.UseCase.Name)
                .WithSummary(route.UseCase.Words)
                .WithTags(route.UseCase.Name.Split('.')[0])
                .Describe(route);
    }

    private static void Describe(this IEndpointConventionBuilder endpoint, Route route)
    {
        var errors = new[] { 401, 403, 404, 409, 422, 429 };
        endpoint.Add(b =>
        {
            b.Metadata.Add(((Delegate)Described).Method);
            if (route.Method is not "GET")
                b.Metadata.Add(new Microsoft.AspNetCore.Http.Metadata.AcceptsMetadata(["application/json"], route.UseCase.Input));
            b.Metadata.Add(
                route.UseCase.Outcome == typeof(FileContent)
                    ? new ProducesResponseTypeMetadata(200, typeof(Stream), ["application/octet-stream"])
                    : new ProducesResponseTypeMetadata(200, route.UseCase.Outcome, ["application/json"])
            );
            foreach (var status in errors)
                b.Metadata.Add(
                    new ProducesResponseTypeMetadata(status, typeof(Microsoft.AspNetCore.Mvc.ProblemDetails), ["application/problem+json"])
                );
        });
    }

    /// <summary>The name of a shape in the description: with its use case, as each has an <c>Input</c> and an <c>Outcome</c> of its own.</summary>
    internal static string? SchemaOf(JsonTypeInfo shape) =>
        OpenApiOptions.CreateDefaultSchemaReferenceId(shape) is null ? null : NameOf(Nullable.GetUnderlyingType(shape.Type) ?? shape.Type);

    private static string NameOf(Type type) =>
        (type.DeclaringType is { } useCase ? NameOf(useCase) : "")
        + type.Name.Split('`')[0]
        + (type.IsGenericType ? "Of" + string.Concat(type.GetGenericArguments().Select(NameOf)) : "");

    /// <summary>Only what has a method is listed in the description; this one takes nothing but the request.</summary>
    private static Task Described(HttpContext http) => Task.CompletedTask;

    private static async Task Answer(HttpContext http, Route route)
    {
        var actor = http.RequestServices.GetRequiredService<Desk>().Actor;
        var gate = http.RequestServices.GetRequiredService<Gate>();
        var key = http.Request.Headers[KeyHeader].ToString();
        var call = Caller.CallOf(http, key);
        var result =
            (await gate.Denies(route.UseCase, actor, call, http.RequestAborted) ?? KeyRefusal(route, key)) is { } no ? no
            : (await Input(http, route)) is var input && input.Refusal is { } misread ? misread
            : await gate.Run(route.UseCase, actor, input.Value, call, http.RequestAborted);
        if (result.Refusal is { } refusal)
            await Problems.Write(http, refusal);
        else
            await Write(http, route, result.Value);
    }

    private static Refusal? KeyRefusal(Route route, string key) =>
        route.UseCase is { Changes: true, Secret: false } && key.Length is < 8 or > 200
            ? Refusal.Invalid(KeyHeader, $"请在请求头 {KeyHeader} 中带上 8 至 200 个字符的幂等键，重试时用同一个")
            : null;

    private static async Task<Result<object>> Input(HttpContext http, Route route) =>
        (await Read(http, route)) is var given && given.Refusal is { } unread ? unread : InputReader.Read(route.UseCase.Input, given.Value);

    private static async Task Write(HttpContext http, Route route, object outcome)
    {
        SessionCookie.Follow(http, route.UseCase, outcome);
        if (outcome is FileContent file)
        {
            http.Response.ContentType = file.ContentType;
            http.Response.Headers.ContentDisposition = new System.Net.Mime.ContentDisposition
            {
                FileName = Uri.EscapeDataString(file.Name),
                Inline = false,
            }.ToString();
            await http.Response.Body.WriteAsync(file.Content, http.RequestAborted);
            return;
        }
        var body = JsonSerializer.SerializeToUtf8Bytes(outcome, outcome.GetType(), JsonText.Options);
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static async Task<Result<JsonObject>> Read(HttpContext http, Route route)
    {
        var given = new JsonObject();
        if (route.Method == "GET")
        {
            foreach (var (name, values) in http.Request.Query)
                given[name] = values.ToString();
        }
        else if (http.Request.ContentLength is not 0 && http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
        {
            if (!http.Request.HasJsonContentType())
                return new Refusal(RefusalKind.Invalid, "not-json", "请求体应为 JSON，并带 Content-Type: application/json");
            try
            {
                if (await JsonNode.ParseAsync(http.Request.Body, null, JsonText.Once, http.RequestAborted) is not JsonObject body)
                    return new Refusal(RefusalKind.Invalid, "not-json", "请求体应为一个 JSON 对象");
                given = body;
                _ = given.Count;
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException) // a name with half a character
            {
                return new Refusal(RefusalKind.Invalid, "not-json", "请求体不是完整的 JSON，或有重复的字段，请检查");
            }
        }
        foreach (var (name, value) in http.Request.RouteValues)
            given[name] = value?.ToString();
        return given;
    }
}
