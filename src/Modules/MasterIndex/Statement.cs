namespace Yihe.MasterIndex;

/// <summary>A number by which a source knows somebody, and since and until when it holds.</summary>
public sealed record Identifier(string Kind, string Value, DateOnly? From = null, DateOnly? Until = null);

/// <summary>What a source says of a patient of its own. Nothing of it need be known but the source's number.</summary>
/// <param name="Number">the source's own number for the patient</param>
/// <param name="Mother">of a newborn, the source's number for the mother</param>
public sealed record Statement(
    string Number,
    string? Name,
    Sex? Sex,
    DateOnly? BirthDate,
    string? Phone,
    string? Address,
    IReadOnlyList<Identifier> Identifiers,
    string? Mother
)
{
    /// <summary>The same person's number as residents are registered by; null where none that is valid was given.</summary>
    internal IdentityNumber? IdentityNumber(Platform platform, DateOnly today)
    {
        foreach (var given in Identifiers.Where(i => IdentifierKind.Named(platform, i.Kind)?.IsCitizens == true && i.HoldsOn(today)))
            if (Basis.Values.IdentityNumber.Parse(given.Value, today) is { Refusal: null } read)
                return read.Value;
        return null;
    }

    /// <summary>What tells who somebody is has not changed.</summary>
    internal bool IsOfSamePersonAs(Statement other) =>
        (Name, Sex, BirthDate, Mother) == (other.Name, other.Sex, other.BirthDate, other.Mother)
        && Identifiers.SequenceEqual(other.Identifiers);

    internal string? HealthCode => Identifiers.FirstOrDefault(i => i.Kind == IdentifierKind.HealthCode)?.Value;

    /// <summary>The texts by which it is compared, in the order of <see cref="Comparing.Columns"/>.</summary>
    internal IReadOnlyList<string> Texts(Platform platform, DateOnly today) =>
        [
            IdentityNumber(platform, today)?.Value ?? "",
            Name ?? "",
            Sex is { } sex ? Comparing.Of(sex) : "",
            BirthDate?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "",
            Phone ?? "",
            Address ?? "",
        ];

    /// <summary>A number without blanks, its letters raised.</summary>
    internal static string Squeezed(string number) =>
        string.Concat(number.Normalize(System.Text.NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();

    /// <summary>Single blanks; what stands for nothing is nothing.</summary>
    internal static string? Plain(string? text) =>
        string.Join(' ', (text ?? "").Split([' ', '　', '\t'], StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } plain
        && plain is not ("无名氏" or "不详" or "未知" or "无")
            ? plain
            : null;
}

/// <summary>When an identifier holds.</summary>
internal static class Validity
{
    internal static bool HoldsOn(this Identifier identifier, DateOnly day) =>
        (identifier.From is not { } from || from <= day) && (identifier.Until is not { } until || day <= until);
}
