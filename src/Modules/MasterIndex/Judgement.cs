namespace Yihe.MasterIndex;

/// <summary>A resident a record may mean, and what speaks for it.</summary>
/// <param name="IsNamed">a number of another kind that the record gives is already known as this resident's</param>
internal sealed record Candidate(ResidentTraits Resident, Weighed Weighed, bool IsNamed)
{
    /// <summary>Each person once: of residents that were merged, the likeliest.</summary>
    internal static IEnumerable<Candidate> Persons(IEnumerable<Candidate> candidates) => candidates.DistinctBy(c => c.Resident.Stays);
}

/// <summary>
/// What follows from a record and the residents it may mean (自动判定): one of them, somebody new, or a question to a person with the reason.
/// An identity number alone does not decide: it may be a relative's card or a slip of the pen.
/// </summary>
internal sealed record Judgement(ResidentId? Same, bool IsNew, string Why)
{
    internal static Judgement Of(Statement said, IdentityNumber? number, IReadOnlyList<Candidate> candidates, Comparing.Learned learned)
    {
        if (Faulty(said, number) is { } fault)
            return Ask(fault);
        candidates = [.. Candidate.Persons(candidates)];
        var certain = candidates.Where(c => c.Weighed.SameNumber || c.IsNamed).ToList();
        if (certain.Count > 1)
            return Ask($"所给的号码分属 {certain.Count} 位居民");
        if (certain is [var one])
            return Certainly(one, number);
        var likely = candidates.Where(c => c.Weighed.Probability >= learned.Bounds.Listed).ToList();
        if (likely is [{ Weighed: { Contradicted: false } weighed } only] && weighed.Probability >= learned.Bounds.Same && learned.IsEnough)
            return new(only.Resident.Id, false, "");
        if (likely.Count > 0)
            return Ask(likely.Count == 1 ? "有一位居民很像" : $"有 {likely.Count} 位居民很像");
        return number is null || said.Name is null
            ? Ask(said.Name is null ? "身份不明，没有可核对的姓名" : "没有相近的居民，也没有有效证件号可登记")
            : new(null, true, "");
    }

    private static Judgement Certainly(Candidate one, IdentityNumber? number) =>
        one.Weighed.Contradicted ? Ask("号码与一位居民相同，但" + Against(one))
        : !one.Weighed.SameNumber && number is not null ? Ask("有一个号码是一位居民的，但证件号与其不同")
        : new(one.Resident.Id, false, "");

    private static string Against(Candidate one) =>
        string.Join('、', one.Weighed.Said.Where(s => s is { Bits: < 0, Field: not "住址" and not "电话" }).Select(s => s.Field))
            is { Length: > 0 } fields
            ? fields + "对不上"
            : "姓名、性别或出生日期对不上";

    /// <summary>What the record says against itself.</summary>
    private static string? Faulty(Statement said, IdentityNumber? number) =>
        number is not { } valid ? null
        : said.BirthDate is { } birth && birth != valid.BirthDate ? "出生日期与证件号里的不同"
        : said.Sex is { } sex && sex != valid.Sex ? "性别与证件号里的不同"
        : null;

    private static Judgement Ask(string why) => new(null, false, why);
}
