using Yihe.Interop.Definitions;

namespace Yihe.Interop.Rest;

/// <summary>A transaction on its way: first every entry gets the document it is about, so that all references can be resolved; then all are written.</summary>
internal sealed class Transaction(Work work, string address)
{
    private readonly List<Plan> plans = [];
    private readonly Dictionary<string, string> references = [];
    private readonly Dictionary<string, Guid?> persons = [];
    private readonly HashSet<string> targets = [];

    private sealed record Plan(Entry Entry, string Name, Document? Known, bool Stays = false);

    internal List<Document> Written { get; } = [];

    /// <summary>The documents there are under the names of the entries, where they were read before all at once.</summary>
    internal IReadOnlyDictionary<(string Type, string Name), Document>? Given { get; init; }

    /// <summary>Those that were there already, and were answered as they are.</summary>
    private readonly List<Document> shown = [];

    /// <summary>The person all of it is about, where it is about one.</summary>
    internal Guid? Only =>
        Written.Concat(shown).Select(d => d.Subject).Where(s => s is not null).Distinct().ToList() is [var one] ? one : null;

    /// <summary>It is there already and says the same; what else is written may refer to it.</summary>
    internal void Stays(Document known)
    {
        shown.Add(known);
        if (known.Type == "Patient")
            persons[$"Patient/{known.Name}"] = known.Subject;
    }

    internal async Task<Refusal?> Prepare(IReadOnlyList<Entry> entries, CancellationToken ct)
    {
        if (!work.Db.IsSqlite && entries.Any(e => e.Condition is not null || e.IfNoneExist is not null))
            await work.Db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(hashtext('fhir conditions'))", ct); // two at once would both find nothing
        foreach (var entry in entries)
        {
            var (plan, refusal) = await PlanOf(entry, ct);
            if (refusal is not null)
                return refusal;
            plans.Add(plan);
            if (!plan.Stays && !targets.Add($"{entry.Type}/{plan.Name}"))
                return Outcomes.Bad($"{entry.At}同一份资源 {entry.Type}/{plan.Name} 在一次事务里只能写一次");
            if (entry.FullUrl is { Length: > 0 } url && !references.TryAdd(url, $"{entry.Type}/{plan.Name}"))
                return Outcomes.Bad($"{entry.At}fullUrl 重复：{url}");
        }
        return null;
    }

    private async Task<Result<Plan>> PlanOf(Entry entry, CancellationToken ct)
    {
        if (entry.IfNoneExist is { } condition)
        {
            var (known, refusal) = await One(entry.Type, condition, ct);
            return refusal is not null ? refusal
                : known is null ? new Plan(entry, NewName(), null)
                : new Plan(entry, known.Name, known, Stays: true);
        }
        if (entry.Condition is { } which)
        {
            var (known, refusal) = await One(entry.Type, which, ct);
            return refusal is not null
                ? refusal
                : new Plan(entry, known?.Name ?? NewName(), known, known is null && entry.Method == "DELETE");
        }
        if (entry.Name is not { } name)
            return new Plan(entry, NewName(), null);
        var found = Given is null ? await DocumentStore.Find(work, entry.Type, name, ct) : Given.GetValueOrDefault((entry.Type, name));
        if (found is not null && (found.State == DocumentState.Own || found.Institution != work.Actor.Institution))
            return Refusal.Conflict("not-yours", $"{entry.At}{entry.Type}/{name} 由其他来源登记，不能由您的系统改写；请另用编号");
        return new Plan(entry, name, found);
    }

    private string NewName() => work.NewId().ToString();

    /// <summary>The one of the institution's own documents that a condition means.</summary>
    private async Task<Result<Document?>> One(string type, string condition, CancellationToken ct)
    {
        var asked = Queries.Read(condition);
        var (query, refusal) = SearchQuery.Read(work.Platform, type, asked, address);
        if (refusal is not null)
            return refusal;
        if (query.Unknown.Count > 0 || query.Conditions.Count + query.Chains.Count == 0)
            return Outcomes.Bad($"条件里有不支持的参数：{string.Join('、', query.Unknown)}");
        var own = work.Actor.Institution;
        var ids = await SearchRecord
            .Find(work, query)
            .Where(d => d.Institution == own && d.State == DocumentState.Kept)
            .Select(d => d.Name)
            .Take(2)
            .ToListAsync(ct);
        return ids.Count switch
        {
            0 => (Document?)null,
            1 => await DocumentStore.Find(work, type, ids[0], ct),
            _ => Refusal.Conflict("multiple-matches", "符合条件的不止一份，请把条件写得更准"),
        };
    }

    internal async Task<Result<IReadOnlyList<Written>>> Write(CancellationToken ct)
    {
        var written = new Written[plans.Count];
        foreach (var (plan, index) in plans.Select((p, i) => (p, i)).OrderBy(p => Rank(p.p)))
        {
            var (done, refusal) = await Write(plan, ct);
            if (refusal is not null)
                return refusal;
            written[index] = done;
        }
        return written;
    }

    /// <summary>Deletions first; persons before what is about them.</summary>
    private static int Rank(Plan plan) =>
        plan.Entry.Method == "DELETE" ? 0
        : plan.Entry.Type == "Patient" ? 1
        : 2;

