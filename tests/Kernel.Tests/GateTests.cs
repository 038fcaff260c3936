using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Data;
using Yihe.Kernel.Flows;

namespace Yihe.Kernel.Tests;

/// <summary>What every change passes through: rights, one transaction, one act, one effect per key.</summary>
public abstract class GateTests(TestDb db) : RegionTests(db)
{
    private Actor doctor = null!;

    protected override async Task Begin() => doctor = await Region.Part("villageDoctor");

    [Fact]
    public async Task A_change_is_one_effect_and_one_act()
    {
        await Region.Must(Probe.Add, doctor, new("一"));
        Assert.Equal(1, await Region.Effects());
        var act = Assert.Single(await Region.Acts("probe.add"));
        Assert.Equal((doctor.Account, doctor.Institution, ActOutcome.Done), (act.Account, act.Institution, act.Outcome));
        Assert.Equal(1, act.Blueprint);
        Assert.Contains("kernel_work_item|", act.Changes, StringComparison.Ordinal);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task The_same_key_gives_the_same_outcome_and_one_effect()
    {
        var first = await Region.Must(Probe.Add, doctor, new("一"), "key-00000001");
        var again = await Region.Must(Probe.Add, doctor, new("一"), "key-00000001");
        Assert.Equal(first, again);
        Assert.Equal(1, await Region.Effects());
        Assert.Single(await Region.Acts("probe.add"));
    }

    [Fact]
    public async Task The_same_key_with_other_content_is_refused()
    {
        await Region.Must(Probe.Add, doctor, new("一"), "key-00000001");
        Assert.Equal("key-reused", (await Region.Run(Probe.Add, doctor, new("二"), "key-00000001")).Refusal?.Code);
        Assert.Equal(1, await Region.Effects());
    }

    [Fact]
    public async Task A_key_belongs_to_its_actor_and_use_case()
    {
        var other = await Region.Part("branchDoctor");
        var more = Probe.Changing("probe.more", Probe.Add.Run);
        await Region.Must(Probe.Add, doctor, new("一"), "key-00000001");
        await Region.Must(Probe.Add, other, new("二"), "key-00000001");
        await Region.Must(more, doctor, new("三"), "key-00000001");
        Assert.Equal(3, await Region.Effects());
    }

    [Fact]
    public async Task Sixteen_calls_at_once_with_one_key_have_one_effect()
    {
        var calls = Enumerable.Range(0, 16).Select(_ => Task.Run(() => Region.Run(Probe.Add, doctor, new("一"), "key-00000001"), Ct));
        var results = await Task.WhenAll(calls);
        Assert.All(results, r => Assert.True(r.Refusal is null, TestRegion.Told(r.Refusal)));
        Assert.Equal(1, await Region.Effects());
        Assert.Single(await Region.Acts("probe.add"));
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day_and_not_before()
    {
        await Region.Must(Probe.Add, doctor, new("一"), "key-00000001");
        await Region.Advance(TimeSpan.FromHours(23.9));
        await Region.Must(Probe.Add, doctor, new("一"), "key-00000001");
        Assert.Equal(1, await Region.Effects());
        await Region.Advance(TimeSpan.FromHours(0.2));
        await Region.Must(Probe.Add, doctor, new("一"), "key-00000001");
        Assert.Equal(2, await Region.Effects());
    }

    [Fact]
    public async Task A_refused_call_does_not_use_up_its_key()
    {
        var refuses = true;
        var once = Probe.Changing(
            "probe.once",
            async (work, input, ct) => refuses ? Refusal.Conflict("not-yet", "还不行") : await Probe.Add.Run(work, input, ct)
        );
        Assert.Equal("not-yet", (await Region.Run(once, doctor, new("一"), "key-00000001")).Refusal?.Code);
        refuses = false;
        await Region.Must(once, doctor, new("一"), "key-00000001");
        Assert.Equal(1, await Region.Effects());
    }

    [Fact]
    public async Task Committing_without_a_check_of_the_right_throws()
    {
        var unchecked_ = Probe.Changing(
            "probe.unchecked",
            (work, input, ct) =>
            {
                Probe.Effect(work);
                return work.Commit(input, ct);
            }
        );
        await Assert.ThrowsAsync<InvalidOperationException>(() => Region.Run(unchecked_, doctor, new("一")));
        var looking = new Look<Probe.Input, Probe.Input>(
            "probe.look",
            "试看",
            Permission.SignedIn,
            (work, input, ct) => work.Look(input, ct)
        );
        await Assert.ThrowsAsync<InvalidOperationException>(() => Region.Run(looking, doctor, new("一")));
        Assert.Equal(0, await Region.Effects());
    }

    [Fact]
    public async Task A_refusal_leaves_nothing_behind()
    {
        var before = await Region.AllActs();
        var changesItsMind = Probe.Changing(
            "probe.half",
            async (work, _, ct) =>
            {
                Probe.Effect(work);
                await Counter.Next(work, "probe", ct);
                await work.Db.SaveChangesAsync(ct);
                return Refusal.Conflict("after-all", "算了");
            }
        );
        Assert.Equal("after-all", (await Region.Run(changesItsMind, doctor, new("一"), "key-00000001")).Refusal?.Code);
        Assert.Equal((0, before), (await Region.Effects(), await Region.AllActs()));
    }

    [Fact]
    public async Task An_exception_leaves_nothing_behind()
    {
        var breaks = Probe.Changing(
            "probe.breaks",
            async (work, input, ct) =>
            {
                await Probe.Add.Run(work, input, CancellationToken.None).WaitAsync(ct);
                throw new InvalidOperationException("after the commit");
            }
        );
        await Assert.ThrowsAsync<InvalidOperationException>(() => Region.Run(breaks, doctor, new("一"), "key-00000001"));
        Assert.Equal(1, await Region.Effects());
        var early = Probe.Changing(
            "probe.early",
            async (work, _, ct) =>
            {
                Probe.Effect(work);
                await work.Db.SaveChangesAsync(ct);
                throw new InvalidOperationException("before the commit");
            }
        );
        await Assert.ThrowsAsync<InvalidOperationException>(() => Region.Run(early, doctor, new("一")));
        Assert.Equal(1, await Region.Effects());
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_denial_leaves_an_act_and_nothing_else()
    {
        var administrators = Probe.Changing("probe.admin", Probe.Add.Run, new Permission("account.manage", "管理账号"));
        Assert.Equal(RefusalKind.Denied, (await Region.Run(administrators, doctor, new("一"), "key-00000001")).Refusal?.Kind);
        Assert.Equal(RefusalKind.SignedOut, (await Region.Run(administrators, Actor.Nobody, new("一"))).Refusal?.Kind);
        var acts = await Region.Acts("probe.admin");
        Assert.All(acts, a => Assert.Equal((ActOutcome.Denied, ""), (a.Outcome, a.Changes)));
        Assert.Equal([doctor.Account, null], acts.Select(a => a.Account));
        Assert.Equal(0, await Region.Effects());
    }

    [Fact]
    public async Task A_row_out_of_reach_is_answered_like_no_row_and_leaves_a_denial()
    {
        var resident = await Region.Register(doctor, "钱桂珍");
        var stranger = await Region.Person("zhaoyulan");
        var other = await Region.Run("resident.show", stranger, new { id = resident });
        var none = await Region.Run("resident.show", stranger, new { id = Guid.CreateVersion7(Region.Clock.GetUtcNow()) });
        Assert.Equal(none.Refusal, other.Refusal);
        Assert.Contains(await Region.Acts("resident.show"), a => a.Outcome == ActOutcome.Denied && a.Account == stranger.Account);
    }

    [Fact]
    public async Task Of_two_who_change_the_same_row_the_second_is_told_so()
    {
        await Region.Must(Probe.Add, doctor, new("一"));
        using var both = new Barrier(2);
        var change = Probe.Changing(
            "probe.change",
            async (work, input, ct) =>
            {
                if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
                    return refusal;
                var item = await work.Db.Set<WorkItem>().SingleAsync(i => i.Flow == "probe", ct);
                if (!work.Db.IsSqlite)
                    both.SignalAndWait(TimeSpan.FromSeconds(10), ct);
                item.Escalate(work.Now);
                return await work.Commit(input, ct);
            }
        );
        var results = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => Task.Run(() => Region.Run(change, doctor, new Probe.Input("一")), Ct))
        );
        var refused = results.Count(r => r.Refusal?.Code == "changed");
        Assert.Equal(Region.Platform.Database.IsSqlite ? 0 : 1, refused);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Entities_are_never_deleted()
    {
        await Region.Must(Probe.Add, doctor, new("一"));
        var delete = Probe.Changing(
            "probe.delete",
            async (work, input, ct) =>
            {
                if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
                    return refusal;
                work.Db.Remove(await work.Db.Set<WorkItem>().SingleAsync(i => i.Flow == "probe", ct));
                return await work.Commit(input, ct);
            }
        );
        await Assert.ThrowsAsync<InvalidOperationException>(() => Region.Run(delete, doctor, new("一")));
        Assert.Equal(1, await Region.Effects());
    }

    [Fact]
    public async Task Numbers_have_no_gap_after_refusals_and_none_twice()
    {
        var taken = new System.Collections.Concurrent.ConcurrentBag<long>();
        var take = Probe.Changing(
            "probe.number",
            async (work, input, ct) =>
            {
                if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
                    return refusal;
                var number = await Counter.Next(work, "probe", ct);
                if (input.Text == "no")
                    return Refusal.Conflict("no", "不行");
                taken.Add(number);
                return await work.Commit(input, ct);
            }
        );
        var calls = Enumerable.Range(0, 30).Select(i => Task.Run(() => Region.Run(take, doctor, new(i % 3 == 0 ? "no" : "yes")), Ct));
        await Task.WhenAll(calls);
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), taken.Order());
    }
}

public sealed class GateTestsOnSqlite(SqliteDb db) : GateTests(db), IClassFixture<SqliteDb>;

public sealed class GateTestsOnPostgres(PostgresDb db) : GateTests(db), IClassFixture<PostgresDb>;
