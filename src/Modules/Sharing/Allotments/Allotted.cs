namespace Yihe.Sharing.Allotments;

/// <summary>A time or bed taken of what a hospital's own system hands over; it stands once the hospital has said so.</summary>
public interface IAllotted : IEntity, IScoped
{
    Selling Selling { get; }
    InstitutionId To { get; }
    ResidentId Resident { get; }
    Guid Course { get; }
    string Number { get; }

    /// <summary>The clinic or the ward.</summary>
    string Place { get; }
    DateTimeOffset At { get; }
    int No { get; }

    /// <summary>The state as the hospital's system reads it; "confirming" asks for an answer.</summary>
    string Stands { get; }
}

/// <summary>Something of an allotment was taken, changed or given back, for the hospital's own system.</summary>
public sealed record AllotmentChanged(Guid Taking, InstitutionId To = default);

/// <summary>What both kinds of allotments share: they are told of alike, and found alike.</summary>
public static class Allotted
{
    internal const string Asking = "confirming";

    /// <summary>Tells the hospital's own system, where it is one that hands over what was taken.</summary>
    public static void Tell(Work work, IAllotted taking)
    {
        if (taking.Selling == Selling.Allotted)
            work.Publish(new AllotmentChanged(taking.Key, taking.To));
    }

    /// <summary>A taking of either kind, with the kind that answers for it.</summary>
    internal static async Task<(SharedKind Kind, IAllotted Taking)?> Find(Work work, Guid id, CancellationToken ct)
    {
        foreach (var kind in SharedKind.In(work))
            if (await kind.Taking(work, id, ct) is { } taking)
                return (kind, taking);
        return null;
    }

    internal static string ReasonOf(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? "院内系统不能安排" : $"院内不能安排：{reason.Trim()}";
}
