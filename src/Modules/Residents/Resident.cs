using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yihe.Kernel.Secrets;

namespace Yihe.Residents;

/// <summary>A resident (居民), known once in the region by one health code; identity number and phone are kept encrypted.</summary>
[Index(nameof(IdentityTail4))]
[Index(nameof(IdentityTail6))]
[Index(nameof(PhoneIndex))]
[Index(nameof(HealthCode), IsUnique = true)]
[Index(nameof(Name))]
[Index(nameof(GivenName))]
[Index(nameof(Pinyin), nameof(BirthDate))]
[Index(nameof(Initials))]
[Index(nameof(BirthDate))]
[Index(nameof(Batch))]
internal sealed class Resident : IEntity
{
    public required ResidentId Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id.Value;
    public required string HealthCode { get; init; }
    public required string Name { get; init; }
    public required string GivenName { get; init; }
    public required string Pinyin { get; init; }
    public required string Initials { get; init; }
    public required Sex Sex { get; init; }
    public required DateOnly BirthDate { get; init; }

    [Sealed("resident.identity")]
    public required byte[] Identity { get; init; }

    [IndexOf(nameof(Identity), "identity")]
    public required string IdentityIndex { get; init; }

    [IndexOf(nameof(Identity), "identity-tail", Last = 4)]
    public required string IdentityTail4 { get; init; }

    [IndexOf(nameof(Identity), "identity-tail", Last = 6)]
    public required string IdentityTail6 { get; init; }

    [Sealed("resident.phone")]
    public byte[]? Phone { get; private set; }

    [IndexOf(nameof(Phone), "phone")]
    public string? PhoneIndex { get; private set; }
    public string? Address { get; private set; }

    /// <summary>What the person must not be given; null when none is on record.</summary>
    public string? Allergy { get; private set; }

    /// <summary>The family-doctor team the person signed with (签约团队), since when, and where.</summary>
    public string? SignedTeam { get; private set; }
    public InstitutionId? SignedAt { get; private set; }
    public DateOnly? SignedFrom { get; private set; }
    public DateOnly? SignedUntil { get; private set; }

    /// <summary>The batch the person came in by, where it was one; and when that was taken back: from then on nobody by this number is known.</summary>
    public Guid? Batch { get; init; }
    public DateTimeOffset? TakenBackAt { get; private set; }

    internal static Resident Create(Platform platform, string healthCode, string name, IdentityNumber identity, Guid? batch = null)
    {
        var vault = platform.Vault;
        var (pinyin, initials) = platform.Pinyin.Read(name);
        return new Resident
        {
            Id = new ResidentId(platform.Time.NewId()),
            HealthCode = healthCode,
            Name = name,
            GivenName = name[platform.Pinyin.SurnameOf(name).Length..],
            Pinyin = pinyin,
            Initials = initials,
            Sex = identity.Sex,
            BirthDate = identity.BirthDate,
            Identity = vault.EncryptText(identity.Value, "resident.identity"),
            IdentityIndex = vault.Index("identity", identity.Value),
            IdentityTail4 = vault.Index("identity-tail", identity.Value[^4..]),
            IdentityTail6 = vault.Index("identity-tail", identity.Value[^6..]),
            Batch = batch,
        };
    }

    internal void Describe(Vault vault, PhoneNumber? phone, string? address, string? allergy)
    {
        Phone = phone is { } number ? vault.EncryptText(number.Value, "resident.phone") : null;
        PhoneIndex = phone is { } indexed ? vault.Index("phone", indexed.Value) : null;
        (Address, Allergy) = (address, allergy);
    }

    internal void Sign(string team, InstitutionId at, DateOnly from, DateOnly until) =>
        (SignedTeam, SignedAt, SignedFrom, SignedUntil) = (team, at, from, until);

    internal void TakeBack(DateTimeOffset at) => TakenBackAt = at;

    internal bool IsSigned(DateOnly day) => SignedFrom <= day && day < SignedUntil;

    internal string IdentityNumber(Vault vault) => vault.DecryptText(Identity, "resident.identity");

    internal string? PhoneNumber(Vault vault) => Phone is null ? null : vault.DecryptText(Phone, "resident.phone");
}

/// <summary>Whoever was taken back is read by nobody, and the number is free for them to come again. Decision 25.</summary>
internal sealed class ResidentConfiguration : IEntityTypeConfiguration<Resident>
{
    public void Configure(EntityTypeBuilder<Resident> builder)
    {
        builder.HasQueryFilter(r => r.TakenBackAt == null);
        builder.HasIndex(r => r.IdentityIndex).IsUnique().HasFilter("taken_back_at IS NULL");
    }
}

public enum CareKind
{
    Registered,
    Signed,
    Visit,
    Referral,
    Reason,
    Consent,
}

/// <summary>
/// Why an institution's staff may see a resident (照护关系): registered or signed there, an open visit or referral,
/// for a while because someone gave two identifiers and a reason, or as long as the person's consent to it lasts.
/// </summary>
[Index(nameof(Resident), nameof(Institution))]
[Index(nameof(Institution), nameof(EndedAt))]
[Index(nameof(Matter))]
internal sealed class CareRelation : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required ResidentId Resident { get; init; }
    public required InstitutionId Institution { get; init; }
    public required CareKind Kind { get; init; }

    /// <summary>The visit or referral it lasts as long as.</summary>
    public Guid? Matter { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? EndedAt { get; private set; }

    internal void EndAt(DateTimeOffset end) => EndedAt = end;
}
