using System.Globalization;

namespace Yihe.Simulation.People;

/// <summary>One line of a laboratory: what is measured, its range, and where values lie in the well and in those with a condition.</summary>
internal sealed record Assay(
    string Code,
    string Name,
    string Unit,
    decimal Low,
    decimal High,
    double[] Usual,
    string Condition,
    double[] With
)
{
    public static IReadOnlyList<Assay> All { get; } =
    [
        .. Table
            .Embedded("laboratory.tsv")
            .Select(r => new Assay(
                r[0],
                r[1],
                r[2],
                (decimal)Number(r[3]),
                (decimal)Number(r[4]),
                [Number(r[5]), Number(r[6])],
                r[7],
                [Number(r[8]), Number(r[9])]
            )),
    ];

    private static double Number(string digits) => double.Parse(digits, CultureInfo.InvariantCulture);
}

/// <summary>What the hospital's own system knows of a person after a check there, handed in as one FHIR transaction.</summary>
internal static class Checkup
{
    private const string Identity = "urn:oid:2.16.156.10011.1.3";

    /// <param name="number">what the hospital calls the person</param>
    /// <param name="isFirst">with who they are and what they take; a later one has new results only</param>
    public static object Write(Random random, Person person, string number, DateTimeOffset at, bool isFirst)
    {
        var (patient, moment) = ($"Patient/{number}", at.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture));
        var report = $"{number}-{at:yyyyMMdd}";
        var results = Assay
            .All.Select((assay, n) => Result(assay, ValueOf(assay, random, person), $"{report}-{n}", patient, moment))
            .ToList();
        var entries = results.ToList();
        if (isFirst)
            entries.InsertRange(0, About(person, number, patient, moment));
        entries.Add(Report(report, patient, moment, results.Count));
        return new
        {
            resourceType = "Bundle",
            type = "transaction",
            entry = entries,
        };
    }

    private static IEnumerable<object> About(Person person, string number, string patient, string moment)
    {
        yield return Entry(
            "Patient",
            number,
            new Dictionary<string, object>
            {
                ["identifier"] = new[] { new { system = Identity, value = person.IdentityNumber } },
                ["name"] = new[] { new { text = person.Name } },
                ["gender"] = person.Sex == Sex.Male ? "male" : "female",
                ["birthDate"] = person.BirthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            }
        );
        if (person.Allergy is { } allergy)
            yield return Entry(
                "AllergyIntolerance",
                $"{number}-a",
                new Dictionary<string, object>
                {
                    ["patient"] = new { reference = patient },
                    ["code"] = new { text = allergy },
                    ["recordedDate"] = moment,
                }
            );
        foreach (
            var (share, n) in person
                .Chronic.Select(c => ChronicShare.ByCode[c])
                .Where(c => !c.Medication.Contains('{'))
                .Select((c, n) => (c, n))
        )
            yield return Entry(
                "MedicationStatement",
                $"{number}-m{n}",
                new Dictionary<string, object>
                {
                    ["status"] = "active",
                    ["subject"] = new { reference = patient },
                    ["medicationCodeableConcept"] = new { text = share.Medication.Split(' ')[0] },
                    ["effectiveDateTime"] = moment,
                    ["reasonCode"] = new[] { new { text = share.Name } },
                    ["dosage"] = new[] { new { text = share.Medication.Split(' ')[^1] } },
                }
            );
    }

    private static decimal ValueOf(Assay assay, Random random, Person person)
    {
        var of = person.Chronic.Any(c => c.StartsWith(assay.Condition, StringComparison.Ordinal)) ? assay.With : assay.Usual;
        var drawn = of[0] + (of[1] * (random.NextDouble() + random.NextDouble() - 1) * 1.5);
        return decimal.Round((decimal)drawn, assay.High > 100 ? 0 : 1);
    }

    private static object Result(Assay assay, decimal value, string id, string patient, string moment) =>
        Entry(
            "Observation",
            id,
            new Dictionary<string, object>
            {
                ["status"] = "final",
                ["code"] = new { coding = new[] { new { system = "http://loinc.org", code = assay.Code } }, text = assay.Name },
                ["subject"] = new { reference = patient },
                ["effectiveDateTime"] = moment,
                ["valueQuantity"] = new { value, unit = assay.Unit },
                ["referenceRange"] = new[]
                {
                    new { low = new { value = assay.Low, unit = assay.Unit }, high = new { value = assay.High, unit = assay.Unit } },
                },
            }
        );

    private static object Report(string id, string patient, string moment, int results) =>
        Entry(
            "DiagnosticReport",
            id,
            new Dictionary<string, object>
            {
                ["status"] = "final",
                ["code"] = new { text = "生化检验报告" },
                ["subject"] = new { reference = patient },
                ["effectiveDateTime"] = moment,
                ["result"] = Enumerable
                    .Range(0, results)
                    .Select(n => new { reference = $"Observation/{id}-{n}", display = Assay.All[n].Name }),
            }
        );

    private static object Entry(string type, string id, Dictionary<string, object> resource)
    {
        (resource["resourceType"], resource["id"]) = (type, id);
        return new { resource, request = new { method = "PUT", url = $"{type}/{id}" } };
    }
}
