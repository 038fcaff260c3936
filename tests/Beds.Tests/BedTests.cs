using System.Text.Json.Nodes;
using Yihe.Basis;
using Yihe.Kernel.Data;
using Yihe.Kernel.Pools;

namespace Yihe.Beds.Tests;

/// <summary>Whom a bed takes, who sees them, and how long.</summary>
public abstract class BedTests(TestDb db) : BedStory(db)
{
    [Fact]
    public async Task A_bed_takes_only_whom_it_is_for()
    {
        var ward = await Ward("XN");
        var (man, woman) = (await Man(Desk), await Woman(Desk));
        Assert.Equal("unsuited", (await TryAdmit(Desk, ward, woman, Bed(ward, 1))).Refusal?.Code);
        Assert.Equal("unsuited", (await TryAdmit(Desk, ward, man, Bed(ward, 4))).Refusal?.Code);
        Assert.Equal("unsuited", (await TryAdmit(Desk, ward, man, Bed(ward, 12))).Refusal?.Code);
        await Admit(Desk, ward, man, Bed(ward, 2));
        await Admit(Desk, ward, await Man(Desk), isolation: true);
        Assert.Equal("sold-out", (await TryAdmit(Desk, ward, woman, isolation: true)).Refusal?.Code);
        for (var i = 0; i < 7; i++)
            await Admit(Desk, ward, await Man(Desk));
        Assert.Equal("sold-out", (await TryAdmit(Desk, ward, await Man(Desk))).Refusal?.Code);
        Assert.Equal("kept", (await TryAdmit(Desk, ward, woman)).Refusal?.Code);
        await Hold(Doctor, ward, await Woman(Doctor));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_hold_becomes_a_stay_or_ends_by_itself()
    {
        var ward = await Ward("XN");
        var (came, late, spared) = (await Hold(Doctor, ward), await Hold(Doctor, ward), await Hold(Doctor, ward));
        Assert.Equal(3, Number(await Ward("XN"), "held"));
        Assert.Equal("not-found", (await Region.Run("bed.arrive", Doctor, new { id = came, diagnosis = Hypertension })).Refusal?.Code);
        Assert.Equal("in", Text(await Region.Must("bed.arrive", Desk, new { id = came, diagnosis = Hypertension }), "state"));
        await Region.Must("bed.give-up", Doctor, new { id = spared });
        await Region.Advance(TimeSpan.FromHours(25));
        await Begin();
        Assert.Equal("illegal-move", (await Region.Run("bed.arrive", Desk, new { id = late, diagnosis = Hypertension })).Refusal?.Code);
        Assert.Equal((0, 1), (Number(await Ward("XN"), "held"), Number(await Ward("XN"), "occupied")));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_joint_ward_belongs_to_both_and_others_see_no_names()
    {
        var joint = await Ward("HXL");
        Assert.Equal("河溪分院、县总医院", Text(joint, "institutions"));
        await Admit(Desk, joint);
        await Admit(Doctor, joint);
        Assert.Equal(2, Named(await Ward("HXL")));
        Assert.Equal(2, Named(await Ward("HXL", Doctor)));
        var stranger = await Region.Person("caojing");
        Assert.Equal((0, 2), (Named(await Ward("HXL", stranger)), Number(await Ward("HXL", stranger), "occupied")));
        Assert.Equal("not-found", (await TryAdmit(stranger, joint)).Refusal?.Code);
        var office = await Region.Part("overseer");
        Assert.Equal(0, Named(await Ward("HXL", office)));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_day_case_has_to_leave_within_its_hours()
    {
        var ward = await Ward("RJ");
        var stay = await Admit(Desk, ward);
        var item = (await Region.Must("inbox.show", Desk, new { }))["items"]!.AsArray().Single(i => Text(i, "flow") == "bed-day");
        Assert.Equal(Region.Clock.GetUtcNow().AddHours(24).Date, item!["dueAt"]!.GetValue<DateTimeOffset>().UtcDateTime.Date);
        await Region.Must("bed.leave", Desk, new { id = Text(stay, "id"), outcome = "discharged" });
        Assert.DoesNotContain("bed-day", (await Region.Must("inbox.show", Desk, new { })).ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_home_bed_is_a_place_among_those_the_team_can_carry()
    {
        var home = await Ward("HXJ");
        Assert.Equal((6, 0), (Number(home, "capacity"), Number(home, "kept")));
        for (var i = 0; i < 6; i++)
            await Admit(Doctor, home);
        Assert.Equal("sold-out", (await TryAdmit(Doctor, home)).Refusal?.Code);
    }
}

public sealed class BedTestsOnSqlite(SqliteDb db) : BedTests(db), IClassFixture<SqliteDb>;

public sealed class BedTestsOnPostgres(PostgresDb db) : BedTests(db), IClassFixture<PostgresDb>;
