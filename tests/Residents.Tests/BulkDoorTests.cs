using Yihe.Basis;
using Yihe.Kernel.Data;

namespace Yihe.Residents.Tests;

/// <summary>What another system held comes in by the thousand, and stands as if everybody had been registered one by one.</summary>
public sealed class BulkDoorTests(PostgresDb db) : RegionTests(db), IClassFixture<PostgresDb>
{
    private const int Many = 1_250;

    [Fact]
    public async Task Those_loaded_are_found_and_verification_finds_nothing()
    {
        var doctor = await Region.Part("villageDoctor");
        var number = People.NewIdentity();
        await BulkDoor.Load(Region.Platform, "装入", "resident.load", Loaded(doctor.Institution, number), CancellationToken.None);
        Assert.Empty(await Region.Findings());
        var found = await Region.Must(SearchResidents.Door, doctor, new($"{number[^6..]} 欧阳"));
        Assert.Equal("欧阳装入", found.Items.Single().Name);
        Assert.Equal(3, (await Region.Acts("resident.load")).Count);
    }

    private IEnumerable<IEntity> Loaded(InstitutionId at, string one)
    {
        for (var n = 0; n < Many; n++)
        {
            var identity = IdentityNumber.Parse(n == 7 ? one : People.NewIdentity(), Region.Platform.Time.Instant().Day()).Value;
            var resident = Resident.Create(Region.Platform, $"LL{n:00000000}", n == 7 ? "欧阳装入" : "装入", identity);
            yield return resident;
            yield return new CareRelation
            {
                Id = Region.Platform.Time.NewId(),
                Resident = resident.Id,
                Institution = at,
                Kind = CareKind.Registered,
                At = Region.Platform.Time.Instant(),
            };
        }
    }
}
