using System.Text;
using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Secrets;

namespace Yihe.Kernel.Acts;

/// <summary>
/// The head of the chain at a moment (锚记), signed, to be kept where those who hold the database cannot reach: cutting off the end of the
/// chain, or writing it anew, shows against it.
/// </summary>
/// <param name="Block">0 where nothing was sealed yet</param>
public sealed record Anchor(string KeyFingerprint, long Block, DateTimeOffset At, string Chain, string Signature)
{
    public static async Task<Anchor> Of(Platform platform, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        var last = await db.Set<Block>().AsNoTracking().OrderByDescending(b => b.Id).FirstOrDefaultAsync(ct);
        var head = Convert.ToHexStringLower(last?.Chain ?? []);
        var anchor = new Anchor(platform.Vault.Fingerprint, last?.Id ?? 0, platform.Time.Instant(), head, "");
        return anchor with { Signature = anchor.Signed(platform.Vault) };
    }

    public bool IsGenuine(Vault vault) => Signature == Signed(vault);

    internal IEnumerable<Finding> Against(IReadOnlyList<Block> blocks)
    {
        var where = $"{At.Local():yyyy-MM-dd HH:mm:ss} 的锚记在第 {Block} 存证块";
        if (Block == 0)
            yield break;
        if (blocks.FirstOrDefault(b => b.Id == Block) is not { } same)
            yield return new Finding("存证链被截短", $"{where}，现在只到第 {blocks.Count} 块");
        else if (Convert.ToHexStringLower(same.Chain) != Chain)
            yield return new Finding("存证链被重写", where);
    }

    private string Signed(Vault vault) =>
        Convert.ToHexStringLower(vault.Mac(Encoding.UTF8.GetBytes($"yihe anchor\n{KeyFingerprint}\n{Block}\n{At.UtcTicks}\n{Chain}")));
}
