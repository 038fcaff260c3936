namespace Yihe.Interop.Rest;

/// <summary>Whose a patient that came from outside is: the resident with the same identity number, where one is registered.</summary>
internal static class Person
{
    internal static async Task<Guid?> Of(Work work, JsonElement patient, CancellationToken ct)
    {
        if (!patient.TryGetProperty("identifier", out var identifiers))
            return null;
        foreach (var identifier in identifiers.EnumerateArray())
            if (
                identifier.TryGetProperty("value", out var value)
                && value.GetString() is { Length: 15 or 18 } number
                && await Residents.ResidentDirectory.WithIdentity(work, number, ct) is { } person
            )
                return person;
        return null;
    }
}
