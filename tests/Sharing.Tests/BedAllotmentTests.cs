using System.Text.Json.Nodes;

namespace Yihe.Sharing.Tests;

/// <summary>A ward whose beds a hospital's own system hands over: held here, confirmed there.</summary>
public abstract class BedAllotmentTests(TestDb db) : AllotmentStory(db)
{
    protected override async Task Begin()
    {
        await base.Begin();
        Diagnoses.DiagnosisTable.Of(Region.Platform);
    }

    [Fact]
    public async Task Each_hold_waits_for_the_hospital_and_every_change_is_reported_through_all_its_troubles()
    {
        var ward = await Ward();
        var direct = new
        {
            ward,
            resident = await Woman(Desk),
            diagnosis = "I10.x00",
        };
        Assert.Equal("allotted", (await Region.Run("bed.admit", Desk, direct)).Refusal?.Code);
        var (stays, spared) = (await Hold(ward), await Hold(ward));
        Assert.All(await Beds(), b => Assert.Equal(b!["state"]!.GetValue<string>() == "held", b["confirming"]!.GetValue<bool>()));
        var early = await Region.Run("bed.arrive", Desk, new { id = stays, diagnosis = "I10.x00" });
        Assert.Equal("illegal-move", early.Refusal?.Code);
        await Settle();
        Assert.All(await Beds(), b => Assert.False(b!["confirming"]!.GetValue<bool>()));
        await Region.Must("bed.arrive", Desk, new { id = stays, diagnosis = "I10.x00" });
        await Region.Must("bed.transfer", Desk, new { id = stays, bed = (await Beds())[3]!["id"]!.GetValue<string>() });
        await Region.Must("bed.give-up", Doctor, new { id = spared });
        await Settle();
        Assert.Equal(("in", "givenUp"), (Hospital.Known[stays].State, Hospital.Known[spared].State));
        Assert.True(Hospital.Calls > 5);
        Assert.Equal(2, (await Region.Acts("allotment.confirm")).Count(a => a.Move == "Confirm"));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_refusal_frees_the_person_offers_the_next_bed_in_the_same_item_and_is_counted()
    {
        Hospital.Sold.Add(1);
        var refused = await Hold(await Ward());
        await Settle();
        var item = (await Region.Must("inbox.show", Doctor, new { }))["items"]!
            .AsArray()
            .Single(i => i!["id"]!.GetValue<string>() == refused)!;
        Assert.Contains("该号已由窗口售出；可改到 2 床", item["fact"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("open", (await Beds())[0]!["state"]!.GetValue<string>());
        Assert.Equal("confirming", (await Region.Must("bed.retake", Doctor, new { id = refused }))["state"]!.GetValue<string>());
        await Settle();
        Assert.Equal(
            ("held", false),
            ((await Beds())[1]!["state"]!.GetValue<string>(), (await Beds())[1]!["confirming"]!.GetValue<bool>())
        );
        var overseer = await Region.Part("overseer");
        var count = (await Region.Must("allotment.refusals", overseer, new { }))["items"]!.AsArray().Single()!;
        Assert.Equal((1, 1), (count["asked"]!.GetValue<int>(), count["refused"]!.GetValue<int>()));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task The_hospital_may_shrink_what_is_unsold_and_hand_over_more_but_never_take_back_what_is_sold()
    {
        var ward = await Ward();
        await Hold(ward);
        await Hold(ward);
        Assert.Equal("too-many-taken", (await Quota(1)).Refusal?.Code);
        Assert.Null((await Quota(2)).Refusal);
        Assert.Equal(2, (await Beds()).Count(b => b!["state"]!.GetValue<string>() == "blocked"));
        Assert.Null((await Quota(4)).Refusal);
        Assert.Equal(2, (await Beds()).Count(b => b!["state"]!.GetValue<string>() == "open"));
        Assert.Empty(await Region.Findings());
    }

    private Task<Result<JsonNode>> Quota(int beds) =>
        Region.Run(
            "beds.resize",
            Desk,
            new
            {
                ward = "FYCB",
                beds,
                reason = "院内系统分配",
            }
        );

    private async Task<string> Ward() =>
        (await Region.Must("bed.board", Doctor, new { }))["items"]!.AsArray().Single(w => w!["code"]!.GetValue<string>() == "FYCB")![
            "id"
        ]!.GetValue<string>();

    private async Task<JsonArray> Beds() => (await Region.Must("bed.ward", Doctor, new { id = await Ward() }))["beds"]!.AsArray();

    private async Task<string> Hold(string ward) =>
        (await Region.Must("bed.hold", Doctor, new { ward, resident = await Woman(Doctor) }))["id"]!.GetValue<string>();

    private Task<string> Woman(Actor actor)
    {
        var identity = People.NewIdentity();
        while ((identity[16] - '0') % 2 != 0)
            identity = People.NewIdentity();
        return Region.Register(actor, "李秀英", identity);
    }
}

public sealed class BedAllotmentTestsOnSqlite(SqliteDb db) : BedAllotmentTests(db), IClassFixture<SqliteDb>;

public sealed class BedAllotmentTestsOnPostgres(PostgresDb db) : BedAllotmentTests(db), IClassFixture<PostgresDb>;
