using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Yihe.Host;
using Yihe.Kernel.News;
using Yihe.Residents.Messages;
using Yihe.Sharing.Allotments;
using Yihe.Testing;

namespace Yihe.Product.Tests.Storms;

/// <summary>
/// Outside systems may fail: while the text-message gateway and a hospital's own system refuse, hang, forget and are gone for two hours,
/// clinicians save as ever; afterwards nothing is lost, nothing is sent twice, and what is about one person goes in order.
/// </summary>
public abstract class OutsideTests(TestDb db) : RegionTests(db)
{
    private static readonly int Patients = Deep.Of(12, 150);

    /// <summary>A busy machine may be slow; the deep run is for a quiet one.</summary>
    private static readonly TimeSpan Save = TimeSpan.FromSeconds(Deep.Of(5, 1));
    private readonly List<TimeSpan> saves = [];
    private OutsideSystem gateway = null!;
    private OutsideSystem hospital = null!;
    private RunningDemo demo = null!;
    private Caller doctor = null!;
    private Caller desk = null!;

    protected override async Task Begin()
    {
        (gateway, hospital) = (await OutsideSystem.Start(), await OutsideSystem.Start());
        Region.Platform.Shared(() => new SmsGateway(gateway.Address));
        Region.Platform.Shared(() => new HospitalSystems(new Dictionary<string, Uri> { ["fb"] = hospital.Address }));
        var story = Region.Platform.Blueprints.At<Organization.Story>(Region.Clock.GetUtcNow()).Actors;
        demo = await Region.Serve();
        doctor = await SignIn(story["branchDoctor"]);
        desk = await SignIn("fuyou");
    }

    [Fact]
    public async Task Two_hours_of_silence_lose_nothing_double_nothing_and_keep_the_order()
    {
        var residents = await Residents();
        var (first, second) = (await Allot(23), await Allot(25));
        gateway.Troubles = hospital.Troubles = 30;
        await Book(first, second, residents[..(Patients / 3)]);
        (gateway.IsDown, hospital.IsDown) = (true, true);
        var booked = await Book(first, second, residents[(Patients / 3)..]);
        foreach (var appointment in booked)
            await Timed(() => doctor.Must($"/api/appointments/{appointment}/cancellation", new { reason = "patient" }));
        for (var minutes = 0; minutes < 120; minutes += 10)
            await Region.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains("yihe_outside_unanswered{system=\"sms\"} ", await Metrics(), StringComparison.Ordinal);
        Assert.DoesNotContain("yihe_outside_unanswered{system=\"sms\"} 0", await Metrics(), StringComparison.Ordinal);
        (gateway.IsDown, hospital.IsDown, gateway.Troubles, hospital.Troubles) = (false, false, 0, 0);
        var (before, watch) = (gateway.Taken.Count + hospital.Taken.Count, Stopwatch.StartNew());
        for (var round = 0; round < 10 && await Waiting() > 0; round++)
            await Region.Advance(TimeSpan.FromMinutes(2));
        var drained = (gateway.Taken.Count + hospital.Taken.Count - before) / watch.Elapsed.TotalSeconds;
        Figures.Say($"{saves.Count} saves, slowest {saves.Max()}; {gateway.Calls + hospital.Calls} calls; {drained:0} a second drained");
        Assert.Equal(0, await Waiting());
        await AllSentOnceInOrder();
        Assert.True(saves.Order().ElementAt((int)(saves.Count * 0.95)) <= Save, $"{saves.Max()}");
        Assert.True(!Deep.Asked || drained >= 50, $"{drained:0} a second");
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task While_one_system_hangs_saving_and_the_others_go_on()
    {
        gateway.Hangs = true;
        var (residents, first, second) = (await Residents(3), await Allot(23), await Allot(25));
        await Book(first, second, residents);
        for (var watch = Stopwatch.StartNew(); gateway.Calls == 0 || hospital.Taken.Count < residents.Count; await Task.Delay(50, Ct))
            Assert.True(
                watch.Elapsed < TimeSpan.FromSeconds(20),
                $"{gateway.Calls} calls to the gateway, {hospital.Taken.Count} to the hospital"
            );
        Assert.Empty(gateway.Taken);
        Assert.All(saves, s => Assert.True(s <= Save, $"{s}"));
    }

    /// <summary>What was written for a system arrived there, each under its own key, once, and for each person in the order it was written.</summary>
    private async Task AllSentOnceInOrder()
    {
        await using var database = Region.Platform.Database.Open();
        foreach (var (subscriber, system) in new[] { ("sms", gateway), ("hospital-system", hospital) })
        {
            var written = await database
                .Set<Delivery>()
                .AsNoTracking()
                .Where(d => d.Subscriber == subscriber)
                .OrderBy(d => d.PublishedAt)
                .ToListAsync(Ct);
            var sent = system.Taken.Select(t => Guid.Parse(t.Key)).ToList();
            Assert.Equal(written.Select(d => d.Id).Order(), sent.Order());
            foreach (var person in written.GroupBy(d => d.Subject))
                Assert.Equal(person.Select(d => d.Id), sent.Where(person.Select(d => d.Id).Contains));
        }
        var texts = gateway.Taken.Select(t => t.Body.ToJsonString()).ToList();
        Faults.None(texts.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => $"{g.Count()} times {g.Key}"));
    }

