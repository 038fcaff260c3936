namespace Yihe.MasterIndex.Merging;

/// <summary>Two residents side by side before anybody decides; without the second, who is like the first.</summary>
internal static class CompareResidents
{
    private const int MostAlike = 100;
    private const int MostShown = 8;

    /// <summary>Less likely ones are not worth a look, once enough was learned to tell.</summary>
    private const double Least = 0.01;

    internal sealed record Input(
        [property: Display(Name = "健康码"), AtMost(20)] string? Stays = null,
        [property: Display(Name = "另一个健康码"), AtMost(20)] string? Goes = null
    );

    /// <param name="First">the resident of the first code</param>
    /// <param name="Beside">both, where both codes were given</param>
    /// <param name="Alike">who may be the same person as the first, the likeliest first</param>
    internal sealed record Outcome(Side? First, Beside? Beside, IReadOnlyList<Beside> Alike);

    internal static readonly Look<Input, Outcome> Door = new("merge.compare", "对照两位居民", Rights.Merge, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } denied)
            return denied;
        work.Purpose = "index";
        if (Code(input.Stays) is not { } code)
            return await work.Look(new Outcome(null, null, []), ct);
        if (await InReach(work, code, ct) is not { } first)
            return Unknown("stays", code);
        work.Subject = first.Id.Value;
        if (Code(input.Goes) is not { } other)
        {
            var alike = await Alike(work, first, ct);
            work.Persons = alike.Count + 1;
            return await work.Look(new Outcome(await Side.Of(work, first, ct), null, alike), ct);
        }
        if (await InReach(work, other, ct) is not { } second)
            return Unknown("goes", other);
        if (second.Id == first.Id)
            return Refusal.Conflict("same-resident", "两个健康码已是同一位居民，不必合并");
        work.Persons = 2;
        var beside = await Beside.Of(work, first, second, ct);
        return await work.Look(new Outcome(beside.Stays, beside, []), ct);
    }

    /// <summary>Null as well where nobody within reach cares for whoever has the code.</summary>
    private static async Task<ResidentTraits?> InReach(Work work, string code, CancellationToken ct) =>
        await ResidentIndex.WithHealthCode(work, code, ct) is { } found && await MergeResidents.IsInReach(work, found.Id, ct)
            ? found
            : null;

    private static Refusal Unknown(string field, string code) =>
        Refusal.Invalid(field, $"没有健康码 {code} 的居民，或本医共体没有机构在照护，请核对后重新输入");

    private static string? Code(string? typed) => typed?.Trim().ToUpperInvariant() is { Length: > 0 } code ? code : null;

    private static async Task<IReadOnlyList<Beside>> Alike(Work work, ResidentTraits first, CancellationToken ct)
    {
        var hints = new ResidentHints(first.IdentityNumber, null, first.Name, first.BirthDate, first.Phone);
        var others = (await ResidentIndex.Alike(work, hints, MostAlike, ct)).Where(r => r.Id != first.Id && r.Stays == r.Id).ToList();
        if (others.Count == 0)
            return [];
        var learned = await Comparing.Of(work, ct);
        var weighed = learned.Yardstick.Weigh(Comparing.Texts(first), [.. others.Select(Comparing.Texts)]);
        var likely = others
            .Zip(weighed)
            .Where(o => o.Second.Probability >= Least || !learned.IsEnough)
            .OrderByDescending(o => o.Second.Probability)
            .Select(o => o.First);
        var alike = new List<Beside>();
        foreach (var other in likely)
            if (alike.Count < MostShown && await MergeResidents.IsInReach(work, other.Id, ct))
                alike.Add(await Beside.Of(work, first, other, ct));
        return alike;
    }
}

/// <summary>The merges of one's own institution, the newest first.</summary>
internal static class ListMerges
{
    private const int PageSize = 20;

    internal sealed record Input(MergeState Tab = MergeState.Merged, [property: Mark] string? After = null);

    internal sealed record Line(
        ResidentId Id,
        string Stays,
        string Goes,
        string StaysCode,
        string GoesCode,
        string Reason,
        DateTimeOffset At
    );

    internal static readonly Look<Input, Rows<Line>> Door = new("merge.list", "查看居民合并清单", Rights.Merge, Run);

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var (reach, merges) = (work.Reach, work.Db.Set<Merge>().AsNoTracking());
        if (!reach.All)
            merges = merges.Where(m => reach.Institutions.Contains(m.Office));
        var counts = new Dictionary<string, int>();
        foreach (var state in Enum.GetValues<MergeState>())
            counts[Shape.JsonName(state.ToString())] = await merges.Where(m => m.State == state).CountSome(ct);
        var page = merges.Where(m => m.State == input.Tab);
        if (PageMark.Read(input.After) is { } mark && await work.Db.FindAsync<Merge>([new ResidentId(mark.Id)], ct) is { } last)
            page = page.Where(m => m.No < last.No);
        var found = await page.OrderByDescending(m => m.No).Take(PageSize + 1).ToListAsync(ct);
        var lines = new List<Line>();
        foreach (var merge in found.Take(PageSize))
            lines.Add(await Of(work, merge, ct));
        (work.Purpose, work.Persons) = ("index", lines.Count);
        return await work.Look(
            new Rows<Line>(lines, found.Count > PageSize ? $"{new PageMark(lines[^1].At, lines[^1].Id.Value)}" : null, counts),
            ct
        );
    }

    private static async Task<Line> Of(Work work, Merge m, CancellationToken ct)
    {
        var (stays, goes) = ((await ResidentIndex.Find(work, m.Stays, ct))!, (await ResidentIndex.Find(work, m.Id, ct))!);
        return new(m.Id, stays.Name, goes.Name, stays.HealthCode, goes.HealthCode, m.Reason, m.At);
    }
}

/// <summary>One merge, both residents beside each other.</summary>
internal static class ShowMerge
{
    internal sealed record Input(ResidentId Id);

    internal sealed record Outcome(
        ResidentId Id,
        int Version,
        MergeState State,
        string Reason,
        DateTimeOffset At,
        string? By,
        Beside Beside
    );

    internal static readonly Look<Input, Outcome> Door = new("merge.show", "查看居民合并", Rights.Merge, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (merge, refusal) = await work.Find<Merge>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        var (stays, goes) = ((await ResidentIndex.Find(work, merge.Stays, ct))!, (await ResidentIndex.Find(work, merge.Id, ct))!);
        (work.Purpose, work.Persons) = ("index", 2);
        var by = merge.By is { } account ? await AccountDirectory.NameOf(work, account, ct) : null;
        var beside = await Beside.Of(work, stays, goes, ct);
        return await work.Look(new Outcome(merge.Id, merge.Version, merge.State, merge.Reason, merge.At, by, beside), ct);
    }
}
