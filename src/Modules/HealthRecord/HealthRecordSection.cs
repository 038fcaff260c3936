using Yihe.Basis.Blueprints;

namespace Yihe.HealthRecord;

/// <summary>Section <c>healthRecord</c>: how soon a resident's doubt is answered, why one may be refused, and what they are told.</summary>
/// <param name="Refusals">code → words of the reasons to choose from</param>
/// <param name="Messages">move → text to the resident; {person} and {institution} are filled in; never clinical</param>
[Display(Name = "健康档案")]
public sealed record HealthRecordSection(
    [property: Display(Name = "更正答复时限")] TimeLimit AnswerLimit,
    [property: Display(Name = "不予更正的理由")] IReadOnlyDictionary<string, string> Refusals,
    [property: Display(Name = "短信")] IReadOnlyDictionary<string, string> Messages,
    string Source
)
{
    internal static readonly BlueprintSection Section = BlueprintSection.Of<HealthRecordSection>("healthRecord", Check);

    private static IEnumerable<BlueprintFault> Check(HealthRecordSection section, Blueprint whole)
    {
        if (section.Refusals.Count == 0)
            yield return new("$.healthRecord.refusals", "{}", "至少一种理由", "请列出可选的不予更正理由");
        var moves = new[] { Correcting.CorrectionMove.Correct, Correcting.CorrectionMove.Refuse }
            .Select(m => Shape.JsonName($"{m}"))
            .ToList();
        foreach (var name in section.Messages.Keys.Where(m => !moves.Contains(m)))
            yield return new($"$.healthRecord.messages.{name}", name, string.Join(" 或 ", moves), "请改正或删去");
    }
}
