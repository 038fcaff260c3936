using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Yihe.Host;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>A crowd at the door for a clinic's last times: each is sold once, the kept share to nobody else, and who came too late hears what is left.</summary>
public abstract class BookingTests(ServedRegion served)
{
    private const int Before = 4;
    private static readonly int Crowd = Deep.Of(100, 500);

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected ServedRegion Served => served;

    [Fact]
    public Task The_last_times_go_to_exactly_as_many_and_the_others_hear_what_is_left() => Rush("心血管内科", [served.Demo]);

    [Fact]
    public async Task A_session_of_which_only_the_kept_part_is_left_refuses_the_public_and_says_where_else()
    {
        var (desk, sessions) = await Sessions("呼吸内科");
        var residents = await Residents("accessClerk", 10, "公众");
        var replies = new List<Reply>();
        foreach (var resident in residents)
            replies.Add(await desk.Post("/api/appointments", new { session = IdOf(sessions[0]), resident }));
        Assert.All(replies.SkipLast(1), r => Assert.Equal(200, r.Code));
        Assert.Equal("urn:yihe:kept", replies[^1].Json["type"]!.GetValue<string>());
        var other = Told(replies[^1])[0]!;
        Assert.NotEqual(IdOf(sessions[0]), other["id"]!.GetValue<string>());
        Assert.Contains("呼吸内科", other["words"]!.GetValue<string>(), StringComparison.Ordinal);
        await desk.Must("/api/appointments", new { session = IdOf(other), resident = residents[^1] });
    }

    /// <summary>Half the crowd is the public at the hospital's desk, half comes through the family doctor; the doors are servers of one region.</summary>
    protected async Task Rush(string department, IReadOnlyList<RunningDemo> doors)
    {
        var (desk, sessions) = await Sessions(department);
        var doctor = await served.As(served.Story["branchDoctor"]);
        var (session, capacity) = (IdOf(sessions[0]), sessions[0]!["capacity"]!.GetValue<int>());
        var (patients, signed) = (await Residents("accessClerk", Crowd / 2, "公众"), await Residents("branchDoctor", Crowd / 2, "签约"));
        foreach (var early in await Residents("accessClerk", Before, "先到"))
            await desk.Must("/api/appointments", new { session, resident = early });
        var watch = Stopwatch.StartNew();
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, Crowd)
                .Select(i =>
                    Task.Run(
                        () =>
                            new Caller(doors[i / 2 % doors.Count].Http, (i % 2 == 0 ? desk : doctor).Token).Post(
                                "/api/appointments",
                                new { session, resident = (i % 2 == 0 ? patients : signed)[i / 2] }
                            ),
                        Ct
                    )
                )
        );
        Figures.Say($"{Crowd} at {doors.Count} doors answered in {watch.Elapsed}");
        Assert.Equal(capacity - Before, replies.Count(r => r.Code == 200));
        Assert.All(replies.Where(r => r.Code != 200), r => Told(r));
        var shown = (await desk.Get($"/api/clinic-sessions/{session}")).Json;
        Assert.All(shown["times"]!.AsArray(), t => Assert.Equal("taken", t!["state"]!.GetValue<string>()));
        Assert.Empty(await served.Region.Findings());
    }

    /// <summary>What a refused booking is told: in Chinese, as a conflict, with other sessions of the department.</summary>
    private static JsonArray Told(Reply reply)
    {
        Assert.True(reply.Code == 409, $"{reply.Code} {reply.Text}");
        Assert.StartsWith("application/problem+json", reply.ContentType, StringComparison.Ordinal);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", reply.Title!);
        Assert.Matches(new Regex("urn:yihe:(sold-out|kept)"), reply.Json["type"]!.GetValue<string>());
        var others = reply.Json["alternatives"]!.AsArray();
        Assert.InRange(others.Count, 1, 3);
        return others;
    }

    private async Task<(Caller Desk, JsonArray Sessions)> Sessions(string department)
    {
        var desk = await served.As(served.Story["accessClerk"]);
        await desk.Must("/api/clinic-sessions", new { from = "2026-11-20", to = "2026-12-04" });
        var board = await desk.Get($"/api/clinic-sessions?from=2026-11-21&days=14&department={Uri.EscapeDataString(department)}");
        return (desk, board.Json["items"]!.AsArray());
    }

    private async Task<List<string>> Residents(string part, int count, string name)
    {
        var (actor, residents) = (await served.Region.Part(part), new List<string>());
        for (var i = 0; i < count; i++)
            residents.Add(await served.Region.Register(actor, name));
        return residents;
    }

    private static string IdOf(JsonNode? line) => line!["id"]!.GetValue<string>();
}

public sealed class BookingTestsOnSqlite(ServedOnSqlite served) : BookingTests(served), IClassFixture<ServedOnSqlite>;

public sealed class BookingTestsOnPostgres(ServedOnPostgres served) : BookingTests(served), IClassFixture<ServedOnPostgres>
{
    [Fact]
    public async Task Two_processes_share_the_last_times()
    {
        await using var twin = await Served.Region.ServeTwin();
        await Rush("内分泌科", [Served.Demo, twin]);
    }
}