    /// <summary>Two times of the hospital's allotment for each; those of the first session.</summary>
    private async Task<List<string>> Book(string first, string second, IEnumerable<string> residents)
    {
        var booked = new List<string>();
        foreach (var resident in residents)
        {
            var here = await Timed(() => doctor.Must("/api/appointments", new { session = first, resident }));
            booked.Add(here["id"]!.GetValue<string>());
            await Timed(() => doctor.Must("/api/appointments", new { session = second, resident }));
        }
        return booked;
    }

    private async Task<T> Timed<T>(Func<Task<T>> act)
    {
        var watch = Stopwatch.StartNew();
        var done = await act();
        saves.Add(watch.Elapsed);
        return done;
    }

    private async Task<List<string>> Residents(int? count = null)
    {
        var (actor, residents) = (await Region.Part("branchDoctor"), new List<string>());
        for (var i = 0; i < (count ?? Patients); i++)
            residents.Add(await Region.Register(actor, "李秀英", phone: $"139{i:00000000}"));
        return residents;
    }

    private async Task<string> Allot(int day)
    {
        var allotment = new
        {
            clinic = "FYCK",
            startsAt = $"2026-11-{day}T08:30:00+08:00",
            capacity = 200,
        };
        return (await desk.Must("/api/clinic-sessions/allotments", allotment))["session"]!.GetValue<string>();
    }

    private async Task<int> Waiting()
    {
        await using var database = Region.Platform.Database.Open();
        return await database.Set<Delivery>().CountAsync(d => d.DoneAt == null, Ct);
    }

    private async Task<string> Metrics() => await demo.Http.GetStringAsync("/metrics", Ct);

    private async Task<Caller> SignIn(string login)
    {
        var session = await new Caller(demo.Http, null).Must("/api/session", new { login, password = DemoAccounts.Password });
        return new Caller(demo.Http, session["token"]!.GetValue<string>());
    }

    protected override async Task End()
    {
        await demo.DisposeAsync();
        await gateway.DisposeAsync();
        await hospital.DisposeAsync();
    }
}

[Collection(TimedCollection.Name)]
public sealed class OutsideTestsOnSqlite(SqliteDb db) : OutsideTests(db), IClassFixture<SqliteDb>;

[Collection(TimedCollection.Name)]
public sealed class OutsideTestsOnPostgres(PostgresDb db) : OutsideTests(db), IClassFixture<PostgresDb>;
