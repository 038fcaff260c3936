using System.Text.Json.Nodes;

namespace Yihe.Beds.Tests;

/// <summary>Who waits for a bed of a ward is offered the next that suits, in order and for a while.</summary>
public abstract class BedWaitingTests(TestDb db) : BedStory(db)
{
    [Fact]
    public async Task A_clean_bed_goes_to_the_first_in_line_by_rank_and_never_becomes_free_in_between()
    {
        var (ward, stays) = await Full();
        var again = await Woman(Desk);
        await Region.Must("bed.leave", Desk, new { id = Text(stays[8], "id"), outcome = "discharged" });
        await Region.Must("bed.clean", Desk, new { id = Text(stays[8], "bed") });
        await Admit(Desk, ward, again);
        var there = await Region.Run("waiting.join", Desk, new { line = Text(ward, "id"), resident = again });
        Assert.Equal("there-already", there.Refusal?.Code);
        var mine = await Wait(Desk, ward, await Woman(Desk));
        var signed = await Woman(Doctor);
        await Region.Must("resident.sign", Doctor, new { id = signed, team = "河溪签约团队" });
        var first = await Wait(Doctor, ward, signed);
        Assert.Equal(["签约转诊", "公众"], (await Queue(Desk, ward)).Select(RankOf));
        await Leave(stays[0]);
        Assert.Empty(await Offers(Doctor));
        await Region.Must("bed.clean", Desk, new { id = Text(stays[0], "bed") });
        await Region.Beat();
        Assert.Equal("sold-out", (await TryHold(Doctor, ward)).Refusal?.Code);
        Assert.Single(await Offers(Doctor));
        Assert.Empty(await Offers(Desk));
        var taken = await Region.Must("waiting.take", Doctor, new { id = first });
        Assert.Equal("held", Text(taken, "state"));
        await Region.Must("bed.arrive", Desk, new { id = Text(taken, "id"), diagnosis = Hypertension });
        await Leave(stays[1]);
        await Region.Must("bed.clean", Desk, new { id = Text(stays[1], "bed") });
        await Region.Beat();
        await Region.Must("waiting.take", Desk, new { id = mine });
        Assert.Empty(await Queue(Desk, ward));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task An_offered_bed_that_nobody_takes_goes_to_the_next_and_a_lapsed_hold_too()
    {
        var (ward, stays) = await Full();
        var (first, second) = (await Wait(Doctor, ward, await Woman(Doctor)), await Wait(Doctor, ward, await Woman(Doctor)));
        await Region.Must("bed.give-up", Doctor, new { id = Text(stays[^1], "id") });
        await Region.Beat();
        await Region.Advance(TimeSpan.FromHours(4.1));
        await Begin();
        Assert.Equal("illegal-move", (await Region.Run("waiting.take", Doctor, new { id = first })).Refusal?.Code);
        await Region.Must("waiting.take", Doctor, new { id = second });
        var third = await Wait(Doctor, ward, await Woman(Doctor));
        await Region.Advance(TimeSpan.FromHours(20));
        await Begin();
        await Region.Must("waiting.take", Doctor, new { id = third });
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_bed_is_offered_to_the_first_whom_it_suits_and_a_room_that_empties_to_those_it_kept_out()
    {
        var ward = await Ward("HXL");
        var stays = new List<JsonNode>();
        foreach (var no in new[] { 1, 2, 3 })
            stays.Add(await Admit(Doctor, ward, await Man(Doctor), Bed(ward, no)));
        foreach (var no in new[] { 4, 5, 6, 7 })
            stays.Add(await Admit(Doctor, ward, await Woman(Doctor), Bed(ward, no)));
        var free = await Region.Run("waiting.join", Doctor, new { line = Text(ward, "id"), resident = await Woman(Doctor) });
        Assert.Equal("free", free.Refusal?.Code);
        var (man, woman) = (await Wait(Doctor, ward, await Man(Doctor)), await Admit(Doctor, ward, await Woman(Doctor), Bed(ward, 8)));
        var next = await Wait(Doctor, ward, await Woman(Doctor));
        await Leave(stays[3], Doctor);
        await Region.Must("bed.clean", Doctor, new { id = Text(stays[3], "bed") });
        await Region.Beat();
        Assert.Equal("illegal-move", (await Region.Run("waiting.take", Doctor, new { id = man })).Refusal?.Code);
        await Region.Must("waiting.take", Doctor, new { id = next });
        await Leave(stays[6], Doctor);
        await Region.Must("bed.clean", Doctor, new { id = Text(stays[6], "bed") });
        await Leave(woman, Doctor);
        await Region.Beat();
        await Region.Must("waiting.take", Doctor, new { id = man });
        Assert.Equal("held", Text((await Ward("HXL"))["beds"]![6], "state"));
        Assert.Empty(await Region.Findings());
    }

    /// <summary>The women's ward with nothing free: nine lie there, three beds are held for primary care.</summary>
    private async Task<(JsonNode Ward, List<JsonNode> Stays)> Full()
    {
        var ward = await Ward("FC");
        var stays = new List<JsonNode>();
        for (var i = 0; i < 9; i++)
            stays.Add(await Admit(Desk, ward));
        for (var i = 0; i < 3; i++)
            stays.Add(new JsonObject { ["id"] = await Hold(Doctor, ward) });
        return (ward, stays);
    }

    private async Task<string> Wait(Actor actor, JsonNode ward, string resident) =>
        Text(await Region.Must("waiting.join", actor, new { line = Text(ward, "id"), resident }), "id");

    private Task<JsonNode> Leave(JsonNode stay, Actor? actor = null) =>
        Region.Must("bed.leave", actor ?? Desk, new { id = Text(stay, "id"), outcome = "discharged" });

    private async Task<JsonArray> Queue(Actor actor, JsonNode ward) =>
        (await Region.Must("waiting.show", actor, new { line = Text(ward, "id") }))["items"]!.AsArray();

    private static string RankOf(JsonNode? entry) => Text(entry, "rank") == "signed" ? "签约转诊" : "公众";

    private async Task<List<JsonNode?>> Offers(Actor actor) =>
        [.. (await Region.Must("inbox.show", actor, new { }))["items"]!.AsArray().Where(i => Text(i, "asks") == "确认候补到的号床")];
}

public sealed class BedWaitingTestsOnSqlite(SqliteDb db) : BedWaitingTests(db), IClassFixture<SqliteDb>;

public sealed class BedWaitingTestsOnPostgres(PostgresDb db) : BedWaitingTests(db), IClassFixture<PostgresDb>;
