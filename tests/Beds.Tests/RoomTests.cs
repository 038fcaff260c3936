using System.Text.Json.Nodes;

namespace Yihe.Beds.Tests;

/// <summary>A room takes one sex at a time; a ward may gain and lose beds.</summary>
public abstract class RoomTests(TestDb db) : BedStory(db)
{
    [Fact]
    public async Task Once_one_sex_lies_in_a_room_its_other_beds_take_only_that_one()
    {
        var ward = await Ward("XN");
        var woman = await Admit(Desk, ward, await Woman(Desk), Bed(ward, 7));
        Assert.Equal("unsuited", (await TryAdmit(Desk, ward, await Man(Desk), Bed(ward, 8))).Refusal?.Code);
        Assert.Equal("female", Text((await Ward("XN"))["beds"]![7], "sex"));
        var man = await Admit(Desk, ward, await Man(Desk), Bed(ward, 10));
        var shift = await Region.Run("bed.transfer", Desk, new { id = Text(man, "id"), bed = Bed(ward, 8) });
        Assert.Equal("unsuited", shift.Refusal?.Code);
        await Region.Must("bed.transfer", Desk, new { id = Text(woman, "id"), bed = Bed(ward, 8) });
        await Region.Must("bed.leave", Desk, new { id = Text(woman, "id"), outcome = "discharged" });
        await Admit(Desk, ward, await Man(Desk), Bed(ward, 9));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Men_and_women_who_want_the_last_rooms_at_once_never_share_one()
    {
        var ward = await Ward("XN");
        var who = new List<(string Resident, string Bed)>();
        foreach (var no in new[] { 7, 8, 9, 10, 11 })
            who.AddRange([(await Man(Doctor), Bed(ward, no)), (await Woman(Doctor), Bed(ward, no))]);
        var answers = await Task.WhenAll(
            who.Select(w =>
                Task.Run(
                    () =>
                        Region.Run(
                            "bed.hold",
                            Doctor,
                            new
                            {
                                ward = Text(ward, "id"),
                                resident = w.Resident,
                                bed = w.Bed,
                            }
                        ),
                    Ct
                )
            )
        );
        Assert.All(answers, a => Assert.True(a.Refusal is null or { Code: "taken" or "unsuited" }, TestRegion.Told(a.Refusal)));
        var beds = (await Ward("XN"))["beds"]!.AsArray().Where(b => Text(b, "state") == "held").ToList();
        Assert.Equal(5, beds.Count);
        foreach (var room in beds.GroupBy(b => Text(b, "room")))
            Assert.Single(room.Select(b => Text(b, "person").Contains('男', StringComparison.Ordinal)).Distinct());
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_ward_loses_only_empty_beds_and_a_cut_that_leaves_the_share_short_is_recorded()
    {
        var ward = await Ward("FC");
        for (var i = 0; i < 9; i++)
            await Admit(Desk, ward);
        Assert.Equal("too-many-taken", (await Resize(8)).Refusal?.Code);
        Assert.Equal(1, Number((await Resize(11)).Value, "missing"));
        var overseer = await Region.Part("overseer");
        Assert.Contains("breach", (await Region.Must("inbox.show", overseer, new { })).ToJsonString(), StringComparison.Ordinal);
        var cut = (await Ward("FC"))["beds"]!.AsArray().Single(b => Text(b, "state") == "blocked");
        Assert.Equal("lost", (await Region.Run("bed.open", Desk, new { id = Text(cut, "id") })).Refusal?.Code);
        Assert.Equal("not-found", (await Resize(12, Doctor)).Refusal?.Code);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_ward_gains_back_what_it_lost_then_new_beds_in_a_room_and_those_who_wait_are_served()
    {
        var ward = await Ward("FC");
        await Region.Must("bed.block", Desk, new { id = Bed(ward, 5), reason = "检修" });
        Assert.Null((await Resize(9)).Refusal);
        for (var i = 0; i < 9; i++)
            await Hold(Doctor, ward);
        var wait = await Region.Must("waiting.join", Doctor, new { line = Text(ward, "id"), resident = await Woman(Doctor) });
        Assert.Equal("room", (await Resize(13)).Refusal?.Faults[0].Field);
        Assert.Null((await Resize(13, room: "505")).Refusal);
        await Region.Beat();
        await Region.Must("waiting.take", Doctor, new { id = Text(wait, "id") });
        var grown = await Ward("FC");
        Assert.Equal((13, 4), (Number(grown, "capacity"), Number(grown, "kept")));
        var beds = grown["beds"]!.AsArray();
        Assert.Equal(["505", "505"], beds.Skip(12).Select(b => Text(b, "room")));
        Assert.Equal("检修", Text(beds.Single(b => Text(b, "state") == "blocked"), "blockedFor"));
        Assert.Empty(await Region.Findings());
    }

    private Task<Result<JsonNode>> Resize(int beds, Actor? actor = null, string? room = null) =>
        Region.Run(
            "beds.resize",
            actor ?? Desk,
            new
            {
                ward = "FC",
                beds,
                reason = "病区调整",
                room,
                sex = "female",
            }
        );
}

public sealed class RoomTestsOnSqlite(SqliteDb db) : RoomTests(db), IClassFixture<SqliteDb>;

public sealed class RoomTestsOnPostgres(PostgresDb db) : RoomTests(db), IClassFixture<PostgresDb>;
