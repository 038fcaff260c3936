using System.Globalization;

namespace Yihe.Simulation.People;

/// <summary>Writes the texts doctors pass on while a person moves through the consortium.</summary>
internal static class ClinicalText
{
    /// <summary>What the sending doctor writes on the referral form.</summary>
    public static string Referral(Episode subject) =>
        $"患者{SexOf(subject)}，{AgeOf(subject)}，因“{subject.Complaint.Text}”就诊。"
        + $"{History(subject)}{Allergy(subject)}"
        + $"查体：{Measured(subject.Vitals)}{subject.Course.Finding}。"
        + $"初步诊断：{subject.Complaint.Diagnosis}。{Request(subject)}";

    /// <summary>What the hospital writes when the person goes home.</summary>
    public static string Discharge(Episode subject)
    {
        IEnumerable<string> diagnoses = [subject.Complaint.Diagnosis, .. subject.Others.Select(share => share.Name)];
        var numbered = diagnoses.Select((name, place) => $"{place + 1}、{name}");
        return $"因“{subject.Complaint.Text}”入院，住院{subject.Days}天。"
            + $"入院后{subject.Course.Treatment}。出院时一般情况可，生命体征平稳。"
            + $"出院诊断：{string.Join("；", numbered)}。"
            + "出院医嘱：按时服药，由乡镇卫生院随访，如有不适及时就诊。";
    }

    /// <summary>What an outpatient clinic writes back to the sending doctor.</summary>
    public static string Conclusion(Episode subject) => $"{subject.Course.Treatment}。{subject.Course.Rehabilitation}。";

    /// <summary>What the village finds when it sees the person again.</summary>
    public static string FollowUp(Episode subject)
    {
        var systolic = subject.Vitals.Systolic is { } high ? 116 + high % 21 : (int?)null;
        var pressure = systolic is { } now ? $"血压{now}/{now * 3 / 5}mmHg，" : "";
        return $"{pressure}按方案用药，原“{subject.Complaint.Text}”已明显好转，未诉新的不适。{subject.Course.Rehabilitation}，已再次交代。";
    }

    /// <summary>What a village doctor asks a specialist before deciding.</summary>
    public static string Question(Episode subject) =>
        $"{SexOf(subject)}，{AgeOf(subject)}，{subject.Complaint.Text}。{History(subject)}{Allergy(subject)}"
        + $"考虑{subject.Complaint.Diagnosis}，请问能否就地处理，还是需要上转进一步检查？";

    private static string SexOf(Episode subject) => subject.Person.Sex == Sex.Male ? "男" : "女";

    private static string AgeOf(Episode subject)
    {
        var days = subject.Today.DayNumber - subject.Person.BirthDate.DayNumber;
        return (subject.Age, days) switch
        {
            (0, <= 28) => $"出生{days}天",
            (0, _) => $"{Math.Max(1, days / 31)}月龄",
            _ => $"{subject.Age}岁",
        };
    }

    private static string History(Episode subject)
    {
        var names = subject.Person.Chronic.Select(code => ChronicShare.ByCode[code].Name).ToList();
        return names.Count == 0 ? "既往体健。" : $"既往有{string.Join("、", names)}病史。";
    }

    private static string Allergy(Episode subject) =>
        subject.Person.Allergy is { } allergy ? $"过敏史：{allergy}。" : "否认药物及食物过敏史。";

    private static string Measured(Vitals vitals) =>
        string.Concat(
            vitals.Temperature is { } temperature ? $"体温{temperature.ToString("0.0", CultureInfo.InvariantCulture)}℃，" : "",
            vitals.Systolic is { } systolic ? $"血压{systolic}/{vitals.Diastolic}mmHg，" : "",
            vitals.Glucose is { } glucose ? $"血糖{glucose.ToString("0.0", CultureInfo.InvariantCulture)}mmol/L，" : ""
        );

    private static string Request(Episode subject) =>
        subject.Severity switch
        {
            Severity.Emergency => $"病情危急，已作初步处理并持续观察生命体征，请{subject.Course.Department}接诊，立即转院救治。",
            Severity.NeedsSpecialist => $"本机构诊治条件有限，建议转{subject.Course.Department}进一步检查治疗。",
            _ => "病情平稳，可在本机构治疗，如加重再转诊。",
        };
}
