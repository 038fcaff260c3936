using System.Text.Json.Nodes;

namespace Yihe.Access.Tests;

/// <summary>A county with two weeks of published sessions, a booking desk and a family doctor.</summary>
public abstract class SlotStory(TestDb db) : RegionTests(db)
{
    protected Actor Desk { get; set; } = null!;
    protected Actor Doctor { get; set; } = null!;

    protected override async Task Begin()
    {
        Desk = await Region.Part("accessClerk");
        Doctor = await Region.Part("branchDoctor");
        await Region.Must("slots.publish", Desk, new { from = "2026-11-20", to = "2026-12-18" });
    }

    protected async Task<JsonArray> Inbox(Actor actor) => (await Region.Must("inbox.show", actor, new { }))["items"]!.AsArray();

    protected async Task<JsonArray> Sessions(string department, int day = 0) =>
        (
            await Region.Must(
                "slots.board",
                Desk,
                new
                {
                    from = $"{new DateOnly(2026, 11, 21).AddDays(day):yyyy-MM-dd}",
                    days = 14,
                    department,
                }
            )
        )["items"]!.AsArray();

    protected async Task<string> Session(string department, int day = 0) => (await Sessions(department, day))[0]!["id"]!.GetValue<string>();

    protected async Task<JsonNode> Book(Actor actor, string session, string? resident = null, int? number = null)
    {
        var done = await TryBook(actor, session, resident, number);
        Assert.True(done.Refusal is null, TestRegion.Told(done.Refusal));
        return done.Value;
    }

    protected async Task<Result<JsonNode>> TryBook(Actor actor, string session, string? resident = null, int? number = null) =>
        await Region.Run(
            "appointment.book",
            actor,
            new
            {
                session,
                resident = resident ?? await Region.Register(actor, "钱桂珍"),
                number,
            }
        );
}
