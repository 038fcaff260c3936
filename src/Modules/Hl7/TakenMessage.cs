namespace Yihe.Hl7;

/// <summary>A message that was taken (收下的来文): its bytes sealed, and what tells the same again from another under the same number.</summary>
[Index(nameof(Source), nameof(ControlId), IsUnique = true)]
[Index(nameof(Source), nameof(Id))]
internal sealed class TakenMessage : IEntity
{
    internal const string Place = "hl7.message";

    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required Guid Source { get; init; }

    /// <summary>MSH-10.</summary>
    public required string ControlId { get; init; }
    public required string Trigger { get; init; }
    public required string Digest { get; init; }
    public required DateTimeOffset At { get; init; }

    [Sealed(Place)]
    public required byte[] Content { get; init; }

    /// <summary>A keyed hash of the bytes.</summary>
    internal static string DigestOf(Vault vault, byte[] content) =>
        vault.LastingIndex("message", Convert.ToHexString(global::System.Security.Cryptography.SHA256.HashData(content)));
}
