using System.Text.Json.Nodes;
using Yihe.Kernel.Facts;

namespace Yihe.Access.Tests;

/// <summary>The kept part, the windows, and what a change of capacity does to them.</summary>
public abstract class SlotShareTests(TestDb db) : SlotStory(db)
{
    [Fact]
    public async Task Publishing_follows_the_weekly_pattern_and_adds_nothing_twice()
    {
        var again = await Region.Must("slots.publish", Desk, new { from = "2026-11-20", to = "2026-12-18" });
        Assert.Equal(0, again["sessions"]!.GetValue<int>());
        var sessions = await Sessions("心血管内科");
        Assert.All(sessions, s => Assert.Equal(12, s!["capacity"]!.GetValue<int>()));
        Assert.All(sessions, s => Assert.Equal(3, s!["kept"]!.GetValue<int>()));
        Assert.Equal("2026-11-23T00:30:00.0000000+00:00", sessions[0]!["startsAt"]!.GetValue<DateTimeOffset>().ToString("O"));
    }

    [Fact]
    public async Task A_family_doctor_takes_from_the_kept_part_and_the_public_never_does()
    {
        var session = await Session("心血管内科");
        for (var i = 0; i < 9; i++)
            await Book(Desk, session);
        Assert.Equal("kept", (await TryBook(Desk, session)).Refusal?.Code);
        for (var i = 0; i < 3; i++)
            await Book(Doctor, session);
        Assert.Equal("sold-out", (await TryBook(Doctor, session)).Refusal?.Code);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task After_release_the_public_may_take_what_was_kept()
    {
        var session = await Session("心血管内科", day: 3);
        for (var i = 0; i < 9; i++)
            await Book(Desk, session);
        Assert.Equal("kept", (await TryBook(Desk, session)).Refusal?.Code);
        var starts = (await Region.Must("slots.show", Desk, new { id = session }))["session"]!["startsAt"]!.GetValue<DateTimeOffset>();
        await Region.Advance(starts.AddHours(-23) - Region.Clock.GetUtcNow());
        Desk = await Region.Part("accessClerk");
        await Book(Desk, session);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task The_public_waits_for_its_window_and_the_family_doctor_for_the_early_one()
    {
        var far = await Session("心血管内科", day: 10);
        Assert.Equal("early", (await TryBook(Desk, far)).Refusal?.Code);
        await Book(Doctor, far);
        var farther = await Session("心血管内科", day: 21);
        Assert.Equal("too-early", (await TryBook(Doctor, farther)).Refusal?.Code);
    }

    [Fact]
    public async Task Cutting_a_session_below_what_others_took_is_a_breach_for_the_operations_office()
    {
        var session = await Session("心血管内科");
        for (var i = 0; i < 9; i++)
            await Book(Desk, session);
        Assert.Equal("too-many-taken", (
                await Region.Run(
                    "slots.resize",
                    Desk,
                    new
                    {
                        id = session,
                        capacity = 8,
                        reason = "提前下班",
                    }
                )
            ).Refusal?.Code);
        var cut = await Region.Must(
            "slots.resize",
            Desk,
            new
            {
                id = session,
                capacity = 10,
                reason = "提前下班",
            }
        );
        Assert.Equal(1, cut["missing"]!.GetValue<int>());
        var overseer = await Region.Part("overseer");
        var item = (await Region.Must("inbox.show", overseer, new { }))["items"]!
            .AsArray()
            .Single(i => i!["flow"]!.GetValue<string>() == "breach");
        await Region.Must("share.settle", overseer, new { id = item!["id"]!.GetValue<string>() });
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task What_is_held_and_kept_is_stated_as_facts_through_every_change()
    {
        var (total, kept) = await Published();
        var more = new
        {
            id = await Session("心血管内科"),
            capacity = 20,
            reason = "加开",
        };
        await Region.Must("slots.resize", Desk, more);
        Assert.Equal((total + 8, kept + 1), await Published());
        await Region.Must("slots.close", Desk, new { more.id, reason = "停诊" });
        Assert.Equal((total - 12, kept - 3), await Published());
        Assert.Empty(await Region.Findings());
    }

    private async Task<(long Total, long Kept)> Published()
    {
        await using var db = Region.Platform.Database.Open();
        var facts = await db.Set<Fact>().Where(f => f.Kind == "slots.published").ToListAsync(Ct);
        return (facts.Sum(f => f.Sign * f.Number1!.Value), facts.Sum(f => f.Sign * f.Number2!.Value));
    }

    [Fact]
    public async Task A_mark_moved_behind_the_platforms_back_is_found()
    {
        var session = await Session("心血管内科");
        for (var i = 0; i < 9; i++)
            await Book(Desk, session);
        await Region.Sql($"UPDATE kernel_pool_unit SET kept = {(Region.Platform.Database.IsSqlite ? "0" : "false")} WHERE number = 1");
        Assert.NotEmpty(await Region.Findings());
    }
}

public sealed class SlotShareTestsOnSqlite(SqliteDb db) : SlotShareTests(db), IClassFixture<SqliteDb>;

public sealed class SlotShareTestsOnPostgres(PostgresDb db) : SlotShareTests(db), IClassFixture<PostgresDb>;
