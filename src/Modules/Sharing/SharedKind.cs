using Yihe.Kernel.Pools;
using Yihe.Sharing.Allotments;

namespace Yihe.Sharing;

/// <summary>A line in which people wait: a clinic or a ward.</summary>
/// <param name="Parties">the institutions that run it</param>
public sealed record SharedLine(string Title, IReadOnlyList<InstitutionId> Parties);

/// <summary>What a waiting person got, and how it stands.</summary>
public sealed record TakenOffer(Guid Id, string State);

/// <summary>How often an institution's own system was asked, and took back what it had allotted.</summary>
public sealed record AllotmentCount(InstitutionId To, int Times, int Refused);

/// <summary>
/// One kind of what the members share, times of clinics or beds of wards: the module that owns it says here what is special about it,
/// and gives it as a part of its <see cref="Module"/>; waiting and allotments are the same for all kinds.
/// </summary>
public abstract record SharedKind(bool IsBeds)
{
    /// <summary>The line, if it is one of this kind.</summary>
    public abstract Task<SharedLine?> Line(Work work, Guid line, CancellationToken ct);

    /// <summary>Why this resident need not wait there.</summary>
    public virtual Task<Refusal?> NeedNotWait(Work work, Guid line, ResidentCard resident, bool isolation, CancellationToken ct) =>
        Task.FromResult<Refusal?>(null);

    /// <summary>What is kept for one who waits, in words.</summary>
    public abstract Task<string> Words(Work work, PoolUnit unit, CancellationToken ct);

    /// <summary>Gives what was kept to the one who waited.</summary>
    public abstract Task<Result<TakenOffer>> Take(Work work, Waiter waiter, ResidentCard resident, CancellationToken ct);

    /// <summary>What was taken, if it is of this kind.</summary>
    public abstract Task<IAllotted?> Taking(Work work, Guid id, CancellationToken ct);

    /// <summary>The hospital's own system says yes, or why not; the same answer twice is one answer.</summary>
    public abstract Task<Refusal?> Answer(Work work, IAllotted taking, string? refused, CancellationToken ct);

    /// <summary>What was asked of hospitals' own systems since, by institution.</summary>
    public abstract IQueryable<AllotmentCount> Asked(Work work, DateTimeOffset since);

    internal static IEnumerable<SharedKind> In(Work work) => work.Platform.Modules.Parts<SharedKind>();

    internal static async Task<(SharedKind Kind, SharedLine Line)?> Of(Work work, Guid line, CancellationToken ct)
    {
        foreach (var kind in In(work))
            if (await kind.Line(work, line, ct) is { } found)
                return (kind, found);
        return null;
    }
}
