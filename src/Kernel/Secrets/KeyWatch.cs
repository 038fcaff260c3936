using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Secrets;

/// <summary>
/// How a running node takes part in a change of keys: it reads its key file again when one is announced, answers with what it then has,
/// and seals with a version once the database says that everybody can open it.
/// </summary>
public sealed class KeyWatch(Platform platform)
{
    internal const string Answers = "key-node:";
    private readonly string name = $"{Answers}{Environment.MachineName}-{Environment.ProcessId}-{platform.Time.NewId():N}";
    private string? answered;

    public async Task Look(CancellationToken ct)
    {
        var vault = platform.Vault;
        await using var db = platform.Database.Open();
        var state = await KeyState.Of(db, ct);
        vault.IsRotating = state.Rotation is not null;
        if (state.Rotation is not null)
            vault.Renew();
        vault.Use(state.Active);
        var answer = $"{state.Rotation} {vault.FingerprintOf(vault.Newest)}";
        if (state.Rotation is null || answer == answered)
            return;
        using var turn = await platform.Database.Turn(ct);
        if (await db.FindAsync<Setting>([name], ct) is { } known)
            known.Value = answer;
        else
            db.Add(new Setting { Name = name, Value = answer });
        await db.SaveChangesAsync(ct);
        answered = answer;
    }

    /// <summary>The nodes that answered this change, and whether each has the version.</summary>
    public static async Task<IReadOnlyDictionary<string, bool>> Heard(
        AppDb db,
        string rotation,
        string fingerprint,
        CancellationToken ct
    ) =>
        (await db.Set<Setting>().AsNoTracking().Where(s => s.Name.StartsWith(Answers)).ToListAsync(ct))
            .Where(s => s.Value.StartsWith(rotation + " ", StringComparison.Ordinal))
            .ToDictionary(s => s.Name[Answers.Length..], s => s.Value.EndsWith(fingerprint, StringComparison.Ordinal));
}
