namespace Yihe.Residents;

/// <summary>Finds residents within reach by what people have at hand; those one's own institution cares for come first.</summary>
internal static class SearchResidents
{
    private const int PageSize = 20;

    /// <summary>So many beyond one's own institution that only another word helps.</summary>
    private const int TooMany = 10;

    internal sealed record Input(string? Text = null, string? After = null);

    internal static readonly Look<Input, Rows<ResidentCard>> Door = new("resident.search", "查找居民", Rights.Read, Run);

    private static async Task<Result<Rows<ResidentCard>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var (found, advice) = await Find(work, input.Text, input.After, PageSize + 1, ct);
        var page = found.Take(PageSize).ToList();
        var shown = await OnePerson.Once(work, page, ct);
        return await work.Look(
            new Rows<ResidentCard>([.. shown.Select(r => ResidentCard.Of(work, r))], found.Count > PageSize ? $"{page[^1].Id}" : null)
            {
                Advice = advice,
            },
            ct
        );
    }

    /// <summary>The first so many after a row: those of one's own institution, then the others within reach.</summary>
    internal static async Task<(IReadOnlyList<Resident> Found, string? Advice)> Find(
        Work work,
        string? typed,
        string? after,
        int most,
        CancellationToken ct
    )
    {
        var query = ResidentQuery.Read(typed, work.Today.Year);
        var own = new Reach(false, [work.Actor.Institution], work.Actor.Account);
        var last = Guid.TryParse(after, out var id) ? await work.Db.FindAsync<Resident>([new ResidentId(id)], ct) : null;
        var isWider = work.Reach.All || work.Reach.Institutions.Count > 1;
        var beyondOwn = isWider && last is not null && !await ResidentDirectory.CaresFor(work, last.Id, ct);
        var found = beyondOwn ? [] : await Page(query, query.Of(ResidentDirectory.Within(work, own), work), last, most, ct);
        if (!isWider || found.Count == most)
            return (found, null);
        var others = query.Of(ResidentDirectory.Beyond(work, work.Reach), work);
        var more = await Page(query, others, beyondOwn ? last : null, Math.Max(most - found.Count, TooMany + 1), ct);
        return query.IsBareTail && more.Count > TooMany
            ? (found, "本机构以外符合的人太多，请再加姓氏、出生年份，或输入后 6 位")
            : ([.. found, .. more.Take(most - found.Count)], null);
    }

    /// <summary>By reading; whoever typed initials meets first those who have just these.</summary>
    private static Task<List<Resident>> Page(
        ResidentQuery query,
        IQueryable<Resident> residents,
        Resident? last,
        int most,
        CancellationToken ct
    )
    {
        var byInitials = query.IsLetters;
        if (last is not null)
            residents = residents.Where(r =>
                (byInitials && string.Compare(r.Initials, last.Initials) > 0)
                || (
                    (!byInitials || r.Initials == last.Initials)
                    && (
                        string.Compare(r.Pinyin, last.Pinyin) > 0
                        || (r.Pinyin == last.Pinyin && string.Compare(r.HealthCode, last.HealthCode) > 0)
                    )
                )
            );
        var ordered = byInitials ? residents.OrderBy(r => r.Initials).ThenBy(r => r.Pinyin) : residents.OrderBy(r => r.Pinyin);
        return ordered.ThenBy(r => r.HealthCode).Take(most).ToListAsync(ct);
    }
}
