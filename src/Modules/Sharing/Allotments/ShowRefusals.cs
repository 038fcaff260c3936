namespace Yihe.Sharing.Allotments;

/// <summary>How often each institution's own system took back what it had allotted, over the last days. QJ-38, QJ-39.</summary>
public static class ShowRefusals
{
    public sealed record Input(int Days = 30);

    public sealed record Line(InstitutionId Institution, string Name, int Asked, int Refused);

    public static readonly Look<Input, Rows<Line>> Door = new("allotment.refusals", "查看院内拒绝统计", SharingRights.Oversee, Run);

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var (reach, since) = (work.Reach, work.Now.AddDays(-Math.Clamp(input.Days, 1, 366)));
        var counts = new List<(InstitutionId At, int Asked, int Refused)>();
        foreach (var kind in SharedKind.In(work))
        foreach (var asked in await kind.Asked(work, since).ToListAsync(ct))
            if (reach.All || reach.Institutions.Contains(asked.To))
                counts.Add((asked.To, asked.Times, asked.Refused));
        var names = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);
        return new Rows<Line>([
            .. counts
                .GroupBy(c => c.At)
                .Select(g => new Line(g.Key, names[g.Key], g.Sum(c => c.Asked), g.Sum(c => c.Refused)))
                .OrderByDescending(l => l.Refused),
        ]);
    }
}
