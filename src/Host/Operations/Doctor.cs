using System.Data.Common;
using Yihe.Basis;
using Yihe.Kernel.Working;

namespace Yihe.Host.Operations;

/// <summary>Looks at everything a region needs of its machine (体检) and explains what is wrong or risky; it changes nothing.</summary>
internal static class Doctor
{
    internal static async Task<IReadOnlyList<Check>> Run(HostOptions options, string? url, CancellationToken ct)
    {
        List<Check> checks = [.. MachineChecks.Of(options), .. await OutsideChecks.Of(options, url, ct)];
        var (platform, unreached) = await Reach(options, ct);
        checks.Add(unreached ?? Check.Of("database", "数据库", true, ("打得开，密钥相符", "", "")));
        if (platform is null)
            return checks;
        using var database = platform.Database;
        return [.. checks, .. await Inside(platform, ct)];
    }

    /// <summary>The same from within a region that is being served, without the address it is known by outside.</summary>
    internal static async Task<IReadOnlyList<Check>> Running(Platform platform, CancellationToken ct)
    {
        var options = platform.Shared<HostOptions>(() => throw new InvalidOperationException("not served"));
        return [.. MachineChecks.Of(options), .. await OutsideChecks.Of(options, null, ct), .. await Inside(platform, ct)];
    }

    private static async Task<IReadOnlyList<Check>> Inside(Platform platform, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        var engine = db.IsSqlite ? await EngineChecks.Sqlite(db, ct) : await EngineChecks.Postgres(db, platform.Time, ct);
        return [.. engine, .. await RegionChecks.Of(db, platform, ct)];
    }

    private static async Task<(Platform?, Check?)> Reach(HostOptions options, CancellationToken ct)
    {
        try
        {
            var unlocked = await Region.Unlock(options, ct);
            return (unlocked.Value, unlocked.Refusal is { } no ? Unreached(no.Message) : null);
        }
        catch (Exception e) when ((e as DbException ?? e.InnerException) is DbException outside)
        {
            return (null, Unreached(outside.Message));
        }
    }

    private static Check Unreached(string why) =>
        Check.Of("database", "数据库", false, (why, "打得开，密钥相符", "请检查 --data、--database、--keys 与数据库服务"));
}
