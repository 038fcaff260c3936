using System.Text.Json.Nodes;
using Yihe.Basis;
using Yihe.Kernel.Data;
using Yihe.Kernel.Pools;

namespace Yihe.Beds.Tests;

/// <summary>The kept quarter, the crowd, and what blocking does to them.</summary>
public abstract class BedShareTests(TestDb db) : BedStory(db)
{
    [Fact]
    public async Task A_quarter_is_kept_for_primary_care_and_never_released()
    {
        var ward = await Ward("FC");
        Assert.Equal((12, 3, 9), (Number(ward, "capacity"), Number(ward, "kept"), Number(ward, "mine")));
        Assert.Equal(12, Number(await Ward("FC", Doctor), "mine"));
        for (var i = 0; i < 9; i++)
            await Admit(Desk, ward);
        Assert.Equal("kept", (await TryAdmit(Desk, ward)).Refusal?.Code);
        await Region.Advance(TimeSpan.FromDays(30));
        await Begin();
        Assert.Equal("kept", (await TryAdmit(Desk, ward)).Refusal?.Code);
        for (var i = 0; i < 3; i++)
            await Hold(Doctor, ward);
        Assert.Equal("sold-out", (await TryHold(Doctor, ward)).Refusal?.Code);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task The_last_beds_go_to_exactly_as_many_of_a_crowd_and_the_kept_ones_to_no_one_else()
    {
        var ward = await Ward("FC");
        for (var i = 0; i < 6; i++)
            await Admit(Desk, ward);
        var residents = new List<(Actor Actor, string Resident)>();
        for (var i = 0; i < 100; i++)
            residents.Add(i % 4 == 0 ? (Doctor, await Woman(Doctor)) : (Desk, await Woman(Desk)));
        var answers = await Task.WhenAll(residents.Select(r => Task.Run(() => TryHold(r.Actor, ward, r.Resident), Ct)));
        Assert.Equal(6, answers.Count(a => a.Refusal is null));
        Assert.All(answers, a => Assert.True(a.Refusal is null or { Code: "sold-out" or "kept" }, TestRegion.Told(a.Refusal)));
        Assert.InRange(residents.Zip(answers).Count(a => a.First.Actor == Desk && a.Second.Refusal is null), 0, 3);
        var beds = (await Ward("FC"))["beds"]!.AsArray();
        Assert.DoesNotContain(beds, b => Text(b, "state") == "open");
        Assert.Equal(12, beds.Select(b => Text(b, "stay")).Distinct().Count());
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task One_bed_wished_by_a_crowd_is_given_once()
    {
        var ward = await Ward("FC");
        var bed = Bed(ward, 7);
        var residents = new List<string>();
        for (var i = 0; i < 30; i++)
            residents.Add(await Woman(Desk));
        var answers = await Task.WhenAll(residents.Select(r => Task.Run(() => TryAdmit(Desk, ward, r, bed), Ct)));
        Assert.Single(answers, a => a.Refusal is null);
        Assert.All(answers, a => Assert.True(a.Refusal is null or { Code: "taken" }, TestRegion.Told(a.Refusal)));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Blocking_counts_the_kept_part_anew_and_records_what_others_took_too_much()
    {
        var ward = await Ward("FC");
        var stays = new List<JsonNode>();
        for (var i = 0; i < 9; i++)
            stays.Add(await Admit(Desk, ward));
        var free = (await Ward("FC"))["beds"]!.AsArray().First(b => Text(b, "state") == "open");
        var taken = await Region.Run("bed.block", Desk, new { id = Text(stays[0], "bed"), reason = "检修" });
        Assert.Equal("occupied", taken.Refusal?.Code);
        var blocked = await Region.Must("bed.block", Desk, new { id = Text(free, "id"), reason = "检修" });
        Assert.Equal((11, 1), (Number(blocked, "open"), Number(blocked, "missing")));
        var overseer = await Region.Part("overseer");
        Assert.Contains(
            "检修",
            (await Region.Must("inbox.show", overseer, new { })).ToJsonString(JsonText.Options),
            StringComparison.Ordinal
        );
        await Region.Must("bed.leave", Desk, new { id = Text(stays[0], "id"), outcome = "discharged" });
        Assert.Equal((3, 0), (Number(await Ward("FC"), "kept"), Number(await Ward("FC"), "missing")));
        await Region.Must(
            "bed.open",
            Desk,
            new
            {
                id = Text(free, "id"),
                sex = "female",
                isolation = true,
            }
        );
        Assert.Equal((12, 3), (Number(await Ward("FC"), "capacity"), Number(await Ward("FC"), "kept")));
        Assert.Equal("unsuited", (await TryAdmit(Desk, ward, await Woman(Desk), Text(free, "id"))).Refusal?.Code);
        Assert.Empty(await Region.Findings());
    }
}

public sealed class BedShareTestsOnSqlite(SqliteDb db) : BedShareTests(db), IClassFixture<SqliteDb>;

public sealed class BedShareTestsOnPostgres(PostgresDb db) : BedShareTests(db), IClassFixture<PostgresDb>;
