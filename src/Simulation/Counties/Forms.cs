using System.Globalization;
using System.Text.Json.Nodes;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Counties;

/// <summary>The forms people fill in along the way, as the API takes them.</summary>
internal sealed class Forms(Words words, Villager villager, Episode episode)
{
    public JsonObject Visit(string next) =>
        new()
        {
            ["resident"] = villager.Id,
            ["complaint"] = episode.ChiefComplaint,
            ["diagnosis"] = episode.DiagnosisCode,
            ["bloodPressure"] = episode.Vitals.Systolic is { } high ? $"{high}/{episode.Vitals.Diastolic}" : null,
            ["glucose"] = episode.Vitals.Glucose,
            ["temperature"] = episode.Vitals.Temperature,
            ["next"] = next,
        };

    /// <param name="origin">the field that names what it starts from: a visit, or the hop before</param>
    public JsonObject Request(string origin, string id, Site to, string priority, string? department, DateTimeOffset at) =>
        new()
        {
            [origin] = id,
            ["to"] = to.Id,
            ["department"] = department,
            ["priority"] = priority,
            ["criteria"] = new JsonArray(words.Criterion(episode)),
            ["summary"] = episode.SummaryForReferral,
            ["consent"] = Words.Consent(villager.Person, Sittings.DayOf(at)),
            ["medication"] = villager.Person.Chronic.Count > 0 ? episode.MedicationPlan : null,
            ["request"] = department is null ? "请进一步诊治，稳定后下转接续。" : $"请{department}评估，稳定后请下转本院接续。",
        };

    public JsonObject Plan(Site to, DateOnly followUpOn) =>
        new()
        {
            ["to"] = to.Id,
            ["diagnosis"] = episode.DiagnosisCode,
            ["dischargeSummary"] = episode.DischargeSummary,
            ["medication"] = episode.MedicationPlan,
            ["rehabilitation"] = episode.RehabilitationPlan,
            ["followUpOn"] = followUpOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };

    public JsonObject Again() => new() { ["summary"] = $"{episode.SummaryForReferral}已补充既往检查与用药资料。" };

    public JsonObject Conclusion() => new() { ["diagnosis"] = episode.DiagnosisCode, ["conclusion"] = episode.Conclusion };

    public JsonObject FollowUp() => new() { ["finding"] = episode.FollowUp };

    public JsonObject Question(Site to, string department, string visit) =>
        new()
        {
            ["to"] = to.Id,
            ["department"] = department,
            ["visit"] = visit,
            ["question"] = episode.Question,
        };

    public JsonObject Reply(bool refer) =>
        new()
        {
            ["reply"] = refer
                ? $"建议上转我科进一步检查。在此之前：{episode.RehabilitationPlan}"
                : $"可先就地处理。{episode.RehabilitationPlan}如加重随时上转。",
            ["suggests"] = refer ? "refer" : "stayBelow",
        };
}
