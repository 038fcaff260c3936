namespace Yihe.Interop.Rest;

/// <summary>Resources of a type are searched, page by page, with those they lead to or that lead to them where asked.</summary>
internal static class SearchRecord
{
    internal const string Page = "_page";
    private const int MostIncluded = 1_000;

    /// <param name="Asked">the parameters, whether they stood in the address or in a form</param>
    internal sealed record Input(string Type, IReadOnlyList<KeyValuePair<string, string>> Asked, string Base, bool IsStrict = false);

    /// <param name="Next">the sealed rest of the search, to be sent back as it is</param>
    internal sealed record Outcome(
        IReadOnlyList<Rendered> Matches,
        IReadOnlyList<Rendered> Included,
        int? Total,
        string? Next,
        IReadOnlyList<string> Unknown,
        IReadOnlyList<KeyValuePair<string, string>> Understood
    );

    internal static readonly Look<Input, Outcome> Door = new("record.search", "检索档案", Rights.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } denied)
            return denied;
        var (asked, after) = Continued(work.Platform, input);
        if (asked is null)
            return Outcomes.Bad("这个下一页链接已失效，请重新检索");
        var (query, refusal) = SearchQuery.Read(work.Platform, input.Type, asked, input.Base);
        if (refusal is not null)
            return refusal;
        await Persons.Unite(work, query.Conditions, ct);
        if (query.Unknown.Count > 0 && input.IsStrict)
            return Outcomes.Bad($"不支持的检索参数：{string.Join('、', query.Unknown)}");
        var found = Reachable.Among(work, query.Type, Find(work, query, after));
        var page = query.IsCountOnly ? [] : await DocumentSearch.InOrder(work.Db, found, query.Order).Take(query.Count + 1).ToListAsync(ct);
        var shown = page.Take(query.Count).ToList();
        var total =
            query.IsCountOnly || query.WantsTotal ? await Total(work, query, ct)
            : page.Count <= query.Count && after is null ? page.Count
            : (int?)null;
        var included = await Included(work, query, shown, ct);
        (work.Purpose, work.Persons) = ("record", PersonsIn(shown.Concat(included)));
        if (shown.Select(d => d.Subject).Distinct().ToList() is [{ } person])
            work.Subject = person;
        var next = page.Count > query.Count ? Sealed(work.Platform, query, shown[^1].Id) : null;
        return await work.Look(
            new Outcome(await Draw(work, shown, ct), await Draw(work, included, ct), total, next, query.Unknown, query.Understood),
            ct
        );
    }

    /// <summary>What meets the query. Whatever a step leads to must be in reach as well, or a search would tell what may not be read.</summary>
    internal static IQueryable<Document> Find(Work work, SearchQuery query, Guid? after = null)
    {
        var found = DocumentSearch.Find(work.Db, query.Type, query.Conditions, query.Order, after);
        foreach (var chain in query.Chains)
        {
            var leading = chain.Select(link => Leading(work, link)).Aggregate(Queryable.Concat);
            found = found.Where(d => leading.Contains(d.Id));
        }
        return found;
    }

    private static IQueryable<Guid> Leading(Work work, Link link)
    {
        var (fields, prefix) = (link.Fields, link.Type + "/");
        var seen = Reachable.Among(work, link.Type, DocumentSearch.Find(work.Db, link.Type, [link.Inner]));
        return from row in work.Db.Set<SearchRow>()
            join target in seen on row.Text equals prefix + target.Name
            where fields.Contains(row.Field)
            select row.Document;
    }

    /// <summary>Directory entries are of nobody.</summary>
    internal static int PersonsIn(IEnumerable<Document> shown) => shown.Select(d => d.Subject).Where(s => s is not null).Distinct().Count();

    private static Task<int> Total(Work work, SearchQuery query, CancellationToken ct) =>
        Reachable.Among(work, query.Type, Find(work, query)).CountAsync(ct);

    internal static async Task<IReadOnlyList<Rendered>> Draw(Work work, IReadOnlyList<Document> documents, CancellationToken ct)
    {
        var drawn = new List<Rendered>(documents.Count);
        foreach (var document in documents)
            drawn.Add(await Drawing.Of(work, document, ct));
        return drawn;
    }

    private static async Task<IReadOnlyList<Document>> Included(Work work, SearchQuery query, List<Document> shown, CancellationToken ct)
    {
        var all = new Dictionary<Guid, Document>();
        if (shown.Count == 0)
            return [];
        var ids = shown.Select(d => d.Id).ToList();
        foreach (var (type, parameter, target) in query.Include)
        {
            var fields = FieldsOf(type, parameter);
            var texts = await work
                .Db.Set<SearchRow>()
                .Where(r => ids.Contains(r.Document) && fields.Contains(r.Field) && r.Text != null)
                .Select(r => r.Text!)
                .Distinct()
                .Take(MostIncluded)
                .ToListAsync(ct);
            foreach (
                var led in texts
                    .Where(t => t.Split('/').Length == 2)
                    .GroupBy(t => t.Split('/')[0])
                    .Where(g => target is null || g.Key == target)
            )
                await Add(work, led.Key, new Condition.Named([.. led.Select(t => t.Split('/')[1])]), all, ct);
        }
        foreach (var (type, parameter, _) in query.RevInclude)
        {
            var rows = from field in FieldsOf(type, parameter) from d in shown select (field, new Test($"{d.Type}/{d.Name}"));
            await Add(work, type, new Condition.Has([.. rows]), all, ct);
        }
        return [.. all.Values.Where(d => !ids.Contains(d.Id))];
    }

    private static async Task Add(Work work, string type, Condition condition, Dictionary<Guid, Document> all, CancellationToken ct)
    {
        if (!Definitions.R4.Own.IsResource(type))
            return;
        var found = Reachable.Among(work, type, DocumentSearch.Find(work.Db, type, [condition]));
        foreach (var document in await found.OrderBy(d => d.Id).Take(MostIncluded).ToListAsync(ct))
            all[document.Id] = document;
    }

    private static List<string> FieldsOf(string type, string parameter) =>
        [.. Definitions.R4.Own.Search[type].Parameters[parameter].Fields.Select(f => f.Name)];

    /// <summary>A link to a next page names nobody: what was asked travels sealed.</summary>
    private static string Sealed(Platform platform, SearchQuery query, Guid last)
    {
        var rest = JsonSerializer.Serialize(new Rest(last, query.Type, [.. query.Understood.Select(u => new[] { u.Key, u.Value })]));
        return System.Buffers.Text.Base64Url.EncodeToString(platform.Vault.EncryptText(rest, "fhir.page"));
    }

    private sealed record Rest(Guid Last, string Type, string[][] Asked);

    private static (IReadOnlyList<KeyValuePair<string, string>>? Asked, Guid? After) Continued(Platform platform, Input input)
    {
        if (input.Asked.FirstOrDefault(a => a.Key == Page).Value is not { } link)
            return (input.Asked, null);
        try
        {
            var rest = JsonSerializer.Deserialize<Rest>(
                platform.Vault.DecryptText(System.Buffers.Text.Base64Url.DecodeFromChars(link), "fhir.page")
            )!;
            return rest.Type == input.Type ? ([.. rest.Asked.Select(a => KeyValuePair.Create(a[0], a[1]))], rest.Last) : (null, null);
        }
        catch (Exception e)
            when (e is FormatException or System.Security.Cryptography.CryptographicException or ArgumentException or OverflowException)
        {
            return (null, null);
        }
    }
}