    private async Task<Result<Written>> Write(Plan plan, CancellationToken ct)
    {
        var (entry, known) = (plan.Entry, plan.Known);
        if (plan.Stays)
            return known is null ? new Written(204, entry.Type, plan.Name, 0, work.Now, []) : Shown(known);
        if (entry.IfMatch is { } expected && expected != known?.Version)
            return Outcomes.Precondition(
                $"{entry.At}If-Match 要求的是第 {expected} 版，现在是第 {known?.Version ?? 0} 版；请重新读取后再改"
            );
        if (entry.Method == "DELETE")
            return await Delete(plan, ct);
        var (body, refusal) = await Resolved(entry, ct);
        if (refusal is not null)
            return refusal;
        using var resource = JsonDocument.Parse(body, Rendering.Reading);
        if (entry.Name is { } name && Extractor.TextOf(resource.RootElement, "id") is var id && id != name)
            return Outcomes.Bad($"{entry.At}资源里的 id（{id ?? "没有"}）应与地址里的 {name} 相同");
        var filing = await File(plan, body, resource.RootElement, ct);
        var isNew = known is null;
        if (known is null)
            known = DocumentStore.Create(work, entry.Type, plan.Name, filing);
        else
            await DocumentStore.Replace(work, known, filing, ct);
        Written.Add(known);
        if (known.Type == "Patient")
            persons[$"Patient/{known.Name}"] = known.Subject;
        var version = known.Version + 1;
        return new Written(isNew ? 201 : 200, entry.Type, plan.Name, version, work.Now, Rendering.Resource(body, known, version, work.Now));
    }

    /// <summary>What is there already, as it is, to who wrote it and may read.</summary>
    private Written Shown(Document known)
    {
        var body = Array.Empty<byte>();
        if (known.Institution == work.Actor.Institution && work.Actor.May(Rights.Read, new AtInstitution(known.Institution)))
        {
            shown.Add(known);
            body = Rendering.Resource(DocumentStore.Read(work.Platform.Vault, known), known, known.Version, known.At);
        }
        return new Written(200, known.Type, known.Name, known.Version, known.At, body);
    }

    private async Task<Result<Written>> Delete(Plan plan, CancellationToken ct)
    {
        if (plan.Known is not { State: DocumentState.Kept } known)
            return new Written(204, plan.Entry.Type, plan.Name, plan.Known?.Version ?? 0, work.Now, []);
        await DocumentStore.Remove(work, known, ct);
        Written.Add(known);
        return new Written(204, plan.Entry.Type, plan.Name, known.Version + 1, work.Now, []);
    }

    private async Task<Filing> File(Plan plan, byte[] body, JsonElement resource, CancellationToken ct)
    {
        var type = plan.Entry.Type;
        var terms = Extractor.Read(work.Platform.Vault, type, resource);
        if (type == "Patient")
            return new Filing(
                body,
                await Person.Of(work, plan.Entry.Called ?? (Person.System, plan.Name, null), resource, ct),
                terms,
                IsPerson: true
            );
        var whose = R4.Own.Search[type].Compartment;
        var patient = terms
            .FirstOrDefault(t => whose.Contains(t.Field) && t.Text is { } to && to.StartsWith("Patient/", StringComparison.Ordinal))
            .Text;
        return new Filing(body, patient is null ? null : await PersonOf(patient, ct), terms);
    }

    private async Task<Guid?> PersonOf(string reference, CancellationToken ct)
    {
        if (persons.TryGetValue(reference, out var known))
            return known;
        var name = reference["Patient/".Length..];
        var patient = await DocumentStore.Find(work, "Patient", name, ct);
        // whoever may not see the person adds nothing to their record
        var isSeen = patient is not null && work.Reach.Covers(await Reachable.Of(work, patient, ct));
        return persons[reference] = isSeen ? patient!.Subject : null;
    }

    /// <summary>The body with references to other entries, and those by condition, made references to documents.</summary>
    private async Task<Result<byte[]>> Resolved(Entry entry, CancellationToken ct)
    {
        var conditional = new Dictionary<string, string>();
        foreach (var reference in References.Conditional(entry.Body!))
        {
            var parts = reference.Split('?', 2);
            if (!R4.Own.IsResource(parts[0]))
                continue;
            var (one, refusal) = await Met(parts[0], parts[1], ct);
            if (refusal is not null)
                return refusal;
            if (one is null)
                return Outcomes.Precondition($"{entry.At}条件引用 {parts[0]}?… 没有找到对应的资源");
            conditional[reference] = $"{parts[0]}/{one}";
        }
        return References.Rewrite(entry.Body!, address, conditional.Count > 0 ? conditional.Concat(references).ToDictionary() : references);
    }

    private readonly Dictionary<string, string?> met = [];

    private async Task<Result<string?>> Met(string type, string condition, CancellationToken ct)
    {
        if (met.TryGetValue($"{type}?{condition}", out var known))
            return known;
        var (one, refusal) = await One(type, condition, ct);
        return refusal is not null ? refusal : met[$"{type}?{condition}"] = one?.Name;
    }
}
