using System.Text.Json.Nodes;
using Yihe.Simulation.People;

namespace Yihe.Bench;

/// <summary>Residents of the region with a record each, under names that count: patients p1…, encounters, observations o1…, illnesses, prescriptions.</summary>
internal static class OwnRecords
{
    internal const int Observations = 50;
    internal static readonly string[] Codes = ["8480-6", "8462-4", "2339-0", "4548-4", "29463-7"];
    private const int Encounters = 10;
    private const int Illnesses = 3;
    private const int Prescriptions = 6;

    /// <summary>What a hospital sends of the n-th of them, from 1 on.</summary>
    internal static string Of(int n, Person person)
    {
        var entries = new JsonArray { Put("Patient", $"p{n}", Patient(person)) };
        for (var k = 1; k <= Encounters; k++)
            entries.Add(Put("Encounter", $"e{n}-{k}", Encounter(n, k)));
        for (var k = 1; k <= Observations; k++)
            entries.Add(Put("Observation", $"o{((n - 1) * Observations) + k}", Observation(n, k)));
        for (var k = 1; k <= Illnesses; k++)
            entries.Add(Put("Condition", $"c{n}-{k}", Condition(n, k)));
        for (var k = 1; k <= Prescriptions; k++)
            entries.Add(Put("MedicationRequest", $"m{n}-{k}", Prescription(n, k)));
        return new JsonObject
        {
            ["resourceType"] = "Bundle",
            ["type"] = "transaction",
            ["entry"] = entries,
        }.ToJsonString();
    }

    private static JsonObject Put(string type, string id, string body)
    {
        var resource = JsonNode.Parse(body)!.AsObject();
        (resource["resourceType"], resource["id"]) = (type, id);
        return new JsonObject
        {
            ["resource"] = resource,
            ["request"] = new JsonObject { ["method"] = "PUT", ["url"] = $"{type}/{id}" },
        };
    }

    private static string Patient(Person person)
    {
        var number = person.IdentityNumber;
        return $$"""
            {"identifier": [{"system": "urn:oid:2.16.156.10011.1.3", "value": "{{number}}"}], "name": [{"text": "{{person.Name}}"}],
             "gender": "{{((number[16] - '0') % 2 == 1 ? "male" : "female")}}",
             "birthDate": "{{number[6..10]}}-{{number[10..12]}}-{{number[12..14]}}"}
            """;
    }

    private static string Day(int n, int k) => $"{2021 + (k % 5)}-{1 + (k % 12):00}-{1 + (n % 28):00}";

    private static string Encounter(int n, int k) =>
        $$"""
            {"status": "finished", "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
             "subject": {"reference": "Patient/p{{n}}"}, "type": [{"text": "门诊"}], "period": {"start": "{{Day(n, k)}}T09:00:00+08:00"} }
            """;

    private static string Observation(int n, int k) =>
        $$"""
            {"status": "final", "code": {"coding": [{"system": "http://loinc.org", "code": "{{Codes[
                k % Codes.Length
            ]}}", "display": "检验"}]},
             "subject": {"reference": "Patient/p{{n}}"}, "effectiveDateTime": "{{Day(n, k)}}T09:30:00+08:00",
             "valueQuantity": {"value": {{100 + ((n + k) % 60)}}, "unit": "mmHg", "system": "http://unitsofmeasure.org", "code": "mm[Hg]"} }
            """;

    private static string Condition(int n, int k) =>
        $$"""
            {"clinicalStatus": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active"}]},
             "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10", "code": "I1{{k}}"}], "text": "高血压{{k}}"},
             "subject": {"reference": "Patient/p{{n}}"}, "onsetDateTime": "{{Day(n, k)}}"}
            """;

    private static string Prescription(int n, int k) =>
        $$"""
            {"status": "active", "intent": "order", "medicationCodeableConcept": {"text": "氨氯地平片 5mg {{k}}"},
             "subject": {"reference": "Patient/p{{n}}"}, "authoredOn": "{{Day(n, k)}}"}
            """;
}
