namespace Yihe.Residents;

/// <summary>A resident as pages and other modules see one: identity number and phone masked.</summary>
public sealed record ResidentCard(
    ResidentId Id,
    string HealthCode,
    string Name,
    Sex Sex,
    DateOnly BirthDate,
    string IdentityMasked,
    string IdentityTail,
    string? PhoneMasked,
    string? Address,
    string? Allergy,
    string? SignedTeam,
    string Age
)
{
    /// <summary>How many others have the same name; counted where one person is shown, not in lists.</summary>
    public int SameName { get; init; }

    /// <summary>Until when an emergency opened the record to whoever looks; null where none did.</summary>
    public DateTimeOffset? EmergencyUntil { get; init; }

    /// <summary>"女 71 岁".</summary>
    public string SexAndAge => $"{SexWords} {Age}";

    public string SexWords => Sex == Sex.Male ? "男" : "女";

    internal static ResidentCard Of(Work work, Resident resident) => Of(work.Platform, resident, work.Today);

    internal static ResidentCard Of(Platform platform, Resident resident, DateOnly today)
    {
        var identity = resident.IdentityNumber(platform.Vault);
        return new(
            resident.Id,
            resident.HealthCode,
            resident.Name,
            resident.Sex,
            resident.BirthDate,
            Mask.Identity(identity),
            identity[^4..],
            resident.PhoneNumber(platform.Vault) is { } phone ? Mask.Phone(phone) : null,
            resident.Address,
            resident.Allergy,
            resident.IsSigned(today) ? resident.SignedTeam : null,
            AgeOn(resident.BirthDate, today)
        );
    }

    /// <summary>Years from three on, months below, days in the first month.</summary>
    public static string AgeOn(DateOnly birth, DateOnly day)
    {
        var months = ((day.Year - birth.Year) * 12) + day.Month - birth.Month - (day.Day < birth.Day ? 1 : 0);
        return months >= 36 ? $"{months / 12} 岁"
            : months >= 1 ? $"{months} 个月"
            : $"{day.DayNumber - birth.DayNumber} 天";
    }
}

/// <summary>With which family-doctor team a resident is signed (签约), where, and until when.</summary>
public sealed record Signing(string Team, InstitutionId At, DateOnly Until);

/// <summary>A resident in full, unmasked: for systems outside only, never for a page.</summary>
public sealed record ResidentIdentity(string HealthCode, string Name, string IdentityNumber, string? Phone);
