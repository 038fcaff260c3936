using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Yihe.Indicators.Closing;
using Yihe.Kernel.News;

namespace Yihe.Reporting.Sending;

/// <summary>The report of a month is to go upward.</summary>
/// <param name="Month">as an address carries it: 2026-09</param>
/// <param name="Restated">as its facts are now, not as they were frozen</param>
internal sealed record ReportDue(string Month, bool Restated);

/// <summary>
/// The commission above (上级): one POST of the report of a month, repeatable, for the same report is taken once. Without an address nothing is sent.
/// </summary>
/// <param name="Address">where it takes reports: its <c>/api/consortium-reports</c></param>
/// <param name="Token">what it gave out for this consortium</param>
public sealed record Upstream(Uri? Address, string? Token)
{
    internal const string Subscriber = "commission";
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    internal static Upstream Of(Platform platform) => platform.Shared(() => new Upstream(null, null));

    /// <summary>A month was closed: its report is due, where there is anybody to have it.</summary>
    internal static async Task OnMonthClosed(Work work, MonthClosed closed, CancellationToken ct)
    {
        if (Of(work.Platform).Address is null)
            return;
        work.Publish(new ReportDue(closed.Month, Restated: false));
        await work.Commit(Done.Yes, ct);
    }

    /// <summary>The commission is told.</summary>
    internal static async Task<Result<Done>> Send(Gate gate, ReportDue told, Guid delivery, CancellationToken ct)
    {
        if (Of(gate.Platform) is not { Address: { } to } upstream)
            return Done.Yes;
        var actor = Actor.Platform(Subscriber);
        var (report, refusal) = await gate.Run(ShowReport.Door, actor, new(told.Month, told.Restated), new Call(), ct);
        if (refusal is not null)
            return refusal;
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = JsonContent.Create(report, options: JsonText.Options) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", upstream.Token);
        request.Headers.Add("Idempotency-Key", report.Hash);
        using var response = await Http.SendAsync(request, ct);
        if (Subscription.IsDown(response.StatusCode))
            throw new HttpRequestException("the commission is down", null, response.StatusCode);
        return response.IsSuccessStatusCode
            ? Done.Yes
            : Refusal.Conflict($"{(int)response.StatusCode} {await WhyOf(response, ct)}", "上级没有收下这份月报");
    }

    /// <summary>What the commission says is wrong; where that is several things, the first of them.</summary>
    private static async Task<string> WhyOf(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(ct));
            return $"{(problem?["errors"] is JsonArray { Count: > 0 } all ? all[0]!["message"] : problem?["title"])}";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return ""; // something else than a commission answers there
        }
    }
}

/// <summary>The office has a closed month told upward (报送): once more as it was closed, or as it is now (重述).</summary>
internal static class SendReport
{
    internal sealed record Input(
        [property: Display(Name = "月份"), Needed("请写明月份，如 2026-09")] string Month,
        [property: Display(Name = "重述")] bool Restated = false
    );

    internal static readonly Change<Input, Done> Door = new("consortium-report.send", "报送医共体月报", FigureRights.Close, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution()) is { } denied)
            return denied;
        var (closing, refusal) = await ShowReport.Closed(work, input.Month, ct);
        if (refusal is not null)
            return refusal;
        if (Upstream.Of(work.Platform).Address is null)
            return Refusal.Conflict("no-upstream", "没有配置上级的地址（serve --report-to），没有报送；也可以取下这份月报，按说明由人送交");
        work.About(closing);
        work.Purpose = input.Restated ? "restatement" : "report";
        work.Publish(new ReportDue(input.Month, input.Restated));
        return await work.Commit(Done.Yes, ct);
    }
}
