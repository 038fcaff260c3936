using System.Text.Json.Nodes;

namespace Yihe.Access.Tests;

/// <summary>What a resident may book alone: the rules of the desk, no second way. WJ-13, KS-69.</summary>
public abstract class OwnBookingTests(TestDb db) : RegionTests(db)
{
    private Actor desk = null!;
    private Actor village = null!;
    private string resident = null!;

    protected override async Task Begin()
    {
        desk = await Region.Part("accessClerk");
        village = await Region.Part("villageDoctor");
        resident = await Region.Register(village, "钱桂珍");
        await Region.Must("slots.publish", desk, new { from = "2026-11-20", to = "2026-12-18" });
    }

    [Fact]
    public async Task The_public_waits_for_its_window_and_the_signed_have_the_early_one_where_the_plan_gives_it()
    {
        var far = await Session(day: 10);
        Assert.Equal("early", (await Book(far)).Refusal?.Code);
        Assert.DoesNotContain(far, (await Choices()).ToJsonString(), StringComparison.Ordinal);
        await Region.Must("resident.sign", village, new { id = resident, team = "家庭医生团队" });
        Assert.Contains(far, (await Choices()).ToJsonString(), StringComparison.Ordinal);
        Assert.Null((await Book(far)).Refusal);
    }

    [Fact]
    public async Task The_kept_share_is_not_sold_to_residents_who_are_not_signed()
    {
        var session = await Session(day: 0);
        for (var i = 0; i < 9; i++)
            await Region.Must("appointment.book", desk, new { session, resident = await Region.Register(desk, "公众") });
        Assert.Equal("kept", (await Book(session)).Refusal?.Code);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task One_time_in_a_session_changed_and_given_back_until_it_begins()
    {
        var (session, other) = (await Session(day: 0), await Session(day: 4));
        var booked = (await Book(session)).Value["id"]!.GetValue<string>();
        Assert.Equal("booked-already", (await Book(session)).Refusal?.Code);
        var moved = (await Region.Must("my.rebook", await Self(), new { id = booked, session = other }))["id"]!.GetValue<string>();
        Assert.Equal("illegal-move", (await Region.Run("my.cancel", await Self(), new { id = booked })).Refusal?.Code);
        var mine = (await Region.Must("my.appointments", await Self(), new { }))["items"]!.AsArray();
        Assert.Equal(moved, Assert.Single(mine)!["id"]!.GetValue<string>());
        await Region.Advance(TimeSpan.FromDays(9));
        Assert.Equal("past", (await Region.Run("my.cancel", await Self(), new { id = moved })).Refusal?.Code);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Whoever_missed_too_often_does_not_book_by_phone_either()
    {
        foreach (var day in new[] { 0, 2, 4 })
        {
            var session = await Session(day);
            var booked = (await Book(session)).Value;
            await Region.Sql($"UPDATE access_appointment SET state = 'Missed' WHERE id = '{IdOf(booked)}'");
        }
        Assert.Equal("paused", (await Book(await Session(day: 4, place: 1))).Refusal?.Code);
    }

    private string IdOf(JsonNode booked) =>
        Region.Platform.Database.IsSqlite ? booked["id"]!.GetValue<string>().ToUpperInvariant() : booked["id"]!.GetValue<string>();

    private async Task<Actor> Self()
    {
        var code = (await Region.Must("resident.open-account", village, new { id = resident, cardSeen = true }))[
            "code"
        ]!.GetValue<string>();
        var session = await Region.Must("my.open-session", Actor.Nobody, new { identityNumber = People.IdentityOf(resident), code });
        return (await ResidentAccounts.ResidentSessions.ActorOf(Region.Platform, session["token"]!.GetValue<string>(), Ct))!;
    }

    private async Task<JsonNode> Choices() => await Region.Must("my.choices", await Self(), new { department = "心血管内科" });

    private async Task<Result<JsonNode>> Book(string session) => await Region.Run("my.book", await Self(), new { session });

    private async Task<string> Session(int day, int place = 0)
    {
        var from = $"{new DateOnly(2026, 11, 21).AddDays(day):yyyy-MM-dd}";
        var board = await Region.Must(
            "slots.board",
            desk,
            new
            {
                from,
                days = 14,
                department = "心血管内科",
            }
        );
        return board["items"]![place]!["id"]!.GetValue<string>();
    }
}

public sealed class OwnBookingTestsOnSqlite(SqliteDb db) : OwnBookingTests(db), IClassFixture<SqliteDb>;

public sealed class OwnBookingTestsOnPostgres(PostgresDb db) : OwnBookingTests(db), IClassFixture<PostgresDb>;
