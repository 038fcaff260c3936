using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Pools;

namespace Yihe.Kernel.Tests;

/// <summary>Capacity is given once, and the kept share to nobody else.</summary>
public abstract class PoolTests(TestDb db) : RegionTests(db)
{
    private const int Capacity = 7;
    private Guid pool;
    private Guid line;
    private Actor actor = null!;

    protected override async Task Begin()
    {
        actor = await Region.Part("branchDoctor");
        (pool, line) = (Region.Platform.Time.NewId(), Region.Platform.Time.NewId());
        await Do((work, _) => Task.FromResult<Refusal?>(Opened(work, pool, Capacity)));
    }

    [Fact]
    public async Task Kept_is_the_ceiling_of_capacity_times_share_and_others_get_the_rest()
    {
        for (var i = 0; i < Capacity - 3; i++)
            Assert.Null(await Take(entitled: false));
        Assert.Equal(PoolDesk.KeptOnly, await Take(entitled: false));
        for (var i = 0; i < 3; i++)
            Assert.Null(await Take(entitled: true));
        Assert.Equal(PoolDesk.SoldOut, await Take(entitled: true));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task The_entitled_use_their_part_first_and_the_rest_after()
    {
        for (var i = 0; i < 5; i++)
            Assert.Null(await Take(entitled: true));
        var units = await Units();
        Assert.Equal(3, units.Count(u => u is { Kept: true, IsOccupied: true }));
        Assert.Null(await Take(entitled: false));
        Assert.Null(await Take(entitled: false));
        Assert.Equal(PoolDesk.SoldOut, await Take(entitled: false));
    }

    [Fact]
    public async Task Anyone_may_wish_any_number_while_their_part_is_not_used_up()
    {
        Assert.Null(await Take(entitled: false, number: 1));
        Assert.Null(await Take(entitled: true, number: 7));
        var units = await Units();
        Assert.Equal((false, false), (units[0].Kept, units[0].Entitled));
        Assert.Equal((true, true), (units[6].Kept, units[6].Entitled));
        Assert.Equal(3, units.Count(u => u.Kept));
        Assert.Equal(PoolDesk.Gone, await Take(entitled: true, number: 7));
        for (var i = 0; i < 3; i++)
            Assert.Null(await Take(entitled: false));
        Assert.Equal(
            PoolDesk.KeptOnly,
            await Take(entitled: false, (await Units()).First(u => u is { Kept: true, IsOccupied: false }).Number)
        );
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task What_the_entitled_give_back_serves_those_of_them_who_sat_outside()
    {
        for (var i = 0; i < 4; i++)
            await Take(entitled: true);
        var marked = (await Units()).First(u => u is { Kept: true, IsOccupied: true });
        await Do(async (work, ct) => await PoolDesk.GiveBack(work, marked.Id, marked.Taker!.Value, ct) is null ? Refusal.NotFound : null);
        var units = await Units();
        Assert.Equal(3, units.Count(u => u is { Kept: true, IsOccupied: true }));
        Assert.Equal(4, units.Count(u => u is { Kept: false, IsOccupied: false }));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Before_the_public_opening_only_the_entitled_may_take_and_after_release_anyone()
    {
        var early = Region.Platform.Time.NewId();
        await Do((work, _) => Task.FromResult<Refusal?>(Opened(work, early, 3, opens: 2, release: 4)));
        Assert.Equal(PoolDesk.Early, await Take(entitled: false, of: early));
        Assert.Null(await Take(entitled: true, of: early));
        await Region.Advance(TimeSpan.FromHours(2));
        Assert.Null(await Take(entitled: false, of: early));
        Assert.Null(await Take(entitled: false, of: early, number: 3) is { } kept ? kept : null);
        Assert.Equal(PoolDesk.SoldOut, await Take(entitled: false, of: early));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Nothing_is_kept_after_release()
    {
        for (var i = 0; i < 4; i++)
            await Take(entitled: false);
        await Region.Advance(TimeSpan.FromHours(48));
        for (var i = 0; i < 3; i++)
            Assert.Null(await Take(entitled: false));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_hold_ends_by_itself_and_says_so()
    {
        var taker = Region.Platform.Time.NewId();
        Assert.Null(await Take(entitled: true, taker: taker, hold: 1));
        await Region.Advance(TimeSpan.FromMinutes(59));
        Assert.Single(await Units(), u => u.State == UnitState.Held);
        await Region.Advance(TimeSpan.FromMinutes(2));
        Assert.DoesNotContain(await Units(), u => u.IsOccupied);
        Assert.Single(await Region.Acts("holds.expire"));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Cutting_below_what_others_took_counts_the_missing_marks()
    {
        for (var i = 0; i < 4; i++)
            await Take(entitled: false);
        var missing = -1;
        await Do(
            async (work, ct) =>
            {
                var cut = await Resizing.Resize(work, (await work.Db.FindAsync<Pool>([pool], ct))!, 5, ct);
                missing = cut.Value;
                return cut.Refusal;
            }
        );
        Assert.Equal(1, missing);
        Assert.Equal(5, (await Units()).Count(u => u.State != UnitState.Withdrawn));
        Assert.Equal(PoolDesk.KeptOnly, await Take(entitled: false));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task The_last_ones_go_to_exactly_as_many_of_a_crowd()
    {
        for (var round = 0; round < Deep.Of(50, 200); round++)
        {
            var hot = Region.Platform.Time.NewId();
            await Do((work, _) => Task.FromResult<Refusal?>(Opened(work, hot, 3)));
            await Take(entitled: true, of: hot);
            var crowd = Enumerable.Range(0, Deep.Of(200, 500)).Select(i => Task.Run(() => Take(entitled: i % 5 == 0, of: hot), Ct));
            var answers = await Task.WhenAll(crowd);
            Assert.Equal(2, answers.Count(a => a is null));
            Assert.All(answers, a => Assert.True(a is null || a == PoolDesk.SoldOut || a == PoolDesk.KeptOnly, TestRegion.Told(a)));
        }
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task The_share_holds_through_any_history()
    {
        var seed = Random.Shared.Next();
        Figures.Say($"seed {seed}");
        var busy = Region.Platform.Time.NewId();
        await Do((work, _) => Task.FromResult<Refusal?>(Opened(work, busy, 20)));
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(worker =>
                    Task.Run(
                        async () =>
                        {
                            var random = new Random(seed + worker);
                            for (var i = 0; i < 40; i++)
                                await Anything(random, busy);
                        },
                        Ct
                    )
                )
        );
        Assert.Empty(await Region.Findings());
    }

    private async Task Anything(Random random, Guid of)
    {
        if (random.Next(3) > 0)
            await Take(random.Next(2) == 0, random.Next(3) == 0 ? random.Next(1, 21) : null, of, hold: random.Next(2));
        else if ((await Units(of)).Where(u => u.IsOccupied).OrderBy(_ => random.Next()).FirstOrDefault() is { } taken)
            await Do(async (work, ct) => await PoolDesk.GiveBack(work, taken.Id, taken.Taker!.Value, ct) is null ? PoolDesk.Gone : null);
    }

    private Refusal? Opened(Work work, Guid id, int capacity, double opens = 0, double release = 24)
    {
        PoolDesk.Open(
            work,
            new(id, actor.Institution, line, new Fraction(1, 3), capacity, work.Now.AddHours(opens), work.Now.AddHours(release))
        );
        return null;
    }

    private async Task<Refusal?> Take(bool entitled, int? number = null, Guid? of = null, Guid? taker = null, int hold = 0)
    {
        return await Do(
            async (work, ct) =>
                (
                    await PoolDesk.Take(
                        work,
                        new(
                            of ?? pool,
                            taker ?? Region.Platform.Time.NewId(),
                            entitled,
                            number,
                            hold == 0 ? null : work.Now.AddHours(hold)
                        ),
                        ct
                    )
                ).Refusal
        );
    }

    private async Task<Refusal?> Do(Func<Work, CancellationToken, Task<Refusal?>> what) =>
        (
            await Region.Run(
                Probe.Changing(
                    "probe.pool",
                    async (work, input, ct) =>
                        work.Refuses(new AtInstitution(work.Actor.Institution)) is { } no ? no
                        : await what(work, ct) is { } refusal ? refusal
                        : await work.Commit(input, ct)
                ),
                actor,
                new("")
            )
        ).Refusal;

    private async Task<List<PoolUnit>> Units(Guid? of = null)
    {
        await using var db = Region.Platform.Database.Open();
        return await db.Set<PoolUnit>().AsNoTracking().Where(u => u.Pool == (of ?? pool)).OrderBy(u => u.Number).ToListAsync(Ct);
    }
}

public sealed class PoolTestsOnSqlite(SqliteDb db) : PoolTests(db), IClassFixture<SqliteDb>;

public sealed class PoolTestsOnPostgres(PostgresDb db) : PoolTests(db), IClassFixture<PostgresDb>;
