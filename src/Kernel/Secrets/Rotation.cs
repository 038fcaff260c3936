using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Secrets;

/// <summary>
/// A change of keys (换密钥) in steps that are each an act: announced, so that every node reads its key file; activated, when all have the
/// version; values sealed anew, some rows at a time; ended. None of them carries a key.
/// </summary>
public static class Rotation
{
    /// <param name="Name">the change, as nodes answer it</param>
    public sealed record Step(int From, int To, string Name);

    /// <param name="After">the key of the last row of the batch before</param>
    public sealed record Batch(string Table, object[]? After = null);

    /// <param name="Last">the key of the last row; null where there was none left</param>
    public sealed record Resealed(int Rows, object[]? Last);

    public static readonly UseCase<Step, Done> Announce = Door("keys.announce", "准备更换密钥", (s, work) => [(KeyState.Rotating, s.Name)]);

    public static readonly UseCase<Step, Done> Activate = Door(
        "keys.activate",
        "启用新版密钥",
        (s, work) => [(KeyState.Activated, $"{s.To}"), (KeyState.FingerprintName(s.To), work.Platform.Vault.FingerprintOf(s.To))]
    );

    public static readonly UseCase<Step, Done> End = Door("keys.end", "更换密钥结束", (s, work) => [(KeyState.Rotating, null)]);

    public static readonly UseCase<Step, Done> Retire = Door("keys.retire", "停用旧版密钥", (s, work) => []);

    public static readonly Change<Batch, Resealed> Reseal = new("keys.reseal", "以新版密钥重新加密", Permission.Platform, Run);

    /// <summary>A step that is remembered in settings; null takes one away.</summary>
    private static UseCase<Step, Done> Door(
        string name,
        string words,
        Func<Step, Work, IEnumerable<(string Name, string? Value)>> settings
    ) =>
        new Change<Step, Done>(
            name,
            words,
            Permission.Platform,
            async (work, step, ct) =>
            {
                await work.Db.Set<Setting>().Where(s => s.Name.StartsWith(KeyWatch.Answers)).ExecuteDeleteAsync(ct);
                foreach (var (setting, value) in settings(step, work))
                {
                    await work.Db.Set<Setting>().Where(s => s.Name == setting).ExecuteDeleteAsync(ct);
                    if (value is not null)
                        work.Add(new Setting { Name = setting, Value = value });
                }
                work.ReasonCode = $"{step.From}-{step.To}";
                return await work.Commit(Done.Yes, ct);
            }
        );

    private static async Task<Result<Resealed>> Run(Work work, Batch batch, CancellationToken ct)
    {
        var vault = work.Platform.Vault;
        var table = SealedTable.All(work.Db).Single(t => t.Name == batch.Table);
        var rows = await table.Next(work.Db, vault.Active, batch.After, ct);
        foreach (var row in rows)
            try
            {
                table.Reseal(work.Db.Entry(row), vault);
            }
            catch (CryptographicException)
            {
                var which = string.Join(' ', table.KeyOf(row));
                return Refusal.Conflict(
                    "damaged",
                    $"{table.Name} {which} 的内容打不开（被改动过，或它的密钥已停用），请先用 yihe verify 查明"
                );
            }
        if (rows.Count == 0)
            return new Resealed(0, null);
        work.Reseals = true;
        work.ReasonCode = $"{vault.Active}";
        return await work.Commit(new Resealed(rows.Count, table.KeyOf(rows[^1])), ct);
    }
}
