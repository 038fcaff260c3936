using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Yihe.Access.Allotments;
using Yihe.Access.Clinics;
using Yihe.Kernel.Flows;

namespace Yihe.Access.Appointments;

public enum AppointmentState
{
    /// <summary>Taken here, not yet acknowledged by the hospital's own system.</summary>
    Confirming,
    Booked,
    Attended,
    Missed,
    Cancelled,
    Moved,

    /// <summary>The hospital's own system would not have it.</summary>
    Refused,
}

/// <summary>A resident's numbered time in a session (预约); the pool unit's taker is this.</summary>
[Index(nameof(Session), nameof(No))]
[Index(nameof(Resident), nameof(StartsAt))]
[Index(nameof(To), nameof(StartsAt))]
[Index(nameof(From), nameof(StartsAt))]
[Index(nameof(To), nameof(State), nameof(StartsAt))]
[Index(nameof(From), nameof(State), nameof(StartsAt))]
[Index(nameof(To), nameof(State), nameof(Person))]
[Index(nameof(From), nameof(State), nameof(Person))]
[Index(nameof(Number))]
[Index(nameof(Matter))]
internal sealed class Appointment : IMatter<AppointmentState>, IAllotted
{
    /// <summary>Those that are still to come.</summary>
    internal static readonly Expression<Func<Appointment, bool>> Live = a =>
        a.State == AppointmentState.Confirming || a.State == AppointmentState.Booked;

    /// <summary>Those that ask somebody for something: still to come, or refused and to be booked again.</summary>
    internal static readonly Expression<Func<Appointment, bool>> Open = a =>
        a.State == AppointmentState.Booked || a.State == AppointmentState.Confirming || a.State == AppointmentState.Refused;

    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public AppointmentState State { get; set; }
    public required Guid Session { get; init; }
    public required Guid Unit { get; init; }
    public required int No { get; init; }
    public required string Number { get; init; }
    public required DateTimeOffset StartsAt { get; init; }
    public required InstitutionId To { get; init; }
    public required string Department { get; init; }
    public required string Title { get; init; }
    public required string Doctor { get; init; }
    public string? Room { get; init; }

    /// <summary>The institution that booked, for whose patient.</summary>
    public required InstitutionId From { get; init; }
    public required AccountId? BookedBy { get; init; }
    public required Selling Selling { get; init; }
    public required BookingRank Rank { get; init; }
    public required ResidentId Resident { get; init; }
    public required string Person { get; init; }
    public required string PersonDetail { get; init; }

    /// <summary>The referral it serves, if any.</summary>
    public Guid? Matter { get; init; }
    public required Guid Course { get; init; }
    public required int Blueprint { get; init; }
    public string? LastReason { get; set; }

    /// <summary>When the hospital took it back; counted per institution.</summary>
    public DateTimeOffset? RefusedAt { get; set; }
    public Guid? Subject => Resident.Value;
    public IEnumerable<InstitutionId> Parties => [From, To];
    public string Stands => Shape.JsonName(State.ToString());
    string IAllotted.Place => Title;
    DateTimeOffset IAllotted.At => StartsAt;
    public Guid? Whose => Resident.Value;
    internal bool IsLive => State is AppointmentState.Confirming or AppointmentState.Booked;

    public WorkItemFace Face => new(Number, Person, PersonDetail, LastReason ?? Title, $"/appointments/{Id}", Urgency.Routine);

    internal string Where => $"{Department} {Doctor} {Room}".TrimEnd();

    /// <summary>"11月20日 周五 09:00".</summary>
    internal string When => WhenOf(StartsAt);

    internal static string WhenOf(DateTimeOffset at) =>
        $"{at.Local():M月d日} {"周" + "日一二三四五六"[(int)at.Local().DayOfWeek]} {at.Local():HH:mm}";
}

internal sealed class AppointmentConfiguration : IEntityTypeConfiguration<Appointment>
{
    public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<Appointment> builder)
    {
        builder.HasIndex(a => new { a.Resident, a.Session }).IsUnique().HasFilter("state IN ('Confirming', 'Booked')");
    }
}
