namespace Yihe.DataQuality;

/// <summary>Section <c>dataQuality</c>: how soon whoever is asked about odd data has to say what is behind it, or to mend it.</summary>
[Display(Name = "数据质量")]
public sealed record DataQualitySection([property: Display(Name = "说明或更正时限")] TimeLimit Answer, string Source)
{
    internal static readonly BlueprintSection Section = BlueprintSection.Of<DataQualitySection>("dataQuality", Check);

    private static IEnumerable<BlueprintFault> Check(DataQualitySection section, Blueprint whole)
    {
        if (section.Answer.Hours is < 1 or > 2_000)
            yield return new("$.dataQuality.answer.hours", $"{section.Answer.Hours}", "1 至 2000 小时", "请改正说明或更正的时限");
    }
}
