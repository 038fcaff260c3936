using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Secrets;

/// <summary>What a database says of its keys: which version seals, whether they are being changed, and what every version must be.</summary>
/// <param name="Rotation">the change that is under way, by a name of its own</param>
public sealed record KeyState(int Active, string? Rotation, IReadOnlyDictionary<int, string> Fingerprints)
{
    internal const string Activated = "key-active";
    internal const string Rotating = "key-rotation";

    public static async Task<KeyState> Of(AppDb db, CancellationToken ct)
    {
        var said = await db.Set<Setting>()
            .AsNoTracking()
            .Where(s => s.Name.StartsWith("key-"))
            .ToDictionaryAsync(s => s.Name, s => s.Value, ct);
        var prints = said.Where(s => s.Key.StartsWith(Setting.KeyFingerprint, StringComparison.Ordinal));
        return new(
            int.Parse(said.GetValueOrDefault(Activated, "1")),
            said.GetValueOrDefault(Rotating),
            prints.ToDictionary(
                s => s.Key == Setting.KeyFingerprint ? 1 : int.Parse(s.Key[(Setting.KeyFingerprint.Length + 1)..]),
                s => s.Value
            )
        );
    }

    /// <summary>The first version that the key file lacks, or has otherwise.</summary>
    public int? LackedBy(Vault vault) =>
        Fingerprints.Where(f => f.Key > vault.Newest || vault.FingerprintOf(f.Key) != f.Value).Select(f => (int?)f.Key).Min();

    internal static string FingerprintName(int version) => version == 1 ? Setting.KeyFingerprint : $"{Setting.KeyFingerprint}:{version}";
}
