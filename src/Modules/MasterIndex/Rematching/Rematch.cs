namespace Yihe.MasterIndex.Rematching;

/// <summary>What a re-matching came to.</summary>
/// <param name="Looked">records compared in the last pass</param>
/// <param name="Linked">waited, and mean a resident for sure now</param>
/// <param name="Registered">waited, and are somebody new for sure now</param>
/// <param name="Opened">were linked by the rules, and a person has to look now</param>
/// <param name="Reworded">wait on, for another reason</param>
/// <param name="Decided">left as a person decided</param>
/// <param name="Residents">residents compared with the others</param>
/// <param name="Suspected">pairs of residents a person has to look at now</param>
/// <param name="Withdrawn">pairs that waited and are not alike any more</param>
public sealed record RematchCounts(
    int Looked = 0,
    int Linked = 0,
    int Registered = 0,
    int Opened = 0,
    int Reworded = 0,
    int Decided = 0,
    int Residents = 0,
    int Suspected = 0,
    int Withdrawn = 0
)
{
    public int Changed => Linked + Registered + Opened + Reworded + Suspected + Withdrawn;

    internal bool IsNone => Changed == 0;

    internal RematchCounts And(RematchCounts more) =>
        this with
        {
            Linked = Linked + more.Linked,
            Registered = Registered + more.Registered,
            Opened = Opened + more.Opened,
            Reworded = Reworded + more.Reworded,
            Suspected = Suspected + more.Suspected,
            Withdrawn = Withdrawn + more.Withdrawn,
        };
}

/// <summary>
/// The whole county is compared again after the rules changed (全县重新比对): every source record that no person has decided about is judged
/// as if it came in now, and residents are compared among themselves. What is sure is linked, what is not goes to a person; each change is an
/// act and can be taken back. XX-37.
/// </summary>
public sealed class Rematch(Platform platform, Action<int, string> show)
{
    private const int MostPasses = 5;
    private static readonly Actor Operator = Actor.Platform("operator");
    private readonly Gate gate = new(platform);

    /// <summary>How it ended: the counts, whether an earlier run was taken up, and in how many passes over the records.</summary>
    public sealed record Ended(RematchCounts Counts, bool Continued, int Passes);

    /// <param name="anew">does not take up one that was broken off</param>
    public async Task<Result<Ended>> Run(bool anew, CancellationToken ct)
    {
        var (begun, refusal) = await gate.Run(RematchRun.Begin, Operator, new(anew), new Call(), ct);
        if (refusal is not null)
            return refusal;
        for (var run = begun.Run; ; )
        {
            var (batch, unread) = await Look(run, ct);
            if (unread is not null)
                return unread;
            foreach (var id in batch.Changing)
                if (await Change(new(id, run.Until, run.Part), ct) is { } failed)
                    return failed;
            var step = new RematchRun.Step(batch.Last, batch.Looked, batch.Decided, MostPasses);
            var (next, stopped) = await gate.Run(RematchRun.Advance, Operator, step, new Call(), ct);
            if (stopped is not null)
                return stopped;
            run = next.Run;
            Tell(run);
            if (next.IsOver)
                return new Ended(run.Counts, begun.Continued, run.Pass);
        }
    }

    /// <summary>Only counts what would change; nothing is written but that it was looked at.</summary>
    public async Task<Result<Ended>> Foresee(CancellationToken ct)
    {
        var (run, refusal) = await gate.Run(RematchRun.Measure, Operator, Done.Yes, new Call(), ct);
        for (var over = false; refusal is null && !over; )
        {
            (var batch, refusal) = await Look(run, ct);
            if (refusal is not null)
                break;
            run = run with { Counts = run.Counts.And(batch.Foreseen) };
            (run, over) = run.Done(batch.Last, batch.Looked, batch.Decided, mostPasses: 1);
            Tell(run);
        }
        return refusal is not null ? refusal : new Ended(run.Counts, false, 1);
    }

    private Task<Result<RematchRun.Batch>> Look(RematchState run, CancellationToken ct) =>
        gate.Run(RematchRun.Look, Operator, new(run.Until, run.Part, run.After), new Call(), ct);

    /// <summary>Whoever works on the same record goes first; then it is judged once more.</summary>
    private async Task<Refusal?> Change(RematchRun.One one, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
            if ((await gate.Run(RematchRun.Change, Operator, one, new Call(), ct)).Refusal is not { } refusal)
                return null;
            else if (attempt == 3)
                return refusal;
    }

    private void Tell(RematchState run)
    {
        var (done, all) = run.Part == RematchPart.Records ? (run.Counts.Looked, run.Records) : (run.Counts.Residents, run.Residents);
        var half = (run.Part == RematchPart.Records ? 0 : 50) + (all == 0 ? 50 : Math.Min(50, done * 50 / all));
        show(half, run.Part == RematchPart.Records ? $"重新比对来源记录（第 {run.Pass} 遍）" : "重新比对居民");
    }
}
