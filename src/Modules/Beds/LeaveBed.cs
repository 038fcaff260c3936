using System.ComponentModel.DataAnnotations;

namespace Yihe.Beds;

/// <summary>The patient leaves: the encounter closes and the bed waits to be cleaned.</summary>
internal static class LeaveBed
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "去向")] BedOutcome Outcome,
        [property: Display(Name = "出院诊断")] string? Diagnosis = null
    );

    internal static readonly Change<Input, BedOutcomeLine> Door = new("bed.leave", "出院", Rights.Admit, Run);

    private static async Task<Result<BedOutcomeLine>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await OfWard.Find(work, input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var stay = found.Value;
        if (BedStayFlow.Of(stay).Refuses(stay, BedStayMove.Leave, work.Actor) is { } illegal)
            return illegal;
        var diagnoses = stay.Diagnoses;
        if (input.Diagnosis is not null)
        {
            var chosen = DiagnosisTable.Choose(work.Platform, input.Diagnosis);
            if (chosen.Refusal is { } unclear)
                return unclear;
            diagnoses = [$"{chosen.Value}"];
        }
        await ResidentRecord.Close(work, stay.Encounter, diagnoses, Shape.JsonName(input.Outcome.ToString()), ct);
        await Bedding.Vacate(work, stay, ct);
        stay.Leave(work.Now, diagnoses);
        return await Bedding.End(work, stay, BedStayMove.Leave, ct) is { } no ? no : await BedOutcomeLine.Commit(work, stay, ct);
    }
}
