using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Yihe.Kernel.Flows;

namespace Yihe.Beds;

public enum BedStayState
{
    /// <summary>A bed is held until a moment.</summary>
    Held,

    /// <summary>Held here, not yet acknowledged by the hospital's own system.</summary>
    Confirming,

    /// <summary>The hospital's own system would not have it.</summary>
    Refused,
    In,

    /// <summary>Gone on to a ward of another institution; the encounter goes on there.</summary>
    Moved,
    Left,
    GivenUp,

    /// <summary>The hold ran out.</summary>
    Lapsed,
}

/// <summary>Where someone goes who leaves the bed.</summary>
public enum BedOutcome
{
    [Display(Name = "出院回家")]
    Discharged,

    [Display(Name = "转往其他机构")]
    Elsewhere,

    [Display(Name = "自动出院")]
    OwnWish,

    [Display(Name = "死亡")]
    Died,
}

/// <summary>
/// A resident's bed from its holding to its leaving (占床): over several beds and wards it stays one, as its encounter does.
/// The pool unit's taker is this.
/// </summary>
[Index(nameof(Ward), nameof(State))]
[Index(nameof(Matter))]
internal sealed class BedStay : IMatter<BedStayState>, IAllotted
{
    /// <summary>Those that have a bed.</summary>
    internal static readonly Expression<Func<BedStay, bool>> Live = s =>
        s.State == BedStayState.Held || s.State == BedStayState.Confirming || s.State == BedStayState.In;

    /// <summary>Those that have one, or still need one.</summary>
    internal static readonly Expression<Func<BedStay, bool>> Open = s =>
        s.State == BedStayState.Held || s.State == BedStayState.Confirming || s.State == BedStayState.Refused || s.State == BedStayState.In;

    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public BedStayState State { get; set; }
    public Guid Ward { get; private set; }
    public string WardName { get; private set; } = "";
    public InstitutionId To { get; private set; }

    [AsJson]
    public IReadOnlyList<InstitutionId> With { get; private set; } = [];

    /// <summary>It has to end the same day. QJ-16.</summary>
    public bool DayCase { get; private set; }
    public Guid Bed { get; private set; }
    public int No { get; private set; }

    /// <summary>The institution whose patient it was: it decides whether the kept share is open to them.</summary>
    public required InstitutionId From { get; init; }
    public required AccountId? By { get; init; }
    public required ResidentId Resident { get; init; }
    public required string Person { get; init; }
    public required string PersonDetail { get; init; }
    public required Sex Sex { get; init; }
    public required bool Isolation { get; init; }

    /// <summary>The referral it serves, if any.</summary>
    public Guid? Matter { get; init; }
    public required Guid Course { get; init; }
    public required int Blueprint { get; init; }
    public required Selling Selling { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? HeldUntil { get; private set; }

    /// <summary>The bed to be had instead of the one that was refused.</summary>
    public Guid? Next { get; private set; }

    /// <summary>When the hospital took it back; counted per institution.</summary>
    public DateTimeOffset? RefusedAt { get; private set; }
    public Guid? Encounter { get; private set; }
    public DateTimeOffset? CameAt { get; private set; }
    public DateTimeOffset? LeftAt { get; private set; }
    public IReadOnlyList<string> Diagnoses { get; private set; } = [];
    public string? LastReason { get; set; }
    public Guid? Subject => Resident.Value;
    public IEnumerable<InstitutionId> Parties => [From, To, .. With];

    /// <summary>"心血管内科病区 3 床".</summary>
    internal string Where => $"{WardName} {No} 床";

    public string Stands => Shape.JsonName(State.ToString());
    public DateTimeOffset At => CameAt ?? AskedAt;
    string IAllotted.Number => Where;
    string IAllotted.Place => WardName;

    internal BedNeed Need => new(Sex, Isolation);

    /// <summary>Whether the staff of its ward are of this institution.</summary>
    internal bool IsAt(InstitutionId institution) => To == institution || With.Contains(institution);

    public WorkItemFace Face =>
        new(DayCase ? "日间" : "床位", Person, PersonDetail, LastReason ?? Where, $"/wards/{Ward}/beds/{Next ?? Bed}", Urgency.Routine);

    internal void Lie(Ward ward, Guid bed, int no) =>
        (Ward, WardName, To, With, DayCase, Bed, No) = (
            ward.Id,
            ward.Name,
            ward.Institution,
            ward.With,
            ward.Kind == WardKind.Day,
            bed,
            no
        );

    internal void Hold(DateTimeOffset? until) => (HeldUntil, Next, LastReason) = (until, null, null);

    internal void Refuse(DateTimeOffset at, Guid? next, string reason) => (RefusedAt, Next, LastReason) = (at, next, reason);

    internal void Come(DateTimeOffset at, Guid encounter, IReadOnlyList<string> diagnoses) =>
        (CameAt, Encounter, Diagnoses) = (at, encounter, diagnoses);

    internal void Leave(DateTimeOffset at, IReadOnlyList<string> diagnoses) => (LeftAt, Diagnoses) = (at, diagnoses);
}

internal sealed class BedStayConfiguration : IEntityTypeConfiguration<BedStay>
{
    public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<BedStay> builder)
    {
        builder.Ignore(s => s.Face).Ignore(s => s.Subject);
        builder.HasIndex(s => s.Resident).IsUnique().HasFilter("state = 'In'");
        builder.HasIndex(s => new { s.Resident, s.Ward }).IsUnique().HasFilter("state IN ('Held', 'Confirming')");
    }
}
