namespace Yihe.Residents.Visits;

/// <summary>Offers diagnoses while someone types.</summary>
internal static class SearchDiagnoses
{
    internal sealed record Input(string? Q = null);

    internal static readonly Look<Input, IReadOnlyList<Diagnosis>> Door = new(
        "diagnosis.search",
        "查找诊断",
        Rights.RecordVisit,
        (work, input, _) =>
            Task.FromResult<Result<IReadOnlyList<Diagnosis>>>(DiagnosisTable.Of(work.Platform).Search(input.Q ?? "", 10).ToList())
    );
}
