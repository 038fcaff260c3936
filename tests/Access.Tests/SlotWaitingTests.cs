using System.Text.Json.Nodes;

namespace Yihe.Access.Tests;

/// <summary>Who waits for a clinic is offered what becomes free, in order and for a while.</summary>
public abstract class SlotWaitingTests(TestDb db) : SlotStory(db)
{
    [Fact]
    public async Task What_is_given_back_is_offered_to_the_first_in_line_by_rank()
    {
        var session = await Session("心血管内科");
        await Region.Must(
            "slots.resize",
            Desk,
            new
            {
                id = session,
                capacity = 2,
                reason = "医生外出",
            }
        );
        var (first, second) = (await Book(Desk, session), await Book(Doctor, session));
        var clinic = (await Region.Must("slots.show", Desk, new { id = session }))["session"]!["clinic"]!.GetValue<string>();
        var publicWait = await Region.Must("waiting.join", Desk, new { line = clinic, resident = await Region.Register(Desk, "李秀英") });
        var signed = await Region.Register(Doctor, "赵桂兰");
        await Region.Must("resident.sign", Doctor, new { id = signed, team = "河溪签约团队" });
        var signedWait = await Region.Must("waiting.join", Doctor, new { line = clinic, resident = signed });
        Assert.Equal(0, signedWait["ahead"]!.GetValue<int>());
        await Region.Must("appointment.cancel", Desk, new { id = first["id"]!.GetValue<string>(), reason = "patient" });
        await Region.Beat();
        Assert.Equal("sold-out", (await TryBook(Doctor, session)).Refusal?.Code);
        Assert.Contains(await Inbox(Doctor), i => i!["asks"]!.GetValue<string>() == "确认候补到的号床");
        await Region.Must("waiting.take", Doctor, new { id = signedWait["id"]!.GetValue<string>() });
        await Region.Must("appointment.cancel", Doctor, new { id = second["id"]!.GetValue<string>(), reason = "patient" });
        await Region.Beat();
        Assert.Contains(await Inbox(Desk), i => i!["asks"]!.GetValue<string>() == "确认候补到的号床");
        await Region.Must("waiting.take", Desk, new { id = publicWait["id"]!.GetValue<string>() });
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task An_offer_that_nobody_takes_lapses_and_goes_to_the_next()
    {
        var session = await Session("心血管内科", day: 4);
        await Region.Must(
            "slots.resize",
            Desk,
            new
            {
                id = session,
                capacity = 1,
                reason = "医生外出",
            }
        );
        var booked = await Book(Doctor, session);
        var clinic = (await Region.Must("slots.show", Desk, new { id = session }))["session"]!["clinic"]!.GetValue<string>();
        var waits = new List<string>();
        foreach (var name in new[] { "李秀英", "赵桂兰" })
            waits.Add(
                (await Region.Must("waiting.join", Doctor, new { line = clinic, resident = await Region.Register(Doctor, name) }))[
                    "id"
                ]!.GetValue<string>()
            );
        await Region.Must("appointment.cancel", Doctor, new { id = booked["id"]!.GetValue<string>(), reason = "patient" });
        await Region.Beat();
        await Region.Advance(TimeSpan.FromHours(4.1));
        Doctor = await Region.Part("branchDoctor");
        Assert.Equal("illegal-move", (await Region.Run("waiting.take", Doctor, new { id = waits[0] })).Refusal?.Code);
        await Region.Must("waiting.take", Doctor, new { id = waits[1] });
        Assert.Empty(await Region.Findings());
    }
}

public sealed class SlotWaitingTestsOnSqlite(SqliteDb db) : SlotWaitingTests(db), IClassFixture<SqliteDb>;

public sealed class SlotWaitingTestsOnPostgres(PostgresDb db) : SlotWaitingTests(db), IClassFixture<PostgresDb>;
