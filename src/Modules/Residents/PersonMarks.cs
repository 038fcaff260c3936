using System.Security.Cryptography;
using System.Text;

namespace Yihe.Residents;

/// <summary>The door for those who count persons: facts name a person by the resident's id, or by a stable mark where nobody of that number is registered.</summary>
public static class PersonMarks
{
    /// <summary>Identity number → who it is, as facts name them.</summary>
    public static async Task<IReadOnlyDictionary<string, Guid>> Of(
        Work work,
        IReadOnlyCollection<string> identityNumbers,
        CancellationToken ct
    )
    {
        var vault = work.Platform.Vault;
        var numbers = identityNumbers.Distinct().ToList();
        var indexes = numbers
            .SelectMany(n => vault.Indexes("identity", n).Select(i => (Index: i, Number: n)))
            .ToDictionary(i => i.Index, i => i.Number);
        var known = new Dictionary<string, Guid>();
        foreach (var chunk in indexes.Keys.Chunk(500))
        foreach (var resident in await work.Db.Set<Resident>().AsNoTracking().Where(r => chunk.Contains(r.IdentityIndex)).ToListAsync(ct))
            known[indexes[resident.IdentityIndex]] = resident.Key;
        return numbers.ToDictionary(n => n, n => known.TryGetValue(n, out var id) ? id : MarkOf(vault.LastingIndex("identity", n)));
    }

    /// <summary>The names of those among these who are residents; the caller's act says why they are shown.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> NamesOf(Work work, IEnumerable<Guid> marks, CancellationToken ct)
    {
        var ids = marks.Distinct().Select(m => new ResidentId(m)).ToList();
        return await work
            .Db.Set<Resident>()
            .AsNoTracking()
            .Where(r => ids.Contains(r.Id))
            .ToDictionaryAsync(r => r.Id.Value, r => r.Name, ct);
    }

    private static Guid MarkOf(string index) => new(SHA256.HashData(Encoding.UTF8.GetBytes(index)).AsSpan(0, 16));
}
