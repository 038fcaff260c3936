namespace Yihe.Beds;

/// <summary>Begins to find a bed for a resident: who it is.</summary>
internal static class StartBed
{
    internal sealed record Input(ResidentId Resident);

    internal static readonly Look<Input, ResidentCard> Door = new("bed.start", "准备安排床位", Rights.Book, Run);

    private static async Task<Result<ResidentCard>> Run(Work work, Input input, CancellationToken ct)
    {
        var resident = await ResidentDirectory.Find(work, input.Resident, ct);
        return resident.Refusal is { } unknown ? unknown : await work.Look(resident.Value, ct);
    }
}
