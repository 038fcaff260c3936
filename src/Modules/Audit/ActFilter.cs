namespace Yihe.Audit;

/// <summary>Which acts are looked for; without days, those of the last week.</summary>
/// <param name="Who">a login, a name, or the name of a system</param>
/// <param name="Code">a reason or purpose</param>
/// <param name="Subject">the person an act is about</param>
internal sealed record ActFilter(
    [property: Display(Name = "起始日")] DateOnly? From = null,
    [property: Display(Name = "截止日")] DateOnly? To = null,
    [property: Display(Name = "人员"), AtMost(64)] string? Who = null,
    [property: Display(Name = "机构")] InstitutionId? Institution = null,
    [property: Display(Name = "事项"), AtMost(64)] string? UseCase = null,
    [property: Display(Name = "结果")] ActOutcome? Outcome = null,
    [property: Display(Name = "代码"), AtMost(64)] string? Code = null,
    Guid? Subject = null,
    [property: Mark] string? After = null
)
{
    private const int UsualDays = 7;
    private const int MostPeople = 500;

    internal static DateOnly UsualFrom(DateOnly today) => today.AddDays(1 - UsualDays);

    /// <summary>The acts asked for, newest first, from where the page before ended.</summary>
    internal async Task<IQueryable<Act>> In(Work work, CancellationToken ct)
    {
        var from = (From ?? UsualFrom(work.Today)).Start();
        var until = (To ?? work.Today).AddDays(1).Start();
        var reach = work.Reach;
        var acts = work
            .Db.Set<Act>()
            .AsNoTracking()
            .Where(a => a.At >= from && a.At < until && (reach.All || reach.Institutions.Contains(a.Institution)))
            .Where(a => (Institution == null || a.Institution == Institution) && (UseCase == null || a.UseCase == UseCase))
            .Where(a => (Outcome == null || a.Outcome == Outcome) && (Subject == null || a.Subject == Subject))
            .Where(a => Code == null || a.ReasonCode == Code || a.Purpose == Code);
        if (Who?.Trim() is { Length: > 0 } who)
        {
            var people = await AccountDirectory.Named(work, who, MostPeople, ct);
            var (actors, entities) = (people.ConvertAll(p => (AccountId?)p), people.ConvertAll(p => (Guid?)p.Value));
            acts = acts.Where(a =>
                actors.Contains(a.Account) || (a.Account == null && (a.Agent!.Contains(who) || entities.Contains(a.EntityId)))
            );
        }
        return Later(acts).OrderByDescending(a => a.At).ThenByDescending(a => a.Id);
    }

    private IQueryable<Act> Later(IQueryable<Act> acts)
    {
        if (PageMark.Read(After) is not ({ } when, var last))
            return acts;
        return acts.Where(a => a.At < when || (a.At == when && a.Id < last));
    }
}
