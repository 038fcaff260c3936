using Yihe.Indicators.Editions;

namespace Yihe.Indicators.Counting;

/// <summary>
/// Keeps the cube of this process: whoever asks for figures first has it catch up with the blocks sealed since, so that a figure is never older
/// than the seal. Where memberships changed it is made anew, as a day in the past may lie elsewhere now.
/// </summary>
public sealed class CountingHouse(Platform platform) : IDisposable
{
    private const int BlocksAtOnce = 50;
    private readonly SemaphoreSlim one = new(1);
    private volatile Cube? cube;
    private Task? counting;

    public static CountingHouse Of(Platform platform) => platform.Shared(() => new CountingHouse(platform));

    /// <summary>Whether the first count is done; whoever asks while it is not has it begun, beside all other work.</summary>
    public bool IsReady
    {
        get
        {
            if (cube is null && counting is null or { IsFaulted: true })
                counting = Task.Run(() => Ask(_ => true, CancellationToken.None));
            return cube is not null;
        }
    }

    /// <summary>Reads the cube as it is now; nobody else reads or adds meanwhile.</summary>
    public async Task<T> Ask<T>(Func<Cube, T> read, CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            return read(cube = await Current(ct));
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<Cube> Current(CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        var seats = new Seats(await MemberSpan.All(db, ct));
        if (cube is null || cube.Seats.Fingerprint != seats.Fingerprint)
            return await FromScratch(platform, seats, ct);
        cube.Book = await IndicatorShelf.Of(platform).Renew(db, ct);
        while (await FactBook.After(db, cube.Block, BlocksAtOnce, ct) is var (block, facts) && block > cube.Block)
        {
            foreach (var fact in facts)
                cube.Add(fact.Line);
            cube.Block = block;
        }
        return cube;
    }

    /// <summary>All figures anew from all sealed facts, by the same steps.</summary>
    internal static async Task<Cube> FromScratch(Platform platform, Seats? seats, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        await using var snapshot = await Database.Snapshot(db, ct);
        return await AsOf(platform, db, seats ?? new Seats(await MemberSpan.All(db, ct)), await FactBook.LastBlock(db, ct), ct);
    }

    /// <summary>All figures as they were when a block was the last.</summary>
    internal static async Task<Cube> AsOf(Platform platform, AppDb db, Seats seats, long block, CancellationToken ct)
    {
        var made = new Cube(await IndicatorShelf.Of(platform).Renew(db, ct), platform.Modules.Facts, seats) { Block = block };
        var later = await FactBook.Unknown(db, block, ct);
        await foreach (var batch in FactReader.Read(db, later, ct))
        foreach (var fact in batch)
            made.Add(fact);
        return made;
    }

    public void Dispose() => one.Dispose();
}
