using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.News;

namespace Yihe.Kernel.Tests;

/// <summary>News reaches each subscriber exactly once in effect, whatever fails on the way.</summary>
public abstract class DeliveryTests(TestDb db) : RegionTests(db)
{
    public sealed record Told(int No);

    private readonly List<int> heard = [];
    private readonly Dictionary<int, int> failures = [];
    private Actor doctor = null!;

    protected override async Task Begin()
    {
        doctor = await Region.Part("villageDoctor");
        Region.With(
            new Module("Probe", typeof(DeliveryTests).Assembly)
            {
                Subscriptions =
                [
                    Subscription.On<Told>("probe-hears", "听到", Hear),
                    Subscription.Outside<Told>("probe-calls", "打电话", Call),
                ],
            }
        );
    }

    private readonly Dictionary<Guid, int> calls = [];
    private int lines;

    private async Task Hear(Work work, Told told, CancellationToken ct)
    {
        Probe.Effect(work);
        await work.Commit(Done.Yes, ct);
        if (Fails(told.No))
            throw new InvalidOperationException("after writing");
        lock (heard)
            heard.Add(told.No);
    }

    private bool Fails(int no)
    {
        lock (failures)
            return failures.GetValueOrDefault(no) > 0 && failures[no]-- > 0;
    }

    private Task<Result<Done>> Call(Gate gate, Told told, Guid delivery, CancellationToken ct)
    {
        lock (calls)
            calls[delivery] = calls.GetValueOrDefault(delivery) + 1;
        return Interlocked.Increment(ref lines) % 2 == 1
            ? throw new HttpRequestException("no line")
            : Task.FromResult<Result<Done>>(Done.Yes);
    }

    private async Task Tell(params int[] numbers)
    {
        var tell = Probe.Changing(
            "probe.tell",
            async (work, input, ct) =>
            {
                if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
                    return refusal;
                work.Publish(new Told(int.Parse(input.Text, null)));
                return await work.Commit(input, ct);
            }
        );
        foreach (var number in numbers)
            await Region.Must(tell, doctor, new(number.ToString(null as IFormatProvider)));
    }

    private async Task<List<Delivery>> Deliveries(string subscriber)
    {
        await using var db = Region.Platform.Database.Open();
        return await db.Set<Delivery>().AsNoTracking().Where(d => d.Subscriber == subscriber).OrderBy(d => d.PublishedAt).ToListAsync(Ct);
    }

    [Fact]
    public async Task Nothing_is_delivered_of_work_that_was_refused()
    {
        var refused = Probe.Changing(
            "probe.refused",
            (work, _, _) =>
            {
                work.Publish(new Told(1));
                return Task.FromResult<Result<Probe.Input>>(Refusal.Conflict("no", "不行"));
            }
        );
        await Region.Run(refused, doctor, new("一"));
        await Region.Courier.Run(Ct);
        Assert.Empty(heard);
    }

    [Fact]
    public async Task News_comes_in_the_order_it_was_told()
    {
        await Tell(1, 2, 3, 4, 5);
        await Region.Courier.Run(Ct);
        Assert.Equal([1, 2, 3, 4, 5], heard);
        Assert.Equal(5, await Region.Effects());
        await Region.Beat();
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_reaction_that_throws_is_tried_again_and_has_one_effect()
    {
        failures[2] = 3;
        await Tell(1, 2, 3);
        await Region.Courier.Run(Ct);
        Assert.Equal([1, 3], heard);
        Assert.Equal(2, await Region.Effects());
        var waiting = (await Deliveries("probe-hears")).Single(d => d.DoneAt is null);
        Assert.Equal((1, nameof(InvalidOperationException)), (waiting.Attempts, waiting.Error));
        Assert.True(waiting.DueAt > Region.Clock.GetUtcNow());
        for (var i = 0; i < 4; i++)
        {
            Region.Clock.AdvanceTo(Region.Clock.GetUtcNow().AddHours(1));
            await Region.Courier.Run(Ct);
        }
        Assert.Equal([1, 3, 2], heard);
        Assert.Equal(3, await Region.Effects());
        Assert.All(await Deliveries("probe-hears"), d => Assert.NotNull(d.DoneAt));
        await Region.Beat();
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_reaction_that_never_succeeds_is_given_up_at_last()
    {
        failures[1] = int.MaxValue;
        await Tell(1);
        for (var i = 0; i < Delivery.MostAttempts + 3; i++)
        {
            await Region.Courier.Run(Ct);
            Region.Clock.AdvanceTo(Region.Clock.GetUtcNow().AddHours(2));
        }
        var delivery = Assert.Single(await Deliveries("probe-hears"));
        Assert.Equal((Delivery.MostAttempts, null), (delivery.Attempts, delivery.DoneAt));
        Assert.Equal(0, await Region.Effects());
    }

    [Fact]
    public async Task Many_couriers_together_deliver_each_once()
    {
        for (var n = 1; n <= 40; n++)
            failures[n] = n % 4 == 0 ? 1 : 0;
        await Tell([.. Enumerable.Range(1, 40)]);
        for (var round = 0; round < 4; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Region.Courier.Run(Ct), Ct)));
            Region.Clock.AdvanceTo(Region.Clock.GetUtcNow().AddHours(1));
        }
        Assert.Equal(40, await Region.Effects());
        await Region.Beat();
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_call_outside_is_repeated_under_the_same_id_until_it_is_taken()
    {
        await Tell(1, 2);
        for (var i = 0; i < 4; i++)
        {
            await Region.Courier.Run(Ct);
            Region.Clock.AdvanceTo(Region.Clock.GetUtcNow().AddHours(1));
        }
        var deliveries = await Deliveries("probe-calls");
        Assert.All(deliveries, d => Assert.NotNull(d.DoneAt));
        Assert.Equal(deliveries.Select(d => d.Id).Order(), calls.Keys.Order());
        Assert.True(calls.Values.Sum() > 2);
    }
}

public sealed class DeliveryTestsOnSqlite(SqliteDb db) : DeliveryTests(db), IClassFixture<SqliteDb>;

public sealed class DeliveryTestsOnPostgres(PostgresDb db) : DeliveryTests(db), IClassFixture<PostgresDb>;
