using System.Text.RegularExpressions;

namespace Yihe.MasterIndex;

/// <summary>A kind of number people are known by (标识种类). Table: <c>knowledge/identifiers.json</c>.</summary>
/// <param name="IsPersons">it means one person wherever it comes from; else only within the source that gave it</param>
/// <param name="IsCitizens">18 characters with birth date, sex and check character, or the 15 of old: what residents are registered by</param>
/// <param name="Pattern">what it looks like, with blanks dropped and letters raised</param>
/// <param name="Systems">how other systems name the kind</param>
internal sealed record IdentifierKind(
    string Kind,
    string Title,
    bool IsPersons,
    bool IsCitizens,
    string Pattern,
    IReadOnlyList<string> Systems,
    string Source
)
{
    internal const string HealthCode = "healthCode";
    internal const string Other = "medicalRecord";

    internal static IReadOnlyList<IdentifierKind> All(Platform platform) => BookOf(platform).All;

    internal static IdentifierKind? Named(Platform platform, string kind) => BookOf(platform).All.FirstOrDefault(k => k.Kind == kind);

    /// <summary>What another system means; a number of a system not known is the source's own.</summary>
    internal static IdentifierKind OfSystem(Platform platform, string? system) =>
        BookOf(platform).All.FirstOrDefault(k => k.Systems.Contains(system ?? "")) ?? Named(platform, Other)!;

    internal bool Fits(string value) => Regex.IsMatch(value, $"^(?:{Pattern})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static Book BookOf(Platform platform) =>
        platform.Shared(() =>
            new Book(JsonText.Read<IReadOnlyList<IdentifierKind>>(File.ReadAllText(Path.Combine(platform.Knowledge, "identifiers.json"))))
        );

    private sealed record Book(IReadOnlyList<IdentifierKind> All);
}
