namespace Yihe.Hl7;

/// <summary>A source gave up one of its patient numbers for another (患者号合并, ADT A40): what comes under the one belongs to the other, until it is taken back.</summary>
[Index(nameof(Source), nameof(GoneIndex))]
internal sealed class NumberJoin : IEntity, IScoped
{
    private const string Place = "hl7.join";

    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required Guid Source { get; init; }
    public required InstitutionId Institution { get; init; }
    public required string GoneIndex { get; init; }
    public required string StaysIndex { get; init; }

    /// <summary>The two numbers.</summary>
    [Sealed(Place)]
    public required byte[] Numbers { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? EndedAt { get; private set; }
    public string? Reason { get; private set; }
    public IEnumerable<InstitutionId> Parties => [Institution];

    internal static string IndexOf(Vault vault, string number) => vault.LastingIndex("source-number", number);

    internal static byte[] Seal(Vault vault, string gone, string stays) => vault.EncryptText($"{gone}\n{stays}", Place);

    internal (string Gone, string Stays) Read(Vault vault) =>
        vault.DecryptText(Numbers, Place).Split('\n') is [var g, var s] ? (g, s) : ("", "");

    internal Refusal? End(DateTimeOffset at, string reason)
    {
        if (EndedAt is not null)
            return Refusal.Conflict("ended", "这次合并已经撤销，请刷新");
        (EndedAt, Reason) = (at, reason);
        return null;
    }

    /// <summary>The number that stands for this one now, after however many joins.</summary>
    internal static async Task<string> Standing(Work work, Guid source, string number, CancellationToken ct)
    {
        var seen = new HashSet<string>();
        while (seen.Add(number))
        {
            var index = IndexOf(work.Platform.Vault, number);
            if (
                await work
                    .Db.Set<NumberJoin>()
                    .FirstOrDefaultAsync(j => j.Source == source && j.GoneIndex == index && j.EndedAt == null, ct)
                is not { } join
            )
                break;
            number = join.Read(work.Platform.Vault).Stays;
        }
        return number;
    }
}
