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
        [property: Mark] string? After = null
    );

    /// <summary>In a list the person and the fact that decides stand beside it.</summary>
    internal sealed record Row(ReferralLine Referral, string Person, string PersonDetail, string Fact);

    internal static readonly Look<Input, Rows<Row>> Door = new("referral.list", "查看转诊列表", Rights.Read, Run);

    private static async Task<Result<Rows<Row>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var boxed = Boxed(work, input);
        var counts = new Dictionary<string, int>();
        foreach (var state in Enum.GetValues<ReferralState>())
            counts[Shape.JsonName(state.ToString())] = await boxed.Where(r => r.State == state).CountSome(ct);
        var rows = await After(InTab(boxed, input.Tab), input.After)
            .OrderByDescending(r => r.RequestedAt)
            .ThenByDescending(r => r.Id)
            .Take(PageSize + 1)
            .ToListAsync(ct);
        var page = rows.Take(PageSize).ToList();
        var next = rows.Count > PageSize ? $"{new PageMark(page[^1].RequestedAt, page[^1].Id.Value)}" : null;
        var lines = await ReferralLine.Of(work, page, ct);
        var isClosed = await Closed.To(work, page, ct);
        var shown = page.Zip(lines, (r, line) => new Row(line, r.Person, r.PersonDetail, (isClosed(r) ? Closed.Picture : r.Picture).Line));
        return await work.Look(new Rows<Row>([.. shown], next, counts), ct);
    }

    private static IQueryable<Referral> Boxed(Work work, Input input)
    {
        var (reach, sent) = (work.Reach, input.Box == "out");
        var all = work.Db.Set<Referral>().AsNoTracking();
        if (reach.Only is { } own)
            all = sent ? all.Where(r => r.From == own) : all.Where(r => r.To == own);
        else if (!reach.All)
            all = sent ? all.Where(r => reach.Institutions.Contains(r.From)) : all.Where(r => reach.Institutions.Contains(r.To));
        if (input.Text is { Length: > 0 } text)
            all = Named(all, text);
        if (input.Other is { } other)
            all = sent ? all.Where(r => r.To == other) : all.Where(r => r.From == other);
        return input.Priority is { } priority ? all.Where(r => r.Priority == priority) : all;
    }

    /// <summary>By number, or by how the name begins; naming every state lets the index of side, state and name be read in any tab.</summary>
    private static IQueryable<Referral> Named(IQueryable<Referral> referrals, string text)
    {
        if (text.Any(char.IsAsciiDigit))
            return referrals.Where(r => r.Number == text);
        var (states, end) = (Enum.GetValues<ReferralState>(), Prefix.End(text));
        return referrals.Where(r => states.Contains(r.State) && string.Compare(r.Person, text) >= 0 && string.Compare(r.Person, end) < 0);
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
        if (PageMark.Read(after) is not ({ } when, var id))
            return referrals;
        var last = new ReferralId(id);
        return referrals.Where(r => r.RequestedAt < when || (r.RequestedAt == when && r.Id < last));
    }
}
