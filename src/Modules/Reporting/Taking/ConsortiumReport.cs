namespace Yihe.Reporting.Taking;

/// <summary>What a report was to those of its month that came before it.</summary>
public enum ReportStanding
{
    [Display(Name = "首次报送")]
    First,

    [Display(Name = "替代先前的一份")]
    Replacing,

    /// <summary>It knew less than one that had come already.</summary>
    [Display(Name = "较早的一份，留存备查")]
    Earlier,
}

/// <summary>A report that was taken (收下的月报), as it came; never changed, whatever comes after it.</summary>
[Index(nameof(Sender), nameof(Hash), IsUnique = true)]
[Index(nameof(Month), nameof(Sender), nameof(Block))]
internal sealed class ConsortiumReport : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required Guid Sender { get; init; }

    /// <summary>Its first day.</summary>
    public required DateOnly Month { get; init; }
    public required string Hash { get; init; }
    public required string Closing { get; init; }
    public required long Block { get; init; }
    public required bool Restated { get; init; }
    public required DateTimeOffset At { get; init; }
    public required ReportStanding Standing { get; init; }

    /// <summary>The one that counted until then.</summary>
    public required Guid? Replaces { get; init; }

    [AsJson]
    public required IReadOnlyList<ReportedIndicator> Indicators { get; init; }
}

/// <summary>A report without its figures. Of those of a month the one that knew most of its facts counts; the others are kept.</summary>
internal sealed record ReportMark(Guid Id, Guid Sender, DateOnly Month, long Block, bool Restated, DateTimeOffset At)
{
    internal static async Task<IReadOnlyList<ReportMark>> All(Work work, CancellationToken ct) =>
        await work
            .Db.Set<ConsortiumReport>()
            .AsNoTracking()
            .Select(r => new ReportMark(r.Id, r.Sender, r.Month, r.Block, r.Restated, r.At))
            .ToListAsync(ct);

    /// <summary>One of each sender and month.</summary>
    internal static IReadOnlyList<ReportMark> Counting(IEnumerable<ReportMark> all) =>
        [.. all.GroupBy(r => (r.Sender, r.Month)).Select(g => g.MaxBy(r => (r.Block, r.Id))!)];
}
