using Yihe.Kernel.Data;

namespace Yihe.Kernel.Flows;

/// <summary>What waits for the actor, most pressing first; and, for those who oversee, what is past its limit elsewhere.</summary>
public static class ShowInbox
{
    private const int Most = 100;

    public sealed record Input(string? Flow = null);

    public sealed record Item(
        Guid Id,
        int Version,
        string Flow,
        string State,
        string Asks,
        string Number,
        string Person,
        string PersonDetail,
        string Fact,
        string Href,
        Urgency Urgency,
        DateTimeOffset Since,
        DateTimeOffset? DueAt,
        string? LimitWords,
        bool Escalated
    );

    public static readonly Look<Input, Rows<Item>> Door = new("inbox.show", "查看待办", Permission.SignedIn, Run);

    private static async Task<Result<Rows<Item>>> Run(Work work, Input input, CancellationToken ct)
    {
        var all = Inbox.Of(work.Db, work.Actor);
        var mine = input.Flow is { Length: > 0 } flow ? all.Where(i => i.Flow == flow) : all;
        var items = await mine.Pressing(Most, ct);
        var counts = mine == all && items.Count < Most ? items.CountBy(i => i.Flow).ToDictionary() : await Count(work, all, ct);
        return new Rows<Item>([.. items.Select(Of)], null, counts);
    }

    /// <summary>Flow → how many wait; one index is read per flow, as there may be very many.</summary>
    private static async Task<Dictionary<string, int>> Count(Work work, IQueryable<WorkItem> mine, CancellationToken ct)
    {
        var counts = new Dictionary<string, int>();
        foreach (var name in work.Platform.Modules.Flows.Keys)
            if (await mine.Where(i => i.Flow == name).CountSome(ct) is > 0 and var count)
                counts[name] = count;
        return counts;
    }

    internal static Item Of(WorkItem i) =>
        new(
            i.Id,
            i.Version,
            i.Flow,
            i.State,
            i.Asks,
            i.Number,
            i.Person,
            i.PersonDetail,
            i.Fact,
            i.Href,
            i.Urgency,
            i.Since,
            i.DueAt,
            i.LimitWords,
            i.EscalatedAt is not null
        );
}
