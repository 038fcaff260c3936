namespace Yihe.Insurance;

/// <summary>Section <c>insurance</c>: the deductibles of the place, and what a second stay of one episode pays.</summary>
/// <param name="Later">null where the plan does not say; then the insurance rules in force hold, and no amount is told</param>
[Display(Name = "医保")]
public sealed record InsuranceSection(
    [property: Display(Name = "起付线")] IReadOnlyList<LevelDeductible> Deductibles,
    string Source,
    [property: Display(Name = "再次住院")] LaterStays? Later = null
)
{
    internal static readonly BlueprintSection Section = BlueprintSection.Of<InsuranceSection>("insurance", Check);

    private static readonly InstitutionLevel[] s_levels = [InstitutionLevel.Primary, InstitutionLevel.Secondary, InstitutionLevel.Tertiary];

    internal long FullAt(InstitutionLevel level) => Deductibles.First(d => d.Level == level).Fen;

    private static IEnumerable<BlueprintFault> Check(InsuranceSection section, Blueprint whole)
    {
        const string path = "$.insurance.deductibles";
        var levels = section.Deductibles.Select(d => d.Level).ToList();
        if (section.Later is not null && !levels.SequenceEqual(s_levels))
            yield return new(
                path,
                levels.Count == 0 ? "（没有写）" : string.Join('、', levels.Select(l => Shape.JsonName(l.ToString()))),
                "一级、二级、三级各一行，由低到高",
                "请补齐或调整顺序"
            );
        if (
            section.Deductibles.Any(d => d.Fen < 0)
            || section.Deductibles.Zip(section.Deductibles.Skip(1)).Any(d => d.First.Fen > d.Second.Fen)
        )
            yield return new(
                path,
                string.Join('、', section.Deductibles.Select(d => d.Fen)),
                "不为负、级别越高不越低的分数",
                "请改正起付线"
            );
        if (section.Later is { LinkDays: < 0 } later)
            yield return new("$.insurance.later.linkDays", $"{later.LinkDays}", "不小于 0 的天数", "请改正相连天数");
    }
}

/// <summary>What a stay costs before the insurance pays (起付线), by the level of the institution. WJ-74.</summary>
public sealed record LevelDeductible(
    [property: Display(Name = "级别")] InstitutionLevel Level,
    [property: Display(Name = "金额（分）")] long Fen,
    string Source
);

/// <summary>What the second and later stays of an episode pay. WJ-76, WJ-77, XX-53.</summary>
/// <param name="Up">on the way up</param>
/// <param name="Down">on the way down, or to another institution of the same level</param>
/// <param name="LinkDays">a stay that begins later than so many days after the one before is a new episode</param>
public sealed record LaterStays(
    [property: Display(Name = "上转")] LaterPays Up,
    [property: Display(Name = "下转或同级")] LaterPays Down,
    [property: Display(Name = "相连天数")] int LinkDays,
    string Source
);

public enum LaterPays
{
    [Display(Name = "不再收")]
    Nothing,

    [Display(Name = "只收差价")]
    Difference,
}
