using System.Net;
using System.Net.Http.Json;
using Yihe.Kernel.News;

namespace Yihe.Sharing.Allotments;

/// <summary>
/// The hospitals' own systems (院内系统) that hand Yihe a part of their times and beds. Every taking, change and giving back is a POST of
/// how it stands now, repeatable under the same Idempotency-Key; <c>200 {"accepted": …, "reason": …}</c> decides,
/// <c>202</c> means the answer comes later through the confirmation door, anything else is tried again.
/// </summary>
/// <param name="Addresses">institution code → where its system listens</param>
public sealed record HospitalSystems(IReadOnlyDictionary<string, Uri> Addresses)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private sealed record Answer(bool Accepted, string? Reason = null);

    /// <summary>Tells the system of the institution; without an address the taking waits to be confirmed by hand.</summary>
    internal static async Task<Result<Done>> Tell(Gate gate, AllotmentChanged changed, Guid delivery, CancellationToken ct)
    {
        var actor = Actor.Platform("hospital-system");
        var told = await gate.Run(ReportTaking.Door, actor, new(changed.Taking), new Call(), ct);
        if (told.Refusal is { } refusal)
            return refusal;
        var systems = gate.Platform.Shared(() => new HospitalSystems(new Dictionary<string, Uri>()));
        if (!systems.Addresses.TryGetValue(told.Value.Institution, out var to))
            return Done.Yes;
        using var request = new HttpRequestMessage(HttpMethod.Post, to)
        {
            Content = JsonContent.Create(told.Value, options: JsonText.Options),
        };
        request.Headers.Add("Idempotency-Key", delivery.ToString());
        using var response = await Http.SendAsync(request, ct);
        if (Subscription.IsDown(response.StatusCode))
            throw new HttpRequestException("the hospital's system is down", null, response.StatusCode);
        if (!response.IsSuccessStatusCode)
            return Refusal.Conflict($"hospital-{(int)response.StatusCode}", "院内系统没有接收");
        if (response.StatusCode == HttpStatusCode.Accepted || told.Value.State != Allotted.Asking)
            return Done.Yes;
        var answer = await response.Content.ReadFromJsonAsync<Answer>(JsonText.Options, ct);
        return answer is null
            ? Refusal.Conflict("hospital-silent", "院内系统的回答读不懂")
            : (await gate.Run(ConfirmAllotted.Door, actor, new(changed.Taking, answer.Accepted, answer.Reason), new Call(), ct)).To(_ =>
                Done.Yes
            );
    }
}

/// <summary>What the hospital's own system must know of a taking; that it was told is an act.</summary>
internal static class ReportTaking
{
    internal sealed record Input(Guid Taking);

    /// <param name="Version">grows with every change; an older report that arrives late is to be ignored</param>
    internal sealed record Report(
        Guid Taking,
        int Version,
        string Institution,
        string Number,
        string Place,
        DateTimeOffset At,
        int No,
        string State,
        string HealthCode,
        string Name,
        string IdentityNumber,
        string? Phone
    );

    internal static readonly Look<Input, Report> Door = new("allotment.report", "告知院内系统", Permission.Platform, Run);

    private static async Task<Result<Report>> Run(Work work, Input input, CancellationToken ct)
    {
        if (await Allotted.Find(work, input.Taking, ct) is not ({ }, { } a))
            return Refusal.NotFound;
        var person = await ResidentDirectory.Identify(work, a.Resident, ct);
        work.About(a);
        (work.Subject, work.Matter, work.Purpose) = (a.Subject, a.Course, "hospital-system");
        return await work.Look(
            new Report(
                a.Key,
                a.Version,
                (await InstitutionDirectory.Find(work, a.To, ct))!.Code,
                a.Number,
                a.Place,
                a.At,
                a.No,
                a.Stands,
                person.HealthCode,
                person.Name,
                person.IdentityNumber,
                person.Phone
            ),
            ct
        );
    }
}
