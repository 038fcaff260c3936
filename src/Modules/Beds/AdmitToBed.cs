using System.ComponentModel.DataAnnotations;

namespace Yihe.Beds;

/// <summary>What coming to a bed, changing it and leaving it answer.</summary>
internal sealed record BedOutcomeLine(Guid Id, Guid Ward, Guid Bed, int No, string Where, string State, Guid? Encounter)
{
    internal static async Task<Result<BedOutcomeLine>> Commit(Work work, BedStay stay, CancellationToken ct) =>
        await work.Commit(
            new BedOutcomeLine(stay.Id, stay.Ward, stay.Bed, stay.No, stay.Where, Shape.JsonName(stay.State.ToString()), stay.Encounter),
            ct
        );
}

/// <summary>Takes a bed for a patient who is here; the encounter begins.</summary>
internal static class AdmitToBed
{
    internal sealed record Input(
        [property: Display(Name = "病区")] Guid Ward,
        [property: Display(Name = "居民")] ResidentId Resident,
        [property: Display(Name = "入院诊断"), Needed("请选择入院诊断")] string Diagnosis,
        [property: Display(Name = "床位")] Guid? Bed = null,
        [property: Display(Name = "需要隔离")] bool Isolation = false
    );

    internal static readonly Change<Input, BedOutcomeLine> Door = new("bed.admit", "入住", Rights.Admit, Run);

    private static async Task<Result<BedOutcomeLine>> Run(Work work, Input input, CancellationToken ct)
    {
        var resident = await ResidentDirectory.Find(work, input.Resident, ct);
        if (resident.Refusal is { } unknown)
            return unknown;
        var ward = await work.Find<Ward>(input.Ward, ct);
        if (ward.Refusal is { } notOurs)
            return notOurs;
        var diagnosis = DiagnosisTable.Choose(work.Platform, input.Diagnosis);
        if (diagnosis.Refusal is { } unclear)
            return unclear;
        var wish = new BedWish(ward.Value, resident.Value, work.Actor.Institution, input.Bed, input.Isolation);
        var taken = await Bedding.Take(work, wish, ct);
        if (taken.Refusal is { } refusal)
            return refusal;
        return await Bedding.Come(work, taken.Value, BedStayMove.Admit, [$"{diagnosis.Value}"], ct) is { } no
            ? no
            : await BedOutcomeLine.Commit(work, taken.Value, ct);
    }
}

/// <summary>The patient for whom a bed is held has come.</summary>
internal static class AdmitHeld
{
    internal sealed record Input(Guid Id, [property: Display(Name = "入院诊断"), Needed("请选择入院诊断")] string Diagnosis);

    internal static readonly Change<Input, BedOutcomeLine> Door = new("bed.arrive", "预占入住", Rights.Admit, Run);

    private static async Task<Result<BedOutcomeLine>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await OfWard.Find(work, input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        if (BedStayFlow.Of(found.Value).Refuses(found.Value, BedStayMove.Admit, work.Actor) is { } illegal)
            return illegal;
        var diagnosis = DiagnosisTable.Choose(work.Platform, input.Diagnosis);
        if (diagnosis.Refusal is { } unclear)
            return unclear;
        return await Bedding.Come(work, found.Value, BedStayMove.Admit, [$"{diagnosis.Value}"], ct) is { } no
            ? no
            : await BedOutcomeLine.Commit(work, found.Value, ct);
    }
}

/// <summary>A stay as the staff of its ward handle it; whoever only sent the patient does not.</summary>
internal static class OfWard
{
    internal static async Task<Result<BedStay>> Find(Work work, Guid id, CancellationToken ct)
    {
        if (await work.Db.FindAsync<BedStay>([id], ct) is not { } stay)
            return Refusal.NotFound;
        var ward = await work.Find<Ward>(stay.Ward, ct);
        return ward.Refusal is { } refusal ? refusal : stay;
    }
}
