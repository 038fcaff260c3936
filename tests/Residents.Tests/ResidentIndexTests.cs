namespace Yihe.Residents.Tests;

/// <summary>Who may be meant by a name and a birth date: of a common name only those whose date may be the same one written otherwise.</summary>
public abstract class ResidentIndexTests(TestDb db) : RegionTests(db)
{
    private static readonly DateOnly Said = new(1950, 1, 9);
    private Actor doctor = null!;

    protected override async Task Begin() => doctor = await Region.Part("villageDoctor");

    /// <summary>Years of the lunar calendar begin in January or February: its dates stand some weeks before those of the other, often in the year before.</summary>
    [Theory]
    [InlineData("1950-01-09", true)]
    [InlineData("1950-11-30", true)]
    [InlineData("1949-11-21", true)]
    [InlineData("1949-06-09", false)]
    [InlineData("1938-01-09", true)]
    [InlineData("1938-01-10", false)]
    [InlineData("1930-01-09", false)]
    public async Task A_name_is_found_by_the_dates_that_hers_may_have_been_written_as(string born, bool found)
    {
        var resident = await Region.Register(doctor, "陈建国", People.NewIdentity(DateOnly.Parse(born)));
        Assert.Equal(found, (await Alike(new(null, null, "陈建国", Said, null))).Contains(resident));
    }

    [Fact]
    public async Task Without_a_birth_date_the_sound_of_the_name_is_enough()
    {
        var resident = await Region.Register(doctor, "陈建国", People.NewIdentity(new(1930, 1, 9)));
        Assert.Equal([resident], await Alike(new(null, null, "陈建果", null, null)));
        Assert.Equal([resident], await Alike(new(null, null, "陈建国", DateOnly.MinValue, null)));
    }

    private async Task<string[]> Alike(ResidentHints hints)
    {
        var look = new Look<ResidentHints, string[]>(
            "probe.alike",
            "试找",
            Permission.SignedIn,
            async (work, input, ct) => (await ResidentIndex.Alike(work, input, 50, ct)).Select(r => $"{r.Id}").ToArray()
        );
        return await Region.Must(look, doctor, hints);
    }
}

public sealed class ResidentIndexTestsOnSqlite(SqliteDb db) : ResidentIndexTests(db), IClassFixture<SqliteDb>;

public sealed class ResidentIndexTestsOnPostgres(PostgresDb db) : ResidentIndexTests(db), IClassFixture<PostgresDb>;
