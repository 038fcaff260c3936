using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Yihe.Kernel.Working;
using Yihe.Ui;

namespace Yihe.Host.Doors;

/// <summary>Writes refusals, and what nobody expected, as problem+json: Chinese title, stable code, fields, trace id.</summary>
internal sealed class Problems : IExceptionHandler
{
    internal static Task Write(HttpContext http, Refusal refusal)
    {
        http.Response.StatusCode = Desk.StatusOf(refusal.Kind);
        return Write(http, refusal.Code, refusal.Message, refusal.Faults, refusal.Alternatives);
    }

    internal static Task Write(
        HttpContext http,
        string code,
        string title,
        IReadOnlyList<FieldFault> faults,
        IReadOnlyList<Alternative>? alternatives = null
    ) =>
        http.Response.WriteAsJsonAsync(
            new ProblemDetails
            {
                Type = $"urn:yihe:{code}",
                Title = title,
                Status = http.Response.StatusCode,
                Extensions = new Dictionary<string, object?>(Alternatives(alternatives))
                {
                    ["errors"] = faults.Select(f => new { field = f.Field, message = f.Message }),
                    ["traceId"] = TraceIdOf(http),
                },
            },
            options: null,
            contentType: "application/problem+json; charset=utf-8",
            http.RequestAborted
        );

    private static Dictionary<string, object?> Alternatives(IReadOnlyList<Alternative>? alternatives) =>
        alternatives is { Count: > 0 }
            ? new()
            {
                ["alternatives"] = alternatives.Select(a => new
                {
                    id = a.Id,
                    at = a.At,
                    words = a.Words,
                }),
            }
            : [];

    internal static string TraceIdOf(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken ct)
    {
        var path = http.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? http.Request.Path;
        if (!path.StartsWith("/api/", StringComparison.Ordinal) && !path.StartsWith("/my/api/", StringComparison.Ordinal))
            return false;
        if (exception is BadHttpRequestException bad)
        {
            http.Response.StatusCode = bad.StatusCode;
            await Write(http, "bad-request", "请求无法读取，请检查大小与格式", []);
            return true;
        }
        http.Response.StatusCode = 503;
        await Write(http, "failed", "系统暂时无法办理，什么都没有保存。请稍后用同一个幂等键重试；仍不行请把追踪号告诉系统管理员", []);
        return true;
    }
}
