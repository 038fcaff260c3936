using Yihe.Kernel.Flows;

namespace Yihe.Residents;

public enum MergeState
{
    [Display(Name = "已分开")]
    Apart,

    [Display(Name = "已合并")]
    Merged,
}

/// <summary>
/// A resident found to be another (合并): reading either leads to the one that stays. The link is all there is; no record of either is moved or
/// rewritten, so taking it back leaves each as it was. One row for each resident that was ever merged. XX-37.
/// </summary>
[Index(nameof(Stays), nameof(State))]
[Index(nameof(State), nameof(No))]
public sealed class Merge : IMatter<MergeState>
{
    /// <summary>The resident that goes.</summary>
    public required ResidentId Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id.Value;

    /// <summary>The resident that stays, and is shown for both.</summary>
    public ResidentId Stays { get; private set; }

    /// <summary>The running number of what was done last; two at once wait for each other to get theirs.</summary>
    public long No { get; private set; }
    public required int Blueprint { get; init; }
    public MergeState State { get; set; }
    public InstitutionId Office { get; private set; }
    public AccountId? By { get; private set; }
    public DateTimeOffset At { get; private set; }
    public string Reason { get; private set; } = "";
    public Guid Course => Id.Value;
    public Guid? Subject => Id.Value;
    public IEnumerable<InstitutionId> Parties => [Office];
    public WorkItemFace Face => new($"{No}", "", "", "", $"/merges/{Id}", Urgency.Routine);

    /// <summary>Notes what is done now, by whom and why.</summary>
    public void Note(Work work, long no, ResidentId stays, string reason) =>
        (No, Stays, Office, By, At, Reason) = (no, stays, work.Actor.Institution, work.Actor.Account, work.Now, reason);
}
