using System.Net.Http.Json;
using Yihe.Kernel.News;

namespace Yihe.Residents.Messages;

/// <summary>
/// The operator's gateway for text messages: one POST of number and text, repeatable under the same Idempotency-Key.
/// Without an address messages stay written and unsent.
/// </summary>
public sealed class SmsGateway(Uri? address)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>The reaction to a written message: sends it and notes that it was sent.</summary>
    internal static async Task<Result<Done>> Send(Gate gate, MessageWritten written, Guid delivery, CancellationToken ct)
    {
        if (Of(gate.Platform).Address is not { } to)
            return Done.Yes;
        await using var db = gate.Platform.Database.Open();
        if (await db.Set<Message>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == written.Message, ct) is not { SentAt: null } message)
            return Done.Yes;
        using var request = new HttpRequestMessage(HttpMethod.Post, to)
        {
            Content = JsonContent.Create(
                new
                {
                    to = gate.Platform.Vault.DecryptText(message.Phone, "message.phone"),
                    text = gate.Platform.Vault.DecryptText(message.Text, "message.text"),
                }
            ),
        };
        request.Headers.Add("Idempotency-Key", delivery.ToString());
        using var response = await Http.SendAsync(request, ct);
        if (Subscription.IsDown(response.StatusCode))
            throw new HttpRequestException("the gateway is down", null, response.StatusCode);
        if (!response.IsSuccessStatusCode)
            return Refusal.Conflict($"gateway-{(int)response.StatusCode}", "短信网关没有接收");
        return await gate.Run(NoteSent.Door, Actor.Platform("sms"), new(message.Id), new Call(), ct);
    }

    internal Uri? Address => address;

    internal static SmsGateway Of(Platform platform) => platform.Shared(() => new SmsGateway(null));
}

/// <summary>The gateway took a message.</summary>
internal static class NoteSent
{
    internal sealed record Input(Guid Message);

    internal static readonly Change<Input, Done> Door = new("message.sent", "短信已送出", Permission.Platform, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        if (await work.Db.FindAsync<Message>([input.Message], ct) is not { } message)
            return Refusal.NotFound;
        message.Sent(work.Now);
        work.About(message);
        work.Subject = message.Resident.Value;
        return await work.Commit(Done.Yes, ct);
    }
}
