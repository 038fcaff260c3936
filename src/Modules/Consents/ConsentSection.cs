namespace Yihe.Consents;

/// <summary>What a person may consent to; each opens one thing and nothing else.</summary>
public enum Purpose
{
    /// <summary>Institutions without a care relation read the record, what is sensitive left out.</summary>
    [Display(Name = "看病时查阅")]
    Care,

    /// <summary>Institutions that may read the record read what is sensitive, too.</summary>
    [Display(Name = "敏感内容")]
    Sensitive,

    /// <summary>The record, what is sensitive left out, goes into research and quality control.</summary>
    [Display(Name = "科研与质控")]
    Research,

    /// <summary>Someone of the family acts for the person.</summary>
    [Display(Name = "家人代办")]
    Family,

    /// <summary>Whoever of the family acts reads what is sensitive, too.</summary>
    [Display(Name = "家人看敏感内容")]
    FamilySensitive,
}

/// <summary>Section <c>consents</c>: what is said to a resident before they consent, how staff prove it, and until which age a guardian decides.</summary>
/// <param name="GuardianUnder">years of age under which a guardian consents. 个人信息保护法第三十一条</param>
/// <param name="Purposes">purpose → its words; one that is left out is not asked for and opens nothing</param>
/// <param name="Evidence">code → words: what staff have before them when they note a consent</param>
/// <param name="GuardianEvidence">codes of those that show a guardian's consent</param>
/// <param name="GuardianProofs">codes of <c>residents.own.proofs</c> that show a guardian</param>
[Display(Name = "居民的同意")]
public sealed record ConsentSection(
    [property: Display(Name = "由监护人同意的年龄（不满）")] int GuardianUnder,
    [property: Display(Name = "同意的事项")] IReadOnlyDictionary<string, ConsentText> Purposes,
    [property: Display(Name = "登记同意的凭据")] IReadOnlyDictionary<string, string> Evidence,
    [property: Display(Name = "监护人同意的凭据")] IReadOnlyList<string> GuardianEvidence,
    [property: Display(Name = "视为监护的代办凭证")] IReadOnlyList<string> GuardianProofs,
    string Source
)
{
    internal static readonly BlueprintSection Section = BlueprintSection.Of<ConsentSection>("consents", Check);

    internal ConsentText? TextOf(Purpose purpose) => Purposes.GetValueOrDefault(Shape.JsonName($"{purpose}"));

    private static IEnumerable<BlueprintFault> Check(ConsentSection section, Blueprint whole)
    {
        if (section.GuardianUnder is < 14 or > 18)
            yield return new(
                "$.consents.guardianUnder",
                $"{section.GuardianUnder}",
                "14 到 18",
                "法律规定不满十四周岁由监护人同意，不能更低"
            );
        var known = Enum.GetNames<Purpose>().Select(Shape.JsonName).ToList();
        foreach (var name in section.Purposes.Keys.Where(p => !known.Contains(p)))
            yield return new($"$.consents.purposes.{name}", name, string.Join('、', known), "请改正或删去");
        foreach (var (name, text) in section.Purposes.Where(p => p.Value.Edition < 1))
            yield return new($"$.consents.purposes.{name}.edition", $"{text.Edition}", "从 1 起的整数", "请改正");
        if (section.Evidence.Count == 0)
            yield return new("$.consents.evidence", "{}", "至少一种凭据", "请列出登记同意时核对什么");
        foreach (var code in section.GuardianEvidence.Where(c => !section.Evidence.ContainsKey(c)))
            yield return new("$.consents.guardianEvidence", code, "evidence 中的代码", "请改正或删去");
        var proofs = whole.Of<ResidentsSection>().Own.Proofs;
        foreach (var code in section.GuardianProofs.Where(c => !proofs.ContainsKey(c)))
            yield return new("$.consents.guardianProofs", code, "residents.own.proofs 中的代码", "请改正或删去");
    }
}

/// <summary>What is said of a purpose, in the words the resident reads.</summary>
/// <param name="Edition">one more whenever the meaning changes: consents to an earlier one hold no longer, and are asked for again</param>
public sealed record ConsentText(
    [property: Display(Name = "名称")] string Title,
    [property: Display(Name = "告知内容")] string Text,
    [property: Display(Name = "版次")] int Edition
);
