using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Acts;

namespace Yihe.Kernel.Tests;

/// <summary>Looks that come at once share their commits; each is written down before it is answered, and counted against the limit of its account.</summary>
public abstract class LookBookTests(TestDb db) : RegionTests(db)
{
    private const int Many = 60;
    private Actor doctor = null!;
    private Permission clinical = null!;

    protected override async Task Begin()
    {
        doctor = await Region.Part("villageDoctor");
        clinical = Region.Platform.Modules.UseCases["resident.show"].Permission;
    }

    private Look<Probe.Input, Probe.Input> Looking(int persons) =>
        new(
            "probe.look",
            "试看",
            clinical,
            async (work, input, ct) =>
            {
                if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
                    return refusal;
                work.Persons = persons;
                return await work.Look(input, ct);
            }
        );

    private Task<Result<Probe.Input>[]> AtOnce(int count, int persons, Actor[] actors, Func<int, string?> key) =>
        Task.WhenAll(
            Enumerable
                .Range(0, count)
                .Select(n => Task.Run(() => Region.Run(Looking(persons), actors[n % actors.Length], new("看"), key(n)), Ct))
        );

    [Fact]
    public async Task No_look_is_answered_before_its_act_is_there()
    {
        var look = Looking(1);
        var found = await Task.WhenAll(
            Enumerable
                .Range(0, Many)
                .Select(n =>
                    Task.Run(
                        async () =>
                        {
                            await Region.Must(look, doctor, new("看"), $"look-{n:0000}");
                            await using var db = Region.Platform.Database.Open();
                            return await db.Set<Act>().CountAsync(a => a.UseCase == look.Name && a.Key == $"look-{n:0000}", Ct);
                        },
                        Ct
                    )
                )
        );
        Assert.Equal((Many, 1), (found.Sum(), found.Max()));
        Assert.Equal(Many, await Shown());
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task However_many_come_at_once_the_limit_lets_through_what_fits_for_each_account()
    {
        await Region.Enact(Region.Clock.GetUtcNow().Day().AddDays(1), ("reading.persons", "100"));
        await Region.Advance(TimeSpan.FromDays(1.5));
        var other = await Region.Part("branchDoctor");
        var results = await AtOnce(Many, 10, [doctor, other], _ => null);
        Assert.Equal(20, results.Count(r => r.Refusal is null));
        Assert.All(results.Where(r => r.Refusal is not null), r => Assert.Equal("reading-limit", r.Refusal!.Code));
        var acts = await Region.Acts("probe.look");
        Assert.Equal([10, 10], acts.Where(a => a.Outcome == ActOutcome.Done).CountBy(a => $"{a.Account}").Select(c => c.Value));
        Assert.Equal(Many - 20, acts.Count(a => a.Outcome == ActOutcome.Denied));
        Assert.Equal(Many * 10, await Shown());
    }

    [Fact]
    public async Task One_that_the_database_will_not_take_fails_alone()
    {
        static string Key(int n) => n % 20 == 7 ? $"bad-\0{n}" : $"look-{n:0000}";
        var calls = Enumerable.Range(0, Many).Select(n => Task.Run(() => Region.Run(Looking(1), doctor, new("看"), Key(n)), Ct)).ToList();
        await Task.WhenAll(calls).ContinueWith(_ => { }, TaskScheduler.Default);
        var bad = Region.Platform.Database.IsSqlite ? 0 : 3;
        Assert.Equal((Many - bad, bad), (calls.Count(c => c.IsCompletedSuccessfully), calls.Count(c => c.IsFaulted)));
        Assert.Equal(Many - bad, (await Region.Acts("probe.look")).Count);
    }

    private async Task<int> Shown()
    {
        await using var db = Region.Platform.Database.Open();
        return await db.Set<Shown>().SumAsync(s => s.Persons, Ct);
    }
}

public sealed class LookBookTestsOnSqlite(SqliteDb db) : LookBookTests(db), IClassFixture<SqliteDb>;

public sealed class LookBookTestsOnPostgres(PostgresDb db) : LookBookTests(db), IClassFixture<PostgresDb>;
