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
        [property: Display(Name = "下一步")] NextStep Next = NextStep.Home,
        [property: Display(Name = "巡诊村")] string? Village = null
    );

    internal sealed record Outcome(Guid Id, ResidentId Resident, NextStep Next);

    internal static readonly Change<Input, Outcome> Door = new("visit.record", "登记接诊", Rights.RecordVisit, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await ResidentDirectory.Load(work, input.Resident, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        if (BloodPressure.Parse(input.BloodPressure) is var pressure && pressure.Refusal is { } wrong)
            return wrong;
        if (DiagnosisTable.Choose(work.Platform, input.Diagnosis) is var diagnosis && diagnosis.Refusal is { } unknown)
            return unknown;
        var village = string.IsNullOrWhiteSpace(input.Village) ? null : input.Village;
        if (village is not null && !(await Villages(work, ct)).Contains(village))
            return Refusal.Invalid("village", $"本机构不承担“{village}”的服务，请从本机构覆盖的村中选择");
        var id = work.NewId();
        var encounter = ResidentRecord.Open(
            work,
            input.Resident,
            EncounterKind.Outpatient,
            id,
            [diagnosis.Value.ToString()],
            village: village
        );
        await ResidentRecord.End(work, encounter, encounter.Diagnoses, Shape.JsonName(input.Next.ToString()), ct, pressure.Value);
        work.Add(NoteOf(id, input, pressure.Value, diagnosis.Value));
        work.About(encounter);
        work.Matter = encounter.Course;
        return await work.Commit(new Outcome(id, input.Resident, input.Next), ct);
    }

    /// <summary>The villages the actor's institution goes to. QJ-10.</summary>
    private static async Task<IEnumerable<string>> Villages(Work work, CancellationToken ct) =>
        await InstitutionDirectory.Find(work, work.Actor.Institution, ct) is { } own
            ? (work.Platform.Blueprints.At<OrganizationSection>(work.Now).VillageCover?.Of(own) ?? []).Select(v => v.Village)
            : [];

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
