using System.Text.Json.Nodes;

namespace Yihe.Access.Tests;

/// <summary>From a booked time to a patient who came, and every way it may go otherwise.</summary>
public abstract class SlotTests(TestDb db) : SlotStory(db)
{
    [Fact]
    public async Task A_wished_number_is_given_once()
    {
        var session = await Session("心血管内科");
        var first = await Book(Doctor, session, number: 7);
        Assert.EndsWith("-XN-07", first["number"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("taken", (await TryBook(Doctor, session, number: 7)).Refusal?.Code);
    }

    [Fact]
    public async Task One_resident_has_one_time_in_a_session()
    {
        var session = await Session("心血管内科");
        var resident = await Region.Register(Doctor, "钱桂珍");
        await Book(Doctor, session, resident);
        Assert.Equal("booked-already", (await TryBook(Doctor, session, resident)).Refusal?.Code);
    }

    [Fact]
    public async Task Rebooking_takes_the_new_time_and_gives_the_old_one_back_in_one_act()
    {
        var (session, other) = (await Session("心血管内科"), await Session("心血管内科", day: 4));
        var booked = await Book(Doctor, session, number: 5);
        var moved = await Region.Must("appointment.rebook", Doctor, new { id = booked["id"]!.GetValue<string>(), session = other });
        Assert.NotEqual(booked["id"]!.GetValue<string>(), moved["id"]!.GetValue<string>());
        var same = await Region.Must(
            "appointment.rebook",
            Doctor,
            new
            {
                id = moved["id"]!.GetValue<string>(),
                session = other,
                number = 9,
            }
        );
        Assert.EndsWith("-09", same["number"]!.GetValue<string>(), StringComparison.Ordinal);
        await Book(Doctor, session, number: 5);
        Assert.Equal(2, (await Region.Acts("appointment.rebook")).Count);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_cancelled_time_is_free_for_the_next_and_the_resident_is_told()
    {
        var session = await Session("心血管内科");
        var booked = await Book(Doctor, session, number: 1);
        await Region.Beat();
        await Region.Must("appointment.cancel", Doctor, new { id = booked["id"]!.GetValue<string>(), reason = "patient" });
        Assert.Equal(
            "illegal-move",
            (await Region.Run("appointment.cancel", Doctor, new { id = booked["id"]!.GetValue<string>(), reason = "patient" }))
                .Refusal
                ?.Code
        );
        await Book(Doctor, session, number: 1);
        await Region.Beat();
        Assert.Equal(3, (await Region.Acts("tell-appointment")).Count);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task The_desk_notes_who_came_and_only_after_the_time_who_did_not()
    {
        var session = await Session("心血管内科");
        var (came, missed) = (await Book(Doctor, session), await Book(Doctor, session));
        Assert.Equal("not-yet", (await Region.Run("appointment.miss", Desk, new { id = missed["id"]!.GetValue<string>() })).Refusal?.Code);
        Assert.Equal(
            "not-your-move",
            (await Region.Run("appointment.attend", Doctor, new { id = came["id"]!.GetValue<string>() })).Refusal?.Code
        );
        await Region.Advance(TimeSpan.FromDays(4.1));
        Desk = await Region.Part("accessClerk");
        Assert.Equal(
            "attended",
            (await Region.Must("appointment.attend", Desk, new { id = came["id"]!.GetValue<string>() }))["state"]!.GetValue<string>()
        );
        Assert.Equal(
            "missed",
            (await Region.Must("appointment.miss", Desk, new { id = missed["id"]!.GetValue<string>() }))["state"]!.GetValue<string>()
        );
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_closed_session_sells_nothing_and_sends_each_patient_back_to_whoever_booked()
    {
        var (session, other) = (await Session("心血管内科"), await Session("心血管内科", day: 4));
        var booked = await Book(Doctor, session);
        await Region.Must("slots.close", Desk, new { id = session, reason = "医生外出会诊" });
        await Region.Beat();
        Assert.Equal("closed", (await TryBook(Doctor, session)).Refusal?.Code);
        var inbox = await Region.Must("inbox.show", Doctor, new { });
        Assert.Contains("停诊：医生外出会诊", inbox.ToJsonString(Basis.JsonText.Options), StringComparison.Ordinal);
        await Region.Must("appointment.rebook", Doctor, new { id = booked["id"]!.GetValue<string>(), session = other });
        Assert.Empty(await Region.Findings());
    }
}

public sealed class SlotTestsOnSqlite(SqliteDb db) : SlotTests(db), IClassFixture<SqliteDb>;

public sealed class SlotTestsOnPostgres(PostgresDb db) : SlotTests(db), IClassFixture<PostgresDb>;
