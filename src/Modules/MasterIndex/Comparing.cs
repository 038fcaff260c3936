namespace Yihe.MasterIndex;

/// <summary>How records are weighed against residents: the frozen rules, with what chance does in this region learned from its own residents.</summary>
internal static class Comparing
{
    internal static readonly IReadOnlyList<(string Name, string Kind)> Columns =
    [
        ("证件号", "identity"),
        ("姓名", "name"),
        ("性别", "sex"),
        ("出生日期", "birth"),
        ("电话", "phone"),
        ("住址", "address"),
    ];

    private const int MostLearned = 5_000;

    /// <summary>Of fewer residents too little is learned to conclude without a person or a number.</summary>
    private const int LeastLearned = 200;
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    internal sealed record Learned(Yardstick Yardstick, Bounds Bounds, int From, DateTimeOffset At)
    {
        internal bool IsEnough => From >= LeastLearned;
    }

    /// <summary>What was learned of those who were registered up to one of them; the same whenever it is asked.</summary>
    internal static async Task<Learned> AsOf(Work work, ResidentId? last, CancellationToken ct)
    {
        var kept = work.Platform.Shared(() => new KeptAsOf());
        return kept.Of is { } known && known.Last == last ? known.Learned : (kept.Of = (last, await Learn(work, last, ct))).Value.Learned;
    }

    private sealed class KeptAsOf
    {
        internal (ResidentId? Last, Learned Learned)? Of { get; set; }
    }

    /// <summary>What was learned last; too small a region is learned anew each time.</summary>
    private sealed class Kept
    {
        internal Learned? Last { get; set; }
    }

    internal static async Task<Learned> Of(Work work, CancellationToken ct)
    {
        var kept = work.Platform.Shared(() => new Kept());
        if (kept.Last is { IsEnough: true } last && work.Now < last.At + Fresh)
            return last;
        return kept.Last = await Learn(work, null, ct);
    }

    private static async Task<Learned> Learn(Work work, ResidentId? last, CancellationToken ct)
    {
        var rules = work.Platform.Shared(() => MatchRules.Load(work.Platform.Knowledge));
        var (sample, people) = await ResidentIndex.Sample(work, MostLearned, last, ct);
        return new(Yardstick.Learn(rules, Columns, [.. sample.Select(Texts)], people), rules.Verdict, sample.Count, work.Now);
    }

    internal static IReadOnlyList<string> Texts(ResidentTraits r) =>
        [
            r.IdentityNumber,
            r.Name,
            Of(r.Sex),
            r.BirthDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            r.Phone ?? "",
            r.Address ?? "",
        ];

    internal static string Of(Sex sex) => sex == Sex.Male ? "男" : "女";
}
