using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Flows;

/// <summary>How loudly a work item asks.</summary>
public enum Urgency
{
    Routine,
    Priority,
    Emergency,
}

/// <summary>What the inbox shows of a matter: what it is, whom it is about, and the fact that decides it.</summary>
/// <param name="Fact">one line, clinical words allowed: it stays inside the work item</param>
/// <param name="Href">where it opens</param>
public sealed record WorkItemFace(string Number, string Person, string PersonDetail, string Fact, string Href, Urgency Urgency);

/// <summary>
/// Something to act on (待办): one open row per matter, held by those at one institution with one duty, until the flow moves on.
/// The inbox reads nothing else.
/// </summary>
public sealed class WorkItem : IEntity
{
    /// <summary>The matter's own id.</summary>
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required string Flow { get; init; }
    public string State { get; private set; } = "";
    public InstitutionId Institution { get; private set; }
    public string Duty { get; private set; } = "";
    public string? Department { get; private set; }
    public string Asks { get; private set; } = "";
    public string Number { get; private set; } = "";
    public string Person { get; private set; } = "";
    public string PersonDetail { get; private set; } = "";
    public string Fact { get; private set; } = "";
    public string Href { get; private set; } = "";
    public Urgency Urgency { get; private set; }
    public Guid? Subject { get; private set; }
    public DateTimeOffset Since { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }
    public string? LimitWords { get; private set; }
    public DateTimeOffset? EscalatedAt { get; private set; }
    public bool Open { get; private set; }

    /// <summary>Who among the holders has taken it on, if anyone has.</summary>
    public bool IsOverdue(DateTimeOffset now) => Open && DueAt < now;

    internal static async Task Follow<TMatter, TState, TMove>(
        Work work,
        Flow<TMatter, TState, TMove> flow,
        TMatter matter,
        CancellationToken ct
    )
        where TMatter : class, IMatter<TState>
        where TState : struct, Enum
        where TMove : struct, Enum
    {
        var state = flow[matter.State];
        var item = await work.Db.FindAsync<WorkItem>([matter.Key], ct);
        if (state.Holder is null)
        {
            item?.Close(matter.State.ToString());
            return;
        }
        item ??= work.Add(new WorkItem { Id = matter.Key, Flow = flow.Name });
        var limit = state.Limit?.Invoke(matter, work.Platform.Blueprints);
        var due = limit?.DueAfter(work.Now, work.Platform.Blueprints.Of<Calendar>(matter.Blueprint).WorkingHours);
        item.Turn(work.Now, matter.State.ToString(), state.Holder(matter), state.Asks ?? state.Words, due, limit?.Words);
        item.Show(matter.Face, matter.Subject);
    }

    internal static async Task Retell<TState>(Work work, IMatter<TState> matter, CancellationToken ct)
        where TState : struct, Enum
    {
        if (await work.Db.FindAsync<WorkItem>([matter.Key], ct) is { Open: true } item)
            item.Show(matter.Face, matter.Subject);
    }

    private void Turn(DateTimeOffset now, string state, Holder holder, string asks, DateTimeOffset? due, string? limitWords)
    {
        (State, Institution, Duty, Department, Asks) = (state, holder.Institution, holder.Duty.Name, holder.Department, asks);
        (Since, DueAt, LimitWords, EscalatedAt, Open) = (now, due, limitWords, null, true);
    }

    private void Show(WorkItemFace face, Guid? subject)
    {
        (Number, Person, PersonDetail, Fact) = (face.Number, face.Person, face.PersonDetail, face.Fact);
        (Href, Urgency, Subject) = (face.Href, face.Urgency, subject);
    }

    private void Close(string state) => (State, Open, EscalatedAt) = (state, false, null);

    /// <summary>Notes that the limit passed and the matter was raised.</summary>
    internal void Escalate(DateTimeOffset now) => EscalatedAt = now;
}

/// <summary>What is open is found by who holds it and in the order it is due, however much was closed before.</summary>
internal sealed class WorkItemConfiguration : IEntityTypeConfiguration<WorkItem>
{
    public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<WorkItem> builder)
    {
        const string open = "open";
        builder
            .HasIndex(nameof(WorkItem.Institution), nameof(WorkItem.Flow), nameof(WorkItem.Duty), nameof(WorkItem.Department))
            .HasFilter(open);
        builder.HasIndex(nameof(WorkItem.Institution), nameof(WorkItem.DueAt), nameof(WorkItem.Id)).HasFilter(open);
        builder.HasIndex(i => new { i.Institution, i.DueAt }).HasFilter($"{open} AND urgency = 'Emergency'");
        builder.HasIndex(i => i.DueAt).HasFilter(open);
    }
}
