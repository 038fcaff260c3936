using Microsoft.EntityFrameworkCore;
using Yihe.Accounts.People;
using Yihe.Basis;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Working;

namespace Yihe.Host;

/// <summary>Where a demo lives on disk; one that was stopped before its county had lived to this day is begun anew.</summary>
internal static class DemoFolder
{
    private static string Mark(HostOptions options) => Path.Combine(options.Data, "unfinished");

    internal static bool IsFinished(HostOptions options) => File.Exists(options.Address) && !File.Exists(Mark(options));

    /// <summary>Makes room for a new demo: takes away the database an interrupted one left, and nothing else.</summary>
    internal static void Begin(HostOptions options)
    {
        Directory.CreateDirectory(options.Data);
        foreach (var left in Directory.GetFiles(options.Data, Path.GetFileName(options.Address) + "*"))
            File.Delete(left);
        File.WriteAllText(Mark(options), "");
    }

    /// <summary>From here on the demo is kept: its file has reached the disk.</summary>
    internal static void Finish(HostOptions options)
    {
        using (var file = File.OpenHandle(options.Address, FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.FlushToDisk(file);
        File.Delete(Mark(options));
    }

    /// <summary>Opens a demo that has lived; its clock is never behind the newest act. A region of another kind is refused.</summary>
    internal static async Task<Result<(Platform Platform, DrivenClock Clock)>> Open(HostOptions options, CancellationToken ct)
    {
        var looked = await Region.Open(options, ct);
        if (looked.Refusal is { } refusal)
            return refusal;
        await using var db = looked.Value.Database.Open();
        if (!await db.Set<Act>().AnyAsync(a => a.UseCase == DemoDirectory.Open.Name, ct))
            return Refusal.Conflict(
                "no-demo",
                $"{options.Data} 里是正式开设的地区，不是演示数据；请用 yihe serve 运行它，或用 --data 换一个目录"
            );
        var now = TimeProvider.System.GetUtcNow();
        var newest = await db.Set<Act>().MaxAsync(a => a.At, ct);
        var clock = new DrivenClock(TimeProvider.System, newest > now ? newest : now);
        return (looked.Value with { Time = clock }, clock);
    }
}
