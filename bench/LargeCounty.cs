using System.Text.Json.Nodes;
using Yihe.Host;
using Yihe.Kernel;
using Yihe.Kernel.Data;
using Yihe.Kernel.Working;
using Yihe.Residents;
using Yihe.Simulation.People;

namespace Yihe.Bench;

/// <summary>A county with as many village clinics as one of a million has, and its residents, who come in by the loader.</summary>
internal static class LargeCounty
{
    private const int Clinics = 300;
    private const int Seed = 20260101;

    internal static async Task<JsonNode> Place()
    {
        var blueprint = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(HostOptions.Home, "blueprints", "county.json")))!;
        var institutions = blueprint["organization"]!["institutions"]!.AsArray();
        var model = institutions.First(i => i!["kind"]!.GetValue<string>() == "villageSite")!;
        for (var n = 1; n <= Clinics; n++)
        {
            var clinic = model.DeepClone();
            (clinic["code"], clinic["name"], clinic["shortName"]) = ($"bench{n}", $"第{n}村卫生所", $"第{n}村卫生所");
            institutions.Add(clinic);
        }
        return blueprint;
    }

    internal static async Task<IReadOnlyList<InstitutionId>> ClinicsOf(Platform platform)
    {
        await using var db = platform.Database.Open();
        return
        [
            .. (await Organization.InstitutionDirectory.Of(platform).On(db, platform.Time.Instant().Day(), CancellationToken.None))
                .Where(i => i.ShortName.EndsWith("村卫生所", StringComparison.Ordinal) && i.ShortName[0] == '第')
                .Select(i => i.Id),
        ];
    }

    /// <summary>So many people, each with the number of the clinic they belong to.</summary>
    internal static IEnumerable<(Person Person, int Clinic)> People(int count, DateOnly today)
    {
        for (var n = 0; n < Clinics; n++)
            foreach (var person in Population.Create(Seed + n, count / Clinics, today, $"{110000 + n}", [$"第{n + 1}村"]))
                yield return (person, n);
    }

    internal static async Task<IReadOnlyList<(Person Person, ResidentId Id, InstitutionId At)>> Load(
        Platform platform,
        IReadOnlyList<InstitutionId> clinics,
        int count
    )
    {
        var today = platform.Time.Instant().Day();
        var people = new List<(Person, ResidentId, InstitutionId)>(count);
        IEnumerable<IEntity> Rows()
        {
            foreach (var (person, clinic) in People(count, today))
            {
                if (IdentityNumber.Parse(person.IdentityNumber, today) is not { Refusal: null } identity)
                    continue;
                var resident = Resident.Create(platform, $"BB{people.Count:00000000}", person.Name, identity.Value);
                resident.Describe(platform.Vault, person.Phone is { } phone ? PhoneNumber.Parse(phone).Value : null, person.Address, null);
                people.Add((person, resident.Id, clinics[clinic]));
                yield return resident;
                yield return new CareRelation
                {
                    Id = platform.Time.NewId(),
                    Resident = resident.Id,
                    Institution = clinics[clinic],
                    Kind = CareKind.Registered,
                    At = platform.Time.Instant(),
                };
            }
        }
        await BulkDoor.Load(platform, "bench", "resident.load", Rows(), CancellationToken.None);
        return people;
    }
}
