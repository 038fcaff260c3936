using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Yihe.Basis;
using Yihe.Interop.Rest;
using Yihe.Kernel.Working;
using Yihe.Ui;

namespace Yihe.Host.Doors;

/// <summary>Writes refusals, and what nobody expected, as problem+json: Chinese title, stable code, fields, trace id.</summary>
internal sealed class Problems : IExceptionHandler
{
    private const string Failed = "系统暂时无法办理，什么都没有保存。请稍后用同一个幂等键重试；仍不行请把追踪号告诉系统管理员";

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
        var status = Outages.StatusOf(exception);
        Outages.Answer(http.Response, status);
        if (path.StartsWith(FhirEndpoint.Root, StringComparison.Ordinal))
        {
            var (code, words) =
                exception is BadHttpRequestException ? ("too-large", "请求无法读取，请检查大小与格式") : ("failed", WordsOf(status));
            await FhirEndpoint.Write(http, FhirDoor.Refuse(code, words, TraceIdOf(http)));
            return true;
        }
        if (!IsForPrograms(path))
            return false;
        if (exception is BadHttpRequestException)
        {
            await Write(http, "bad-request", "请求无法读取，请检查大小与格式", []);
            return true;
        }
        await Write(http, status == 507 ? "disk-full" : "failed", WordsOf(status), []);
        return true;
    }

    internal static bool IsForPrograms(string path) =>
        path.StartsWith("/api/", StringComparison.Ordinal)
        || path.StartsWith("/my/api/", StringComparison.Ordinal)
        || path.StartsWith("/health/", StringComparison.Ordinal);

    private static string WordsOf(int status) =>
        status == 507
            ? "服务器磁盘已满，没有办成。请联系系统管理员清理后，用同一个幂等键重试"
            : "系统暂时无法办理。请稍后用同一个幂等键重试，已办成的不会再办一次；仍不行请把追踪号告诉系统管理员";
}
