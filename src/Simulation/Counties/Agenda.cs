using Yihe.Simulation.Doors;

namespace Yihe.Simulation.Counties;

/// <summary>How far the county has lived.</summary>
public sealed record Progress(DateOnly Day, int Done, int All);

/// <summary>Lives through steps in the order of their time: the clock is pushed to each moment, and those who act in it act side by side.</summary>
internal sealed class Agenda(Cast cast)
{
    private const int Lanes = 6;

    public async Task Live(IReadOnlyList<Step> steps, Action<Progress> progress, CancellationToken ct)
    {
        var done = 0;
        foreach (var moment in steps.GroupBy(s => s.At).OrderBy(m => m.Key))
        {
            progress(new Progress(Sittings.DayOf(moment.Key), done, steps.Count));
            await cast.Advance(moment.Key, ct);
            var options = new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = ct };
            await Parallel.ForEachAsync(moment.GroupBy(s => s.Who), options, async (lane, stop) => await Sit(lane, stop));
            done += moment.Count();
        }
    }

    private async Task Sit(IGrouping<string, Step> lane, CancellationToken ct)
    {
        var client = cast.Person(lane.Key);
        await client.SignIn(ct);
        var hands = new Hands(client);
        foreach (var step in lane)
            await step.Does(hands, ct);
    }
}
