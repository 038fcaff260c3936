using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Yihe.Basis;
using Yihe.Testing;

namespace Yihe.Product.Tests.Histories;

/// <summary>
/// The rules hold for any history: scripts of steps that people may try in any order, over years of driven time, with a fault between any two
/// statements, are played on the product and on a model that knows nothing of its tables. A failing run prints its seed and the shortest script.
/// </summary>
public sealed class HistoryTests(SqliteDb db) : RegionTests(db), IClassFixture<SqliteDb>
{
    private static readonly Config Drawn = Draws.Of(250, 10_000);
    private static readonly int Steps = Deep.Of(10, 100);
    private Worked worked = null!;
    private ReferralHistory.People referring = null!;
    private BookingHistory.People booking = null!;
    private DateTimeOffset last;

    protected override async Task Begin()
    {
        worked = new Worked(Region);
        await worked.Start(Ct);
        var (village, branch) = (await Region.Part("villageDoctor"), await Region.Part("branchDoctor"));
        referring = new(
            village,
            branch,
            await Region.Person("jinzhiming"),
            (await Region.Institution("hx")).Id.ToString(),
            village.Institution.ToString()
        );
        booking = new(branch, await Region.Part("accessClerk"), await Region.Person("fuyou"));
        last = Region.Clock.GetUtcNow();
    }

    [Fact]
    public async Task A_referral_goes_as_the_rules_say_whatever_is_tried_and_whatever_fails() => await Check(Referral);

    [Fact]
    public async Task A_time_is_sold_as_the_rules_say_whatever_is_tried_and_whatever_fails() => await Check(Booking);

    private async Task Check(Func<Step[], Task<string?>> play)
    {
        var watch = Stopwatch.StartNew();
        var began = Region.Clock.GetUtcNow();
        Prop.ForAll(
                Step.Scripts(Steps),
                script =>
                {
                    var differs = Task.Run(() => play(script), Ct).GetAwaiter().GetResult();
                    return (differs is null).Label($"{differs}: {string.Join(", ", script.Select(s => s.ToString()))}");
                }
            )
            .Check(Drawn);
        Figures.Say(
            $"{Drawn.MaxTest} runs in {watch.Elapsed}, {(Region.Clock.GetUtcNow() - began).TotalDays / 365:0.0} years, {worked.Starts} processes, "
                + string.Join(' ', worked.Faults.Struck.Select(f => $"{f.Key} {f.Value}"))
        );
        Assert.Equal(Enum.GetValues<Fault>().Except([Fault.None]), worked.Faults.Struck.Keys.Order());
        await Region.Beat();
        Faults.None((await worked.Findings(Ct)).Select(f => f.ToString()));
    }

    private async Task<string?> Referral(Step[] script)
    {
        var history = new ReferralHistory(worked, referring, await Region.Register(referring.Village, "钱桂珍"));
        foreach (var step in script)
            if (await history.Try(step, Ct) is { } differs)
                return differs;
        return await history.Compare(Ct);
    }

    private async Task<string?> Booking(Step[] script)
    {
        var now = Region.Clock.Instant().AddDays(6);
        last = now > last ? now : last.AddMinutes(1);
        var allotment = new
        {
            clinic = "FYCK",
            startsAt = last,
            capacity = BookingHistory.Capacity,
        };
        var session = (await Region.Must("slots.allot", booking.Hospital, allotment))["session"]!.GetValue<string>();
        var history = new BookingHistory(worked, booking, session, last, actor => Region.Register(actor, "李秀英"));
        foreach (var step in script)
            if (await history.Try(step, Ct) is { } differs)
                return differs;
        return null;
    }
}
