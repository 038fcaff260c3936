using Yihe.Basis.Blueprints;

namespace Yihe.Residents;

/// <summary>Section <c>residents</c>: how long a reasoned look lasts, how many reveals an hour, and the texts of messages.</summary>
/// <param name="OpenHours">a look by two identifiers and a reason stays open so long</param>
/// <param name="RevealsPerHour">whole identity numbers or phones one person may see in an hour</param>
/// <param name="OpeningsPerHour">residents one person may open by a reason in an hour, wrong guesses counted too</param>
/// <param name="OpenReasons">code → words of the reasons to choose from</param>
/// <param name="SensitiveReasons">codes of those of an emergency: they open sensitive entries too, to the one who gave the reason</param>
/// <param name="EmergencyHours">what an emergency opened stays open so long</param>
/// <param name="EmergencyMessage">what the resident is told of it: {institution}, {time} and {hours} are filled in; never clinical</param>
[Display(Name = "居民与调阅")]
public sealed record ResidentsSection(
    [property: Display(Name = "凭理由调阅时长（小时）")] double OpenHours,
    [property: Display(Name = "每小时可看完整号码次数")] int RevealsPerHour,
    [property: Display(Name = "每小时可凭理由调阅次数")] int OpeningsPerHour,
    [property: Display(Name = "签约有效月数")] double SignedMonths,
    [property: Display(Name = "调阅理由")] IReadOnlyDictionary<string, string> OpenReasons,
    [property: Display(Name = "可打开敏感内容的理由")] IReadOnlyList<string> SensitiveReasons,
    [property: Display(Name = "紧急调阅时长（小时）")] double EmergencyHours,
    [property: Display(Name = "紧急调阅告知短信")] string EmergencyMessage,
    [property: Display(Name = "居民自助")] OwnAccess Own,
    string Source
)
{
    internal static readonly BlueprintSection Section = BlueprintSection.Of<ResidentsSection>("residents", Check);

    private static IEnumerable<BlueprintFault> Check(ResidentsSection section, Blueprint whole)
    {
        if (section.OpenHours is <= 0 or > 72)
            yield return new("$.residents.openHours", $"{section.OpenHours}", "0 到 72 小时", "请改正凭理由调阅的时长");
        if (section.EmergencyHours is <= 0 or > 24)
            yield return new("$.residents.emergencyHours", $"{section.EmergencyHours}", "0 到 24 小时", "请改正紧急调阅的时长");
        if (section.Own.HealthCodeSeconds is < 30 or > 600)
            yield return new(
                "$.residents.own.healthCodeSeconds",
                $"{section.Own.HealthCodeSeconds}",
                "30 到 600 秒",
                "请改正动态健康码的有效时间"
            );
        if (section.OpenReasons.Count == 0)
            yield return new("$.residents.openReasons", "{}", "至少一种理由", "请列出可选的调阅理由");
        foreach (var reason in section.SensitiveReasons.Where(r => !section.OpenReasons.ContainsKey(r)))
            yield return new("$.residents.sensitiveReasons", reason, "openReasons 中的代码", "请改正或删去");
    }
}

/// <summary>How residents sign in themselves.</summary>
/// <param name="CodeMinutes">a one-time code is good for so long</param>
/// <param name="IdleMinutes">a session ends after so long without a sign of life, and after <paramref name="AbsoluteHours"/> in any case</param>
/// <param name="CodeMessage">the text with the code: {code} and {minutes} are filled in</param>
/// <param name="Proofs">code → words: what shows that someone may act for another</param>
/// <param name="HealthCodeSeconds">the code on the resident's phone can be read for so long</param>
/// <param name="MostAgencyMonths">someone acts for another for at most so long before it is shown again</param>
public sealed record OwnAccess(
    [property: Display(Name = "验证码有效分钟数")] double CodeMinutes,
    [property: Display(Name = "会话闲置分钟数")] double IdleMinutes,
    [property: Display(Name = "会话最长小时数")] double AbsoluteHours,
    [property: Display(Name = "验证码短信")] string CodeMessage,
    [property: Display(Name = "代办凭证")] IReadOnlyDictionary<string, string> Proofs,
    [property: Display(Name = "代办最长月数")] int MostAgencyMonths,
    [property: Display(Name = "动态健康码有效秒数")] int HealthCodeSeconds,
    string Source
);
