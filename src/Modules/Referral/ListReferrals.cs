using System.Globalization;

namespace Yihe.Referral;

/// <summary>The referrals one's institutions send or receive, newest first, by tab, person, number, other side.</summary>
internal static class ListReferrals
{
    private const int PageSize = 20;

    /// <param name="Box"><c>in</c> what comes to us, <c>out</c> what we send</param>
    /// <param name="Tab">a state, <c>open</c> or <c>all</c></param>
    internal sealed record Input(
        string Box = "in",
        string Tab = "open",
        string? Text = null,
        InstitutionId? Other = null,
        ReferralPriority? Priority = null,
        string? After = null
    );

    internal sealed record Line(
        ReferralId Id,
        string Number,
        ReferralDirection Direction,
        string State,
        string StateWords,
        ReferralPriority Priority,
        string Person,
        string PersonDetail,
        string Fact,
        string From,
        string To,
        string? Department,
        DateTimeOffset RequestedAt,
        DateTimeOffset? DueAt
    );

    internal static readonly UseCase<Input, Rows<Line>> Door = UseCase.Look<Input, Rows<Line>>(
        "referral.list",
        "查看转诊列表",
        Rights.Read,
        Run
    );

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var boxed = Boxed(work, input);
        var counts = await boxed.GroupBy(r => r.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var rows = await After(InTab(boxed, input.Tab), input.After)
            .OrderByDescending(r => r.RequestedAt)
            .ThenByDescending(r => r.Id)
            .Take(PageSize + 1)
            .ToListAsync(ct);
        var page = rows.Take(PageSize).ToList();
        var next = rows.Count > PageSize ? $"{page[^1].RequestedAt.UtcTicks.ToString(CultureInfo.InvariantCulture)}_{page[^1].Id}" : null;
        return await work.Look(
            new Rows<Line>(await Lines(work, page, ct), next, counts.ToDictionary(c => Shape.JsonName(c.Key.ToString()), c => c.Count)),
            ct
        );
    }

    private static IQueryable<Referral> Boxed(Work work, Input input)
    {
        var reach = work.Reach;
        var all = work.Db.Set<Referral>().AsNoTracking();
        all =
            input.Box == "out"
                ? all.Where(r => reach.All || reach.Institutions.Contains(r.From))
                : all.Where(r => reach.All || reach.Institutions.Contains(r.To));
        if (input.Text is { Length: > 0 } text)
            all = all.Where(r => r.Person.StartsWith(text) || r.Number == text);
        if (input.Other is { } other)
            all = input.Box == "out" ? all.Where(r => r.To == other) : all.Where(r => r.From == other);
        return input.Priority is { } priority ? all.Where(r => r.Priority == priority) : all;
    }

    private static IQueryable<Referral> InTab(IQueryable<Referral> referrals, string tab) =>
        tab switch
        {
            "all" => referrals,
            _ when Enum.TryParse<ReferralState>(tab, ignoreCase: true, out var state) => referrals.Where(r => r.State == state),
            _ => referrals.Where(r => r.EndedAt == null),
        };

    private static IQueryable<Referral> After(IQueryable<Referral> referrals, string? after)
    {
        if (after?.Split('_') is not [var ticks, var id] || !long.TryParse(ticks, out var at) || !Guid.TryParse(id, out var guid))
            return referrals;
        var (when, last) = (new DateTimeOffset(at, TimeSpan.Zero), new ReferralId(guid));
        return referrals.Where(r => r.RequestedAt < when || (r.RequestedAt == when && r.Id < last));
    }

    private static async Task<List<Line>> Lines(Work work, List<Referral> page, CancellationToken ct)
    {
        var names = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);
        var ids = page.Select(r => r.Key).ToList();
        var due = await work
            .Db.Set<Kernel.Flows.WorkItem>()
            .AsNoTracking()
            .Where(w => ids.Contains(w.Id) && w.Open)
            .ToDictionaryAsync(w => w.Id, w => w.DueAt, ct);
        return
        [
            .. page.Select(r => new Line(
                r.Id,
                r.Number,
                r.Direction,
                Shape.JsonName(r.State.ToString()),
                ReferralFlow.Of(r)[r.State].Words,
                r.Priority,
                r.Person,
                r.PersonDetail,
                r.Picture.Line,
                names[r.From],
                names[r.To],
                r.Department,
                r.RequestedAt,
                due.GetValueOrDefault(r.Key)
            )),
        ];
    }
}
