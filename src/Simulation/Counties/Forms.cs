using Yihe.Simulation.People;

namespace Yihe.Simulation.Counties;

/// <summary>The forms people fill in along the way, as the API takes them.</summary>
internal sealed class Forms(Words words, Villager villager, Episode episode)
{
    public static object TwoWeeks(DateOnly day) => new { from = day.AddDays(1), to = day.AddDays(15) };

    /// <param name="atVillage">the doctor has come to the village</param>
    public object Visit(string next, bool atVillage) =>
        new
        {
            resident = villager.Id,
            complaint = episode.Complaint.Text,
            diagnosis = episode.Complaint.Code,
            bloodPressure = episode.Vitals.Systolic is { } high ? $"{high}/{episode.Vitals.Diastolic}" : null,
            glucose = episode.Vitals.Glucose,
            temperature = episode.Vitals.Temperature,
            next = next,
            village = atVillage ? villager.Person.Village : null,
        };

    /// <summary>From a visit, or from the hop before.</summary>
    public object Request(string? visit, string? follows, Site to, string priority, string? department, string? slot, DateTimeOffset at) =>
        new
        {
            visit,
            follows,
            to = to.Id,
            department,
            slot,
            priority,
            criteria = new[] { words.Criterion(episode) },
            summary = ClinicalText.Referral(episode),
            consent = words.Consent(villager.Person, Sittings.DayOf(at)),
            medication = villager.Person.Chronic.Count > 0 ? Prescription.Write(episode) : null,
            request = department is null ? "请进一步诊治，稳定后下转接续。" : $"请{department}评估，稳定后请下转本院接续。",
        };

    public object Plan(Site to, DateOnly followUpOn) =>
        new
        {
            to = to.Id,
            diagnosis = episode.Complaint.Code,
            dischargeSummary = ClinicalText.Discharge(episode),
            medication = Prescription.Write(episode),
            rehabilitation = $"{episode.Course.Rehabilitation}。",
            followUpOn,
        };

    public object Again() => new { summary = $"{ClinicalText.Referral(episode)}已补充既往检查与用药资料。" };

    public object Conclusion() => new { diagnosis = episode.Complaint.Code, conclusion = ClinicalText.Conclusion(episode) };

    public object FollowUp() => new { finding = ClinicalText.FollowUp(episode) };

    public object Question(Site to, string department, string visit) =>
        new
        {
            to = to.Id,
            department = department,
            visit = visit,
            question = ClinicalText.Question(episode),
        };

    public object Reply(bool refer) =>
        new
        {
            reply = refer
                ? $"建议上转我科进一步检查。在此之前：{episode.Course.Rehabilitation}。"
                : $"可先就地处理。{episode.Course.Rehabilitation}。如加重随时上转。",
            suggests = refer ? "refer" : "stayBelow",
        };
}
