using System.Text.Json.Nodes;
using Yihe.Basis;
using Yihe.Kernel.Data;
using Yihe.Kernel.Pools;

namespace Yihe.Beds.Tests;

/// <summary>A stay over several beds, wards and institutions is one encounter; what a referral holds goes with it.</summary>
public abstract class BedStayTests(TestDb db) : BedStory(db)
{
    [Fact]
    public async Task A_stay_over_several_beds_and_wards_is_one_encounter_and_each_bed_left_is_cleaned()
    {
        var (ward, other) = (await Ward("FC"), await Ward("NF"));
        var resident = await Woman(Desk);
        var came = await Admit(Desk, ward, resident, Bed(ward, 5));
        Assert.Equal("in-already", (await TryAdmit(Desk, other, resident)).Refusal?.Code);
        var id = Text(came, "id");
        var moved = await Region.Must("bed.transfer", Desk, new { id, bed = Bed(ward, 6) });
        var again = await Region.Must("bed.transfer", Desk, new { id, ward = other["id"]!.GetValue<string>() });
        Assert.Equal(Text(came, "encounter"), Text(moved, "encounter"));
        Assert.Equal(Text(came, "encounter"), Text(again, "encounter"));
        Assert.Equal(2, (await Region.Acts("bed.transfer")).Count);
        Assert.Equal("taken", (await TryAdmit(Desk, ward, await Woman(Desk), Bed(ward, 5))).Refusal?.Code);
        await Region.Must("bed.clean", Desk, new { id = Bed(ward, 5) });
        Assert.Equal("not-cleaning", (await Region.Run("bed.clean", Desk, new { id = Bed(ward, 5) })).Refusal?.Code);
        await Admit(Desk, ward, await Woman(Desk), Bed(ward, 5));
        await Region.Must("bed.leave", Desk, new { id, outcome = "discharged" });
        Assert.Equal("illegal-move", (await Region.Run("bed.leave", Desk, new { id, outcome = "discharged" })).Refusal?.Code);
        Assert.Equal(1, Number(await Ward("NF"), "cleaning"));
        var encounter = Assert.Single((await Region.Must("resident.show", Desk, new { id = resident }))["encounters"]!.AsArray());
        Assert.NotNull(encounter!["closedAt"]);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_move_to_another_institutions_ward_is_one_encounter_that_both_see()
    {
        var (ward, other) = (await Ward("NF"), await Ward("SLB"));
        var there = await Region.Person("jinzhiming");
        var resident = await Woman(Desk);
        var came = await Admit(Desk, ward, resident, Bed(ward, 5));
        var refused = await Region.Run("bed.transfer", Desk, new { id = Text(came, "id"), ward = Text(other, "id") });
        Assert.Equal("not-ours", refused.Refusal?.Code);
        var held = await Hold(Desk, other, resident);
        var moved = await Region.Must("bed.arrive", there, new { id = held, diagnosis = Hypertension });
        Assert.Equal(Text(came, "encounter"), Text(moved, "encounter"));
        Assert.Equal((1, 0), (Number(await Ward("NF"), "cleaning"), Number(await Ward("NF"), "occupied")));
        await Region.Advance(TimeSpan.FromDays(40));
        (Desk, there) = (await Region.Part("accessClerk"), await Region.Person("jinzhiming"));
        foreach (var asker in new[] { Desk, there })
        {
            var seen = Assert.Single((await Region.Must("resident.show", asker, new { id = resident }))["encounters"]!.AsArray());
            Assert.Equal(("县总医院 → 石林分院", true), (Text(seen, "institution"), seen!["closedAt"] is null));
        }
        await Region.Must("bed.leave", there, new { id = Text(moved, "id"), outcome = "discharged" });
        Assert.NotNull((await Region.Must("resident.show", there, new { id = resident }))["encounters"]![0]!["closedAt"]);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Who_lies_elsewhere_comes_only_where_those_who_care_for_them_arranged_a_bed()
    {
        var (ward, other) = (await Ward("NF"), await Ward("SLB"));
        var there = await Region.Person("jinzhiming");
        var resident = await Woman(Desk);
        await Region.Must("bed.arrive", there, new { id = await Hold(Desk, other, resident), diagnosis = Hypertension });
        var back = await Hold(Desk, ward, resident);
        Assert.Equal("in-already", (await Region.Run("bed.arrive", Desk, new { id = back, diagnosis = Hypertension })).Refusal?.Code);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task What_a_matter_holds_settles_with_its_encounter_or_goes_back()
    {
        var ward = await Ward("XN");
        var (first, second) = (Region.Platform.Time.NewId(), Region.Platform.Time.NewId());
        var residents = new[] { await Man(Desk), await Woman(Desk) };
        await Do(
            async (work, ct) => await HoldFor(work, ward, first, residents[0], ct) ?? await HoldFor(work, ward, second, residents[1], ct)
        );
        MatterBed? stands = null;
        var encounter = Guid.Empty;
        await Do(
            async (work, ct) =>
            {
                stands = await BedDesk.Of(work, first, ct);
                encounter = Region.Platform.Time.NewId();
                await BedDesk.GiveBack(work, second, ct);
                return await BedDesk.Settle(work, first, encounter, ["原发性高血压 I10.x00"], ct);
            }
        );
        Assert.Matches("^心血管内科病区 [0-9]+ 床$", stands?.Words);
        Assert.True(stands?.IsHeld);
        var after = await Ward("XN");
        Assert.Equal((0, 1, 0), (Number(after, "held"), Number(after, "occupied"), Number(after, "cleaning")));
        Assert.Empty(await Region.Findings());
    }

    private async Task<Refusal?> HoldFor(Work work, JsonNode ward, Guid matter, string resident, CancellationToken ct)
    {
        var card = await Residents.ResidentDirectory.Find(work, new Residents.ResidentId(Guid.Parse(resident)), ct);
        var at = Desk.Institution;
        return await BedDesk.Hold(work, Guid.Parse(Text(ward, "id")), matter, matter, card.Value, Doctor.Institution, at, ct);
    }

    private async Task Do(Func<Work, CancellationToken, Task<Refusal?>> what)
    {
        var probe = new Change<Done, Done>(
            "probe.bed",
            "试",
            new Permission("resident.read", "查看居民"),
            async (work, input, ct) =>
                work.Refuses(new AtInstitution(work.Actor.Institution)) is { } no ? no
                : await what(work, ct) is { } refusal ? refusal
                : await work.Commit(input, ct)
        );
        Assert.Null((await Region.Run(probe, Desk, Done.Yes)).Refusal);
    }
}

public sealed class BedStayTestsOnSqlite(SqliteDb db) : BedStayTests(db), IClassFixture<SqliteDb>;

public sealed class BedStayTestsOnPostgres(PostgresDb db) : BedStayTests(db), IClassFixture<PostgresDb>;
