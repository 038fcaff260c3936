using Yihe.Access.Appointments;
using Yihe.Access.Wards;

namespace Yihe.Access.Allotments;

/// <summary>How often each institution's own system took back what it had allotted, over the last days. QJ-38, QJ-39.</summary>
internal static class ShowRefusals
{
    internal sealed record Input(int Days = 30);

    internal sealed record Line(InstitutionId Institution, string Name, int Asked, int Refused);

    internal static readonly UseCase<Input, Rows<Line>> Door = UseCase.Look<Input, Rows<Line>>(
        "allotment.refusals",
        "查看院内拒绝统计",
        Rights.Oversee,
        Run
    );

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var (reach, since) = (work.Reach, work.Now.AddDays(-Math.Clamp(input.Days, 1, 366)));
        var times = work
            .Db.Set<Appointment>()
            .Where(a => a.Selling == Selling.Allotted && a.StartsAt > since && (reach.All || reach.Institutions.Contains(a.To)))
            .Select(a => new { a.To, a.RefusedAt });
        var beds = work
            .Db.Set<BedStay>()
            .Where(s => s.Selling == Selling.Allotted && s.AskedAt > since && (reach.All || reach.Institutions.Contains(s.To)))
            .Select(s => new { s.To, s.RefusedAt });
        var counts = await times
            .Concat(beds)
            .GroupBy(a => a.To)
            .Select(g => new
            {
                g.Key,
                Asked = g.Count(),
                Refused = g.Count(a => a.RefusedAt != null),
            })
            .ToListAsync(ct);
        var names = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);
        return new Rows<Line>([.. counts.OrderByDescending(c => c.Refused).Select(c => new Line(c.Key, names[c.Key], c.Asked, c.Refused))]);
    }
}
