using System.Security.Cryptography;

namespace Yihe.MasterIndex.Rematching;

/// <summary>What is compared: first the records of sources, pass by pass, then residents among themselves.</summary>
internal enum RematchPart
{
    Records,
    Residents,
}

/// <summary>How far a re-matching has come, kept in the database so that one that was killed goes on: with what it had learned, from where it was.</summary>
/// <param name="Rules">the rules it goes by; with other rules it begins anew</param>
/// <param name="Until">the last resident it learned from</param>
/// <param name="After">the last one of this pass that is done</param>
/// <param name="Before">what had changed when this pass began</param>
internal sealed record RematchState(
    string Rules,
    ResidentId? Until,
    int Records,
    int Residents,
    RematchPart Part,
    int Pass,
    Guid? After,
    int Before,
    RematchCounts Counts
)
{
    private const string Name = "rematch";

    internal static string RulesOf(Platform platform) =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(platform.Knowledge, "matching.json"))))[..16];

    internal static async Task<RematchState?> Of(Work work, CancellationToken ct) =>
        await work.Db.Set<Setting>().AsNoTracking().FirstOrDefaultAsync(s => s.Name == Name, ct) is { } kept
            ? JsonText.Read<RematchState>(kept.Value)
            : null;

    internal static async Task Keep(Work work, RematchState? state, CancellationToken ct)
    {
        await work.Db.Set<Setting>().Where(s => s.Name == Name).ExecuteDeleteAsync(ct);
        if (state is not null)
            work.Add(new Setting { Name = Name, Value = JsonText.Write(state) });
    }

    /// <summary>A batch is done. The end of the records is gone over again while what changed may bear on others; after the residents all is done.</summary>
    internal (RematchState Next, bool IsOver) Done(Guid? last, int looked, int decided, int mostPasses)
    {
        var counts =
            Part == RematchPart.Residents
                ? Counts with
                {
                    Residents = Counts.Residents + looked,
                }
                : Counts with
                {
                    Looked = Counts.Looked + looked,
                    Decided = Counts.Decided + decided,
                };
        var next = this with { After = last, Counts = counts };
        if (last is not null || Part == RematchPart.Residents)
            return (next, last is null);
        return counts.Changed == Before || Pass == mostPasses
            ? (next with { Part = RematchPart.Residents }, false)
            : (next with { Pass = Pass + 1, Before = counts.Changed, Counts = counts with { Looked = 0, Decided = 0 } }, false);
    }
}
