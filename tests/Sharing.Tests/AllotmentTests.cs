using System.Text.Json.Nodes;

namespace Yihe.Sharing.Tests;

/// <summary>Times that a hospital's own system hands over: sold here, confirmed there, through a system that loses, repeats and delays.</summary>
public abstract class AllotmentTests(TestDb db) : AllotmentStory(db)
{
    [Fact]
    public async Task Each_taking_waits_for_the_hospital_and_is_confirmed_once_through_all_its_troubles()
    {
        var session = await Allot(10);
        for (var i = 0; i < 8; i++)
            Assert.Equal("confirming", (await Book(session))["state"]!.GetValue<string>());
        await Settle();
        Assert.All(await Appointments(), a => Assert.Equal("booked", a!["state"]!.GetValue<string>()));
        Assert.Equal(8, Hospital.Known.Count);
        Assert.True(Hospital.Calls > 8);
        Assert.Equal(8, (await Region.Acts("allotment.confirm")).Count(a => a.Move == "Confirm"));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_refusal_frees_the_person_names_the_next_time_and_is_counted()
    {
        var (session, next) = (await Allot(3), await Allot(3, day: 2));
        Hospital.Sold.Add(2);
        var refused = await Book(session, 2);
        await Settle();
        var item = (await Region.Must("inbox.show", Doctor, new { }))["items"]!
            .AsArray()
            .Single(i => i!["id"]!.GetValue<string>() == refused["id"]!.GetValue<string>())!;
        Assert.Contains("该号已由窗口售出；最近可约", item["fact"]!.GetValue<string>(), StringComparison.Ordinal);
        var moved = await Region.Must(
            "appointment.rebook",
            Doctor,
            new
            {
                id = refused["id"]!.GetValue<string>(),
                session = next,
                number = 1,
            }
        );
        await Settle();
        Assert.Equal("booked", Hospital.Known[moved["id"]!.GetValue<string>()] is { Accepted: true } ? "booked" : "lost");
        var overseer = await Region.Part("overseer");
        var count = (await Region.Must("allotment.refusals", overseer, new { }))["items"]!.AsArray().Single()!;
        Assert.Equal((2, 1), (count["asked"]!.GetValue<int>(), count["refused"]!.GetValue<int>()));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task While_the_hospital_is_silent_the_time_waits_and_its_desk_may_answer()
    {
        Hospital.IsDown = true;
        var booked = await Book(await Allot(3));
        await Region.Advance(TimeSpan.FromHours(2));
        Assert.Equal("confirming", (await Appointments()).Single()!["state"]!.GetValue<string>());
        Desk = await Region.Person("fuyou");
        await Region.Must("allotment.confirm", Desk, new { id = booked["id"]!.GetValue<string>(), accepted = true });
        await Region.Must("allotment.confirm", Desk, new { id = booked["id"]!.GetValue<string>(), accepted = true });
        Assert.Equal("booked", (await Appointments()).Single()!["state"]!.GetValue<string>());
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task However_late_the_messages_are_written_the_patient_hears_once_of_a_time()
    {
        Hospital.IsDown = true;
        var booked = await Book(await Allot(3));
        Desk = await Region.Person("fuyou");
        await Region.Must("allotment.confirm", Desk, new { id = booked["id"]!.GetValue<string>(), accepted = true });
        await Settle();
        Assert.Single(await Region.Acts("tell-appointment"));
    }

    [Fact]
    public async Task A_time_given_back_is_reported_and_only_unsold_times_may_shrink()
    {
        var session = await Allot(3);
        var booked = await Book(session);
        await Book(session);
        await Settle();
        Assert.Equal("too-many-taken", (
                await Region.Run(
                    "slots.allot",
                    Desk,
                    new
                    {
                        clinic = "FYCK",
                        startsAt = "2026-11-23T08:30:00+08:00",
                        capacity = 1,
                    }
                )
            ).Refusal?.Code);
        await Region.Must(
            "slots.allot",
            Desk,
            new
            {
                clinic = "FYCK",
                startsAt = "2026-11-23T08:30:00+08:00",
                capacity = 2,
            }
        );
        await Region.Must("appointment.cancel", Doctor, new { id = booked["id"]!.GetValue<string>(), reason = "patient" });
        await Settle();
        Assert.Equal("cancelled", Hospital.Known[booked["id"]!.GetValue<string>()].State);
        Assert.Empty(await Region.Findings());
    }

    private async Task<string> Allot(int capacity, int day = 0) =>
        (
            await Region.Must(
                "slots.allot",
                Desk,
                new
                {
                    clinic = "FYCK",
                    startsAt = $"{new DateOnly(2026, 11, 23).AddDays(day):yyyy-MM-dd}T08:30:00+08:00",
                    capacity,
                }
            )
        )["session"]!.GetValue<string>();

    private async Task<JsonNode> Book(string session, int? number = null) =>
        await Region.Must(
            "appointment.book",
            Doctor,
            new
            {
                session,
                resident = await Region.Register(Doctor, "李秀英"),
                number,
            }
        );

    private async Task<JsonArray> Appointments() =>
        (await Region.Must("appointment.list", Doctor, new { box = "out", tab = "all" }))["items"]!.AsArray();
}

public sealed class AllotmentTestsOnSqlite(SqliteDb db) : AllotmentTests(db), IClassFixture<SqliteDb>;

public sealed class AllotmentTestsOnPostgres(PostgresDb db) : AllotmentTests(db), IClassFixture<PostgresDb>;
