using Yihe.Kernel.Secrets;

namespace Yihe.Residents.Messages;

/// <summary>A text message to a resident's phone: where, when, what to bring; never clinical words.</summary>
[Index(nameof(Resident))]
internal sealed class Message : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required ResidentId Resident { get; init; }

    [Sealed("message.phone")]
    public required byte[] Phone { get; init; }

    /// <summary>Encrypted, for it may hold a code.</summary>
    [Sealed("message.text")]
    public required byte[] Text { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? SentAt { get; private set; }

    internal void Sent(DateTimeOffset at) => SentAt = at;
}

/// <summary>A message waits to be sent.</summary>
public sealed record MessageWritten(Guid Message);

/// <summary>The door to residents' phones.</summary>
public static class ResidentMessages
{
    /// <summary>The last message to a resident since then, for demos alone; null where there was none.</summary>
    public static async Task<string?> LastTo(Platform platform, AppDb db, ResidentId resident, DateTimeOffset since, CancellationToken ct)
    {
        var sent = db.Set<Message>().Where(m => m.Resident == resident && m.At > since).OrderByDescending(m => m.At);
        return await sent.FirstOrDefaultAsync(ct) is { } last ? platform.Vault.DecryptText(last.Text, "message.text") : null;
    }

    /// <summary>Writes a message; it goes out after the commit where there is a gateway. Without a phone on record nothing is written.</summary>
    public static async Task Tell(Work work, ResidentId resident, string text, CancellationToken ct)
    {
        var to = await work.Db.FindAsync<Resident>([resident], ct);
        if (to?.PhoneNumber(work.Platform.Vault) is not { } phone)
            return;
        var message = new Message
        {
            Id = work.NewId(),
            Resident = resident,
            Phone = work.Platform.Vault.EncryptText(phone, "message.phone"),
            Text = work.Platform.Vault.EncryptText(text, "message.text"),
            At = work.Now,
        };
        work.Db.Add(message);
        if (SmsGateway.Of(work.Platform).Address is not null)
            work.Publish(new MessageWritten(message.Id));
    }
}
