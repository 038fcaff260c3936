using System.Text.Json.Nodes;

namespace Yihe.Referral.Tests;

/// <summary>A referral with a slot: held when requested, taken when accepted, given back when it goes another way. XX-25, GZ-52.</summary>
public abstract class SlotInReferralTests(TestDb db) : ReferralStory(db)
{
    private Actor desk = null!;

    protected override async Task Begin()
    {
        await base.Begin();
        desk = await Region.Part("accessClerk");
        await Must(desk, "slots.publish", new { from = "2026-11-20", to = "2026-12-10" });
    }

    [Fact]
    public async Task The_wished_time_is_held_and_taken_with_the_acceptance()
    {
        var referral = await Wish(await Session());
        Assert.True((await Slot(referral))!["isHeld"]!.GetValue<bool>());
        await Must(Office, "referral.accept", new { id = referral, department = "心血管内科" });
        var slot = (await Slot(referral))!;
        Assert.Equal(("已预约", false), (slot["stands"]!.GetValue<string>(), slot["isHeld"]!.GetValue<bool>()));
        var booked = (await Must(desk, "appointment.list", new { }))["items"]!.AsArray().Single()!;
        Assert.Equal("signed", booked["rank"]!.GetValue<string>());
        await Region.Beat();
        Assert.Single(await Region.Acts("tell-appointment"));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_hold_that_ran_out_is_lost_and_the_next_time_is_offered()
    {
        var referral = await Wish(await Session());
        await Region.Advance(TimeSpan.FromHours(25));
        var shown = await Show(referral, Office);
        Assert.True(shown["slotLost"]!.GetValue<bool>());
        Assert.Contains(shown["timeline"]!.AsArray(), t => t!["words"]!.GetValue<string>() == "预占到时释放");
        var next = shown["slots"]!.AsArray()[0]!["key"]!.GetValue<string>();
        await Must(
            Office,
            "referral.accept",
            new
            {
                id = referral,
                department = "心血管内科",
                slot = next,
            }
        );
        Assert.Equal("已预约", (await Slot(referral, Office))!["stands"]!.GetValue<string>());
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_full_session_is_refused_at_its_field_and_nothing_is_half_done()
    {
        var session = await Session();
        await Must(
            desk,
            "slots.resize",
            new
            {
                id = session,
                capacity = 1,
                reason = "医生外出",
            }
        );
        await Wish(session);
        var visit = await Region.Visit(Village, await Region.Register(Village, "李秀英"));
        var request = await Region.RequestOf(visit, "gh", department: "心血管内科");
        request["slot"] = session;
        Assert.Equal("slot", (await No(Village, "referral.request", request)).Faults.Single().Field);
        Assert.Single((await Must(Village, "referral.list", new { box = "out" }))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_slot_elsewhere_than_the_target_is_refused()
    {
        var visit = await Region.Visit(Village, await Region.Register(Village, "李秀英"));
        var request = await Region.RequestOf(visit, "hx");
        request["slot"] = await Session();
        Assert.Equal("slot", (await No(Village, "referral.request", request)).Faults.Single().Field);
    }

    [Fact]
    public async Task Only_what_the_chosen_institution_has_is_offered_and_of_the_chosen_department()
    {
        var up = await Places("gh");
        Assert.Equal(["心血管内科"], (await Places("gh", "心血管内科")).Slots.Select(s => s.Split(' ')[1]).Distinct());
        Assert.True(up.Slots.Select(s => s.Split(' ')[1]).Distinct().Count() > 1);
        Assert.All(up.Slots, s => Assert.StartsWith("县总医院 ", s, StringComparison.Ordinal));
        Assert.Contains(up.Wards, w => w.Contains("心血管内科病区", StringComparison.Ordinal));
        var branch = await Places("hx");
        Assert.Empty(branch.Slots);
        Assert.Contains(branch.Wards, w => w.Contains("河溪家庭病床", StringComparison.Ordinal));
        Assert.DoesNotContain(branch.Wards, w => w.Contains("心血管内科病区", StringComparison.Ordinal));
        Assert.Equal("to", (await No(Village, "referral.places", new { to = Guid.Empty })).Faults.Single().Field);
    }

    [Fact]
    public async Task A_returned_referral_gives_its_time_back_at_once_and_one_given_up_cancels_its_appointment()
    {
        var session = await Session();
        var returned = await Wish(session);
        await Must(Office, "referral.return", new { id = returned, reason = "incomplete" });
        Assert.Equal(12, await Left(session));
        var accepted = await Wish(session);
        await Must(Office, "referral.accept", new { id = accepted, department = "心血管内科" });
        Assert.Equal(11, await Left(session));
        await Must(Village, "referral.give-up", new { id = accepted, reason = "declined" });
        await Region.Beat();
        Assert.Equal(12, await Left(session));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task An_arrival_is_an_attendance()
    {
        var referral = await Wish(await Session());
        await Must(Office, "referral.accept", new { id = referral, department = "心血管内科" });
        await Must(Office, "referral.confirm-arrival", new { id = referral, kind = "outpatient" });
        await Region.Beat();
        Assert.Equal("已到诊", (await Slot(referral))!["stands"]!.GetValue<string>());
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_bed_held_with_the_request_is_lain_in_on_arrival_and_given_back_otherwise()
    {
        var ward = (await Must(desk, "bed.board", new { department = "心血管内科" }))["items"]!.AsArray()[0]!["id"]!.GetValue<string>();
        var (stays, returned) = (await Wish(await Session(), ward), await Wish(await Session(), ward));
        Assert.True((await Show(stays))["bed"]!["isHeld"]!.GetValue<bool>());
        await Must(Office, "referral.return", new { id = returned, reason = "incomplete" });
        Assert.Null((await Show(returned))["bed"]);
        await Must(Office, "referral.accept", new { id = stays, department = "心血管内科" });
        await Must(Office, "referral.confirm-arrival", new { id = stays, kind = "inpatient" });
        Assert.Equal("在住", (await Show(stays))["bed"]!["stands"]!.GetValue<string>());
        await Region.Beat();
        Assert.Empty(await Region.Findings());
    }

    private async Task<string> Wish(string session, string? ward = null)
    {
        var resident = await Region.Register(Village, "钱桂珍");
        await Must(Village, "resident.sign", new { id = resident, team = "上河签约团队" });
        var request = await Region.RequestOf(await Region.Visit(Village, resident), "gh", department: "心血管内科");
        request["slot"] = session;
        request["ward"] = ward;
        return (await Must(Village, "referral.request", request))["id"]!.GetValue<string>();
    }

    private async Task<(List<string> Slots, List<string> Wards)> Places(string institution, string? department = null)
    {
        var places = await Must(Village, "referral.places", new { to = await IdOf(institution), department });
        List<string> Words(string kind) => [.. places[kind]!.AsArray().Select(p => $"{p!["value"]}")];
        return (Words("slots"), Words("wards"));
    }

    private async Task<JsonNode?> Slot(string referral, Actor? actor = null) => (await Show(referral, actor))["slot"];

    private async Task<string> Session() => (await Sessions())[0]!["id"]!.GetValue<string>();

    private async Task<int> Left(string session)
    {
        var line = (await Sessions()).Single(s => s!["id"]!.GetValue<string>() == session)!;
        return line["open"]!.GetValue<int>() + line["kept"]!.GetValue<int>();
    }

    private async Task<JsonArray> Sessions() =>
        (await Must(desk, "slots.board", new { from = "2026-11-23", department = "心血管内科" }))["items"]!.AsArray();
}

public sealed class SlotInReferralTestsOnSqlite(SqliteDb db) : SlotInReferralTests(db), IClassFixture<SqliteDb>;

public sealed class SlotInReferralTestsOnPostgres(PostgresDb db) : SlotInReferralTests(db), IClassFixture<PostgresDb>;
