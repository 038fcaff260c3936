using Yihe.Kernel.Blueprints;

namespace Yihe.Residents;

/// <summary>Section <c>residents</c>: how long a reasoned look lasts, how many reveals an hour, and the texts of messages.</summary>
/// <param name="OpenHours">a look by two identifiers and a reason stays open so long</param>
/// <param name="RevealsPerHour">whole identity numbers or phones one person may see in an hour</param>
/// <param name="OpenReasons">code → words of the reasons to choose from</param>
public sealed record ResidentsSection(
    double OpenHours,
    int RevealsPerHour,
    double SignedMonths,
    IReadOnlyDictionary<string, string> OpenReasons,
    string Source
)
{
    internal static readonly BlueprintSection Section = BlueprintSection.Of<ResidentsSection>("residents", Check);

    private static IEnumerable<BlueprintFault> Check(ResidentsSection section, Blueprint whole)
    {
        if (section.OpenHours is <= 0 or > 72)
            yield return new("$.residents.openHours", $"{section.OpenHours}", "0 到 72 小时", "请改正凭理由调阅的时长");
        if (section.OpenReasons.Count == 0)
            yield return new("$.residents.openReasons", "{}", "至少一种理由", "请列出可选的调阅理由");
    }
}
