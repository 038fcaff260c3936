namespace Yihe.Insurance;

/// <summary>What a patient would pay before the insurance does, were the next stay at an institution of this level; amounts in fen.</summary>
/// <param name="Full">of a first stay there; null with <paramref name="Due"/> where the plan does not say</param>
/// <param name="Paid">in the stays of the episode so far</param>
/// <param name="Source">the clause and its sentence</param>
public sealed record Deductible(InstitutionLevel Level, string LevelWords, long? Full, long Paid, long? Due, string Reason, string Source)
{
    /// <summary>All of it in one line, as paper has it.</summary>
    public string Words =>
        Due is null
            ? Reason
            : $"{LevelWords}机构住院起付线 {Yuan(Full)}{(Paid > 0 ? $"，本次病程已付 {Yuan(Paid)}" : "")}，如住院应付 {Yuan(Due)}（{Reason}）";

    internal static string Yuan(long? fen) => $"{fen / 100m:#,0.00} 元";

    /// <summary>The rule: the stays an episode is made of, and what the next one adds. WJ-76, WJ-77, XX-53.</summary>
    internal static Deductible Next(InsuranceSection rules, IEnumerable<Stay> stays, InstitutionLevel level, DateTimeOffset at)
    {
        var words = FormContext.WordsOf(typeof(InstitutionLevel), level.ToString());
        if (rules.Later is not { } later)
            return new(level, words, null, 0, null, "按现行医保政策，本方案未规定", rules.Source);
        var (paid, before) = (0L, (InstitutionLevel?)null);
        foreach (var stay in Linked(later, stays, at))
            (paid, before) = (paid + Owed(rules, later, stay.Level, before, paid), stay.Level);
        return new(
            level,
            words,
            rules.FullAt(level),
            paid,
            Owed(rules, later, level, before, paid),
            Why(later, level, before),
            before is null ? rules.Deductibles.First(d => d.Level == level).Source : later.Source
        );
    }

    private static long Owed(InsuranceSection rules, LaterStays later, InstitutionLevel level, InstitutionLevel? before, long paid) =>
        before is null ? rules.FullAt(level)
        : PaysAt(later, level, before) == LaterPays.Nothing ? 0
        : Math.Max(0, rules.FullAt(level) - paid);

    private static LaterPays PaysAt(LaterStays later, InstitutionLevel level, InstitutionLevel? before) =>
        level > before ? later.Up : later.Down;

    private static string Why(LaterStays later, InstitutionLevel level, InstitutionLevel? before) =>
        (before, PaysAt(later, level, before)) switch
        {
            (null, _) => "本次病程第一次住院，按本级收取",
            (_, LaterPays.Difference) => "上转只收起付线差价",
            _ when level > before => "医共体内转诊，不再收第二次起付线",
            _ => "下转或同级转诊，不再收第二次起付线",
        };

    /// <summary>Back from the next stay, as long as each began within the days after the one before it ended.</summary>
    private static List<Stay> Linked(LaterStays later, IEnumerable<Stay> stays, DateTimeOffset at)
    {
        var linked = new List<Stay>();
        foreach (var stay in stays.Where(s => s.From < at).OrderByDescending(s => s.From))
        {
            if (stay.Until is { } left && at - left > TimeSpan.FromDays(later.LinkDays))
                break;
            linked.Insert(0, stay);
            at = stay.From;
        }
        return linked;
    }
}

/// <summary>A stay (住院) at an institution of some level.</summary>
internal sealed record Stay(InstitutionLevel Level, DateTimeOffset From, DateTimeOffset? Until);
