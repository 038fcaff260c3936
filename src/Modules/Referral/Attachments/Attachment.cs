namespace Yihe.Referral.Attachments;

/// <summary>A document that goes with a referral; its bytes are kept sealed, every opening is an act.</summary>
[Index(nameof(Referral))]
internal sealed class Attachment : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required ReferralId Referral { get; init; }
    public required string Name { get; init; }
    public required string ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public required int Size { get; init; }
    public required Guid Blob { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal sealed record AttachmentLine(Guid Id, string Name, string ContentType, int Size, DateTimeOffset At)
{
    internal static async Task<IReadOnlyList<AttachmentLine>> Of(Work work, ReferralId referral, CancellationToken ct) =>
        await work
            .Db.Set<Attachment>()
            .AsNoTracking()
            .Where(a => a.Referral == referral)
            .OrderBy(a => a.At)
            .Select(a => new AttachmentLine(a.Id, a.Name, a.ContentType, a.Size, a.At))
            .ToListAsync(ct);
}
