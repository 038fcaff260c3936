using Yihe.Basis;
using Yihe.Hl7;
using Yihe.Kernel.Working;
using Yihe.Ui;

namespace Yihe.Host.Doors;

/// <summary>Hands an HL7 v2 message that came over HTTP to its door, and the acknowledgement back: 200 where it was taken, else 422.</summary>
internal static class MessageEndpoint
{
    internal const string ContentType = "x-application/hl7-v2+er7";

    internal static void MapMessages(this WebApplication app) =>
        app.MapPost("/api/messages", (RequestDelegate)Answer).ExcludeFromDescription();

    private static async Task Answer(HttpContext http)
    {
        var gate = http.RequestServices.GetRequiredService<Gate>();
        var actor = http.RequestServices.GetRequiredService<Desk>().Actor;
        if (actor == Actor.Nobody)
        {
            await Problems.Write(http, new Refusal(RefusalKind.SignedOut, "signed-out", "请在 Authorization 中带上接口令牌"));
            return;
        }
        var body = await Body(http);
        var reply = body is null
            ? MessageDoor.Refuse(gate.Platform, [], Refusal.Invalid("MSH", $"一条消息最多 {MessageDoor.MostBytes >> 20} MB"))
            : await MessageDoor.Answer(gate, actor, body, new Call(TraceId: http.TraceIdentifier), http.RequestAborted);
        http.Response.StatusCode = reply.IsTaken ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        http.Response.ContentType = ContentType;
        await http.Response.Body.WriteAsync(reply.Body, http.RequestAborted);
    }

    /// <summary>The whole body; null where it is too large.</summary>
    private static async Task<byte[]?> Body(HttpContext http)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted) is > 0 and var read)
        {
            if (bytes.Length + read > MessageDoor.MostBytes)
                return null;
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }
}
