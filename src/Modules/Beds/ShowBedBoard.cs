namespace Yihe.Beds;

/// <summary>The wards of all members and what is left in each; their beds are on the map of one ward. QJ-39, GZ-49.</summary>
internal static class ShowBedBoard
{
    internal sealed record Input(InstitutionId? Institution = null, string? Department = null, WardKind? Kind = null);

    internal static readonly Look<Input, Rows<WardCounts.Line>> Door = new("bed.board", "查看床位池", Rights.ReadBeds, Run);

    private static async Task<Result<Rows<WardCounts.Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var wards = work.Db.Set<Ward>().AsNoTracking();
        if (input.Department is { Length: > 0 } department)
            wards = wards.Where(w => w.Department == department);
        if (input.Kind is { } kind)
            wards = wards.Where(w => w.Kind == kind);
        var found = (await wards.OrderBy(w => w.Code).ToListAsync(ct))
            .Where(w => input.Institution is not { } at || w.Parties.Contains(at))
            .ToList();
        return new Rows<WardCounts.Line>(await WardCounts.Of(work, found, work.Actor.Institution, ct));
    }
}
