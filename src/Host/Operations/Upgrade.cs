using System.Data.Common;
using Yihe.Basis;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Data;
using Yihe.Kernel.Records;
using Yihe.Kernel.Working;

namespace Yihe.Host.Operations;

/// <summary>What an upgrade did; no backup where there was nothing to do.</summary>
internal sealed record Upgraded(IReadOnlyList<string> Steps, string? Backup, VerificationReport Report);

/// <summary>Brings an older database to the shape of this program (升级): a backup first, read through, then the migrations, then verification.</summary>
internal static class Upgrade
{
    internal static async Task<Result<Upgraded>> Run(HostOptions options, string? to, CancellationToken ct)
    {
        var unlocked = await Region.Unlock(options, ct);
        if (unlocked.Refusal is { } refusal)
            return refusal;
        var platform = unlocked.Value;
        using var database = platform.Database;
        var steps = (await Region.Shape(platform, ct)).Pending;
        string? backup = null;
        if (steps.Count > 0)
        {
            backup = to ?? $"{options.KeyFile}.before-{HostOptions.Program}-{platform.Time.GetUtcNow().Local():yyyyMMddHHmmss}.yihe";
            await Backup.Write(platform, backup, ct);
            if (Backup.Check(backup, platform.Vault).Refusal is { } bad)
                return bad;
        }
        try
        {
            await database.Prepare(ct);
        }
        catch (DbException e)
        {
            var words =
                $"升级没有完成：{e.Message}。升级前的备份：{backup ?? "没有（结构无需升级）"}。排除原因后再运行一次 yihe upgrade，或用 yihe restore 恢复备份";
            return Refusal.Conflict("not-upgraded", words);
        }
        await using var db = database.Open();
        await platform.Blueprints.Load(db, ct);
        if ((await All(platform, FillFaces.Door, ct) ?? await All(platform, MarkDocuments.Door, ct)) is { } unfilled)
            return unfilled;
        return new Upgraded([.. steps.Select(Schema.NameOf)], backup, await Verification.Run(platform, ct));
    }

    /// <summary>What was written before others could search for it is made to be found; what the table of sensitive matters did not know is marked.</summary>
    private static async Task<Refusal?> All(Platform platform, UseCase<Done, int> chore, CancellationToken ct)
    {
        var gate = new Gate(platform);
        while (true)
        {
            var filled = await gate.Run(chore, Actor.Platform("operator"), Done.Yes, new Call(), ct);
            if (filled.Refusal is not null || filled.Value == 0)
                return filled.Refusal;
        }
    }
}
