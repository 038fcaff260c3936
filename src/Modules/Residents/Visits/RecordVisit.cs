using System.ComponentModel.DataAnnotations;

namespace Yihe.Residents.Visits;

/// <summary>The shortest useful visit: six fields, one screen. A referral starts from it with everything carried over.</summary>
internal static class RecordVisit
{
    internal sealed record Input(
        ResidentId Resident,
        [property: Display(Name = "主诉"), Needed("请写主诉，如：头晕 3 天"), AtMost(200)] string Complaint,
        [property: Display(Name = "诊断"), Needed("请选择诊断")] string Diagnosis,
        [property: Display(Name = "血压 mmHg")] string? BloodPressure = null,
        [property: Display(Name = "血糖 mmol/L"), Between(1, 60)] decimal? Glucose = null,
        [property: Display(Name = "体温 ℃"), Between(30, 45)] decimal? Temperature = null,
        [property: Display(Name = "下一步")] NextStep Next = NextStep.Home
    );

    internal sealed record Outcome(Guid Id, ResidentId Resident, NextStep Next);

    internal static readonly UseCase<Input, Outcome> Door = UseCase.Change<Input, Outcome>(
        "visit.record",
        "登记接诊",
        Rights.RecordVisit,
        Run
    );

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await ResidentDirectory.Load(work, input.Resident, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        if (BloodPressure.Parse(input.BloodPressure) is var pressure && pressure.Refusal is { } wrong)
            return wrong;
        if (DiagnosisTable.Of(work.Platform).Find(input.Diagnosis) is not { } diagnosis)
            return Unknown(DiagnosisTable.Of(work.Platform), input.Diagnosis);
        var id = work.NewId();
        var encounter = ResidentRecord.Open(work, input.Resident, EncounterKind.Outpatient, id, [diagnosis.ToString()]);
        encounter.Close(work.Now, encounter.Diagnoses, Shape.JsonName(input.Next.ToString()));
        work.Add(NoteOf(id, input, pressure.Value, diagnosis));
        work.About(encounter);
        work.Matter = encounter.Course;
        return await work.Commit(new Outcome(id, input.Resident, input.Next), ct);
    }

    private static Refusal Unknown(DiagnosisTable table, string text)
    {
        var near = string.Join('、', table.Search(text, 4).Select(d => d.Name));
        return Refusal.Invalid(
            "diagnosis",
            $"诊断表中没有“{text}”，{(near.Length > 0 ? $"接近的有：{near}" : "请输入几个字后从列表中选")}"
        );
    }

    private static VisitNote NoteOf(Guid id, Input input, BloodPressure? pressure, Diagnosis diagnosis) =>
        new()
        {
            Id = id,
            Complaint = input.Complaint.Trim(),
            Systolic = pressure?.Systolic,
            Diastolic = pressure?.Diastolic,
            Glucose = input.Glucose,
            Temperature = input.Temperature,
            DiagnosisCode = diagnosis.Code,
            DiagnosisName = diagnosis.Name,
            Next = input.Next,
        };
}
