using System.Text.Json;
using System.Text.Json.Nodes;
using Yihe.Accounts.People;
using Yihe.Interop.Rest;
using Yihe.ResidentAccounts;

namespace Yihe.HealthRecord.Tests;

/// <summary>A resident of a village whose hospital hands in laboratory results, medicines and allergies from its own system.</summary>
public abstract class RecordTests(TestDb db) : RegionTests(db)
{
    private readonly HashSet<ResidentId> told = [];
    private Dictionary<ResidentId, string> Names { get; } = [];
    private protected Actor Village { get; private set; } = null!;
    private protected Actor Hospital { get; private set; } = null!;
    private protected ResidentId Person { get; private set; }

    protected override async Task Begin()
    {
        Village = await Region.Part("villageDoctor");
        Hospital = await SystemOf("gh", "县总医院 HIS");
        Person = new ResidentId(Guid.Parse(await Region.Register(Village, "钱桂珍")));
    }

    private protected async Task<Actor> SystemOf(string institution, string name, params string[] permissions)
    {
        var token = await Region.Must(
            "token.issue",
            await Region.Part("securityAdministrator"),
            new
            {
                name,
                institution = (await Region.Institution(institution)).Id,
                permissions = permissions.Length > 0 ? permissions : ["record.read", "record.push"],
                until = Region.Clock.GetUtcNow().Day().AddDays(30),
            }
        );
        return (await SessionDirectory.ActorOf(Region.Platform, token["secret"]!.GetValue<string>(), Ct))!;
    }

    /// <summary>Hands in a resource about the person, under the number the hospital has for them.</summary>
    private protected async Task<Guid> Push(string type, object fields, ResidentId? whom = null, string? name = null)
    {
        if (whom is { } resident && name is not null)
            Names[resident] = name;
        var patient = await PatientOf(whom ?? Person);
        var resource = JsonSerializer.SerializeToNode(fields)!.AsObject();
        resource[type is "AllergyIntolerance" or "Immunization" ? "patient" : "subject"] = new JsonObject { ["reference"] = patient };
        return await Put(type, $"{Guid.CreateVersion7(Region.Clock.GetUtcNow())}", resource);
    }

    /// <summary>The hospital says whom it treats; the index finds the resident by the number.</summary>
    private async Task<string> PatientOf(ResidentId resident)
    {
        var name = $"his-{resident}";
        if (told.Add(resident))
            await Put(
                "Patient",
                name,
                JsonSerializer
                    .SerializeToNode(
                        new
                        {
                            identifier = new[] { new { system = "urn:oid:2.16.156.10011.1.3", value = People.IdentityOf($"{resident}") } },
                            name = new[] { new { text = Names.GetValueOrDefault(resident, "钱桂珍") } },
                        }
                    )!
                    .AsObject()
            );
        return $"Patient/{name}";
    }

    /// <summary>Writes over what the hospital has under a name.</summary>
    private protected async Task<Guid> Put(string type, string name, JsonObject resource, ResidentId whom)
    {
        resource["subject"] = new JsonObject { ["reference"] = await PatientOf(whom) };
        return await Put(type, name, resource);
    }

    private async Task<Guid> Put(string type, string name, JsonObject resource)
    {
        (resource["resourceType"], resource["id"]) = (type, name);
        var request = new FhirRequest(
            "PUT",
            [type, name],
            [],
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = "application/fhir+json" },
            JsonSerializer.SerializeToUtf8Bytes(resource),
            "http://region/fhir"
        );
        var reply = await FhirDoor.Answer(Region.Gate, Hospital, request, new Call(TraceId: "test"), Ct);
        Assert.True(reply.Status < 300, $"{reply.Status} {System.Text.Encoding.UTF8.GetString(reply.Body)}");
        await using var db = Region.Platform.Database.Open();
        return db.Set<Kernel.Records.Document>().Single(d => d.Type == type && d.Name == name).Id;
    }

    private protected async Task<ResidentId> Another(string name)
    {
        var id = new ResidentId(Guid.Parse(await Region.Register(Village, name)));
        Names[id] = name;
        return id;
    }

    private protected Task<Guid> Result(string what, double value, string day, double? high = null) =>
        Push(
            "Observation",
            new
            {
                status = "final",
                code = new { coding = new[] { new { system = "http://loinc.org", code = what } }, text = what },
                effectiveDateTime = day,
                valueQuantity = new { value, unit = "mmol/L" },
                referenceRange = new object[] { new { high = new { value = high ?? 1000, unit = "mmol/L" } } },
            }
        );

    private protected Task<Guid> Medicine(string name, string status, string day) =>
        Push(
            "MedicationStatement",
            new
            {
                status,
                medicationCodeableConcept = new { text = name },
                effectiveDateTime = day,
                dosage = new[] { new { text = "每日一次" } },
            }
        );

    private protected async Task<Actor> Enter(ResidentId resident)
    {
        var code = (await Region.Must(OpenAccount.Door, Village, new(resident, true))).Code;
        var opened = await Region.Must(OpenSession.Door, Actor.Nobody, new(code, People.IdentityOf(resident.ToString())));
        return (await ResidentSessions.ActorOf(Region.Platform, opened.Token, Ct))!;
    }
}
