using System.Text.Json.Nodes;
using Yihe.Kernel.Records;

namespace Yihe.Residents;

/// <summary>Residents and encounters as other systems read them: FHIR Patient and Encounter.</summary>
internal static class Fhir
{
    private const string IdentityCard = "urn:oid:2.16.156.10011.1.3";
    private const string HealthCode = "urn:yihe:health-code";
    private const string ActCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

    internal static readonly Face Patient = Face.Of<Resident>("Patient", Draw, r => (default, r.Key), id => new ResidentId(id));

    internal static readonly Face Encounter = Face.Of<Encounter>("Encounter", Draw, e => (e.Institution, e.Resident.Value), id => id);

    /// <summary>Identity number and phone are found by, never shown: who needs them asks within the platform.</summary>
    private static JsonObject Draw(Platform platform, Resident r, bool whole)
    {
        var identifiers = new JsonArray(new JsonObject { ["system"] = HealthCode, ["value"] = r.HealthCode });
        if (whole)
            identifiers.Add(new JsonObject { ["system"] = IdentityCard, ["value"] = r.IdentityNumber(platform.Vault) });
        var patient = new JsonObject
        {
            ["resourceType"] = "Patient",
            ["identifier"] = identifiers,
            ["active"] = true,
            ["name"] = new JsonArray(
                new JsonObject
                {
                    ["text"] = r.Name,
                    ["family"] = r.GivenName.Length < r.Name.Length ? r.Name[..^r.GivenName.Length] : r.Name,
                    ["given"] = new JsonArray(r.GivenName),
                }
            ),
            ["gender"] = r.Sex == Sex.Male ? "male" : "female",
            ["birthDate"] = r.BirthDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        };
        if (whole && r.PhoneNumber(platform.Vault) is { } phone)
            patient["telecom"] = new JsonArray(new JsonObject { ["system"] = "phone", ["value"] = phone });
        if (r.Address is { } address)
            patient["address"] = new JsonArray(new JsonObject { ["text"] = address });
        return patient;
    }

    private static JsonObject Draw(Platform platform, Encounter e, bool whole)
    {
        var period = new JsonObject { ["start"] = At(e.OpenedAt) };
        if (e.ClosedAt is { } closed)
            period["end"] = At(closed);
        var encounter = new JsonObject
        {
            ["resourceType"] = "Encounter",
            ["status"] = e.ClosedAt is null ? "in-progress" : "finished",
            ["class"] = new JsonObject
            {
                ["system"] = ActCode,
                ["code"] = e.Kind switch
                {
                    EncounterKind.Inpatient => "IMP",
                    EncounterKind.Emergency => "EMER",
                    _ => "AMB",
                },
            },
            ["subject"] = new JsonObject { ["reference"] = $"Patient/{e.Resident}" },
            ["period"] = period,
            ["serviceProvider"] = new JsonObject { ["reference"] = $"Organization/{e.Institution}" },
        };
        if (e.Diagnoses.Count > 0)
            encounter["reasonCode"] = new JsonArray([.. e.Diagnoses.Select(d => new JsonObject { ["text"] = d })]);
        return encounter;
    }

    private static string At(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
