using Yihe.Kernel.Records;

namespace Yihe.Residents;

/// <summary>Somebody to be registered with many others.</summary>
/// <param name="At">the institution that looks after them from now on</param>
/// <param name="Signed">the family-doctor team they signed with there; null where they did not</param>
public sealed record Newcomer(
    IdentityNumber Identity,
    string Name,
    PhoneNumber? Phone,
    string? Address,
    string? Allergy,
    InstitutionId At,
    Signed? Signed
);

/// <summary>Whom somebody signed with, and since when.</summary>
public sealed record Signed(string Team, DateOnly From);

/// <summary>Somebody a list brought, as their institution asks for them.</summary>
public sealed record Brought(ResidentId Id, string Name, string HealthCode, InstitutionId At);

/// <summary>The door for those who bring in many residents at once (批量登记), by the rules of registering one, and may take them back.</summary>
public static class ResidentRegister
{
    private const int Chunk = 500;

    /// <summary>What is written of somebody when they are registered; everything else was written later.</summary>
    private static readonly string[] Own = [nameof(Resident), nameof(CareRelation)];

    /// <summary>Those of the numbers that are registered, with the name they are registered by.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Known(Work work, IEnumerable<string> numbers, CancellationToken ct)
    {
        var vault = work.Platform.Vault;
        var indexes = numbers
            .SelectMany(n => vault.Indexes("identity", n).Select(i => (Index: i, Number: n)))
            .ToDictionary(i => i.Index, i => i.Number);
        var known = new Dictionary<string, string>();
        foreach (var chunk in indexes.Keys.Chunk(Chunk))
        foreach (
            var found in await work
                .Db.Set<Resident>()
                .Where(r => chunk.Contains(r.IdentityIndex))
                .Select(r => new { r.IdentityIndex, r.Name })
                .ToListAsync(ct)
        )
            known[indexes[found.IdentityIndex]] = found.Name;
        return known;
    }

    /// <summary>How many residents bear a name and were born on a day, for those that anybody does.</summary>
    public static async Task<IReadOnlyDictionary<(string Name, DateOnly Birth), int>> Alike(
        Work work,
        IEnumerable<(string Name, DateOnly Birth)> asked,
        CancellationToken ct
    )
    {
        var alike = new Dictionary<(string, DateOnly), int>();
        foreach (var chunk in asked.Distinct().Chunk(Chunk))
        {
            var (names, births) = (chunk.Select(a => a.Name).Distinct().ToList(), chunk.Select(a => a.Birth).Distinct().ToList());
            var found = await work
                .Db.Set<Resident>()
                .Where(r => names.Contains(r.Name) && births.Contains(r.BirthDate))
                .Select(r => new { r.Name, r.BirthDate })
                .ToListAsync(ct);
            foreach (var same in found.GroupBy(f => (f.Name, f.BirthDate)))
                alike[same.Key] = same.Count();
        }
        return alike;
    }

    /// <summary>How long a signing of today lasts.</summary>
    public static int SignedMonths(Work work) => (int)work.Platform.Blueprints.At<ResidentsSection>(work.Now).SignedMonths;

    /// <summary>Registers them, each where they belong and with an act of their own; of none a number may be known.</summary>
    public static async Task Register(Work work, Guid batch, IReadOnlyList<Newcomer> newcomers, CancellationToken ct)
    {
        var codes = await RegisterResident.HealthCodes(work, newcomers.Count, ct);
        var months = SignedMonths(work);
        foreach (var (newcomer, code) in newcomers.Zip(codes))
        {
            var resident = work.Add(Resident.Create(work.Platform, code, newcomer.Name, newcomer.Identity, batch));
            resident.Describe(work.Platform.Vault, newcomer.Phone, newcomer.Address, newcomer.Allergy);
            var relations = new List<CareRelation>
            {
                ResidentDirectory.NewRelation(work, resident.Id, newcomer.At, CareKind.Registered, null),
            };
            ResidentFacts.Registered(work, resident, newcomer.At);
            if (newcomer.Signed is { } signed)
            {
                resident.Sign(signed.Team, newcomer.At, signed.From, signed.From.AddMonths(months));
                relations.Add(ResidentDirectory.NewRelation(work, resident.Id, newcomer.At, CareKind.Signed, null));
                ResidentFacts.Signed(work, resident, months, signed.From == work.Today ? work.Now : signed.From.Start());
            }
            foreach (var relation in relations)
                work.Add(relation);
            work.Each(resident, resident.Key, [.. relations]);
        }
    }

    /// <summary>Takes back whoever of a batch nothing was written about since; how many.</summary>
    /// <param name="registering">the use case that registered them</param>
    public static async Task<int> TakeBack(Work work, Guid batch, string registering, CancellationToken ct)
    {
        var written = await WrittenAbout(work, batch, registering, ct);
        var going = (await work.Db.Set<Resident>().Where(r => r.Batch == batch).ToListAsync(ct))
            .Where(r => !written.Contains(r.Key))
            .ToList();
        foreach (var chunk in going.Chunk(Chunk))
        {
            var (ids, keys) = (chunk.Select(r => r.Id).ToList(), chunk.Select(r => r.Key).ToList());
            var relations = (await work.Db.Set<CareRelation>().Where(c => ids.Contains(c.Resident)).ToListAsync(ct)).ToLookup(c =>
                c.Resident
            );
            await DocumentStore.RemoveFaces(work, keys, ct);
            foreach (var resident in chunk)
            {
                resident.TakeBack(work.Now);
                foreach (var relation in relations[resident.Id])
                    relation.EndAt(work.Now);
                work.Each(resident, resident.Key, [.. relations[resident.Id]]);
            }
            await ResidentFacts.NotRegistered(work, chunk, ct);
        }
        return going.Count;
    }

    /// <summary>Those a list brought and who are registered still, in the order they came.</summary>
    /// <param name="after">the last one told before</param>
    public static async Task<IReadOnlyList<Brought>> Of(Work work, Guid batch, Guid? after, int most, CancellationToken ct)
    {
        var brought = work.Db.Set<Resident>().AsNoTracking().Where(r => r.Batch == batch);
        if (after is { } told)
        {
            var id = new ResidentId(told);
            var last = await brought.IgnoreQueryFilters().Where(r => r.Id == id).Select(r => r.HealthCode).FirstOrDefaultAsync(ct);
            brought = brought.Where(r => string.Compare(r.HealthCode, last) > 0);
        }
        var page = await brought.OrderBy(r => r.HealthCode).Take(most).ToListAsync(ct);
        var ids = page.Select(r => r.Id).ToList();
        var homes = await work
            .Db.Set<CareRelation>()
            .Where(c => ids.Contains(c.Resident) && c.Kind == CareKind.Registered)
            .OrderBy(c => c.At)
            .Select(c => new { c.Resident, c.Institution })
            .ToListAsync(ct);
        var home = homes.GroupBy(h => h.Resident).ToDictionary(g => g.Key, g => g.First().Institution);
        return [.. page.Select(r => new Brought(r.Id, r.Name, r.HealthCode, home[r.Id]))];
    }

    /// <summary>
    /// Whoever an act changed anything about since, or any row names: by the model, so that a module that is new is asked too.
    /// </summary>
    private static async Task<HashSet<Guid>> WrittenAbout(Work work, Guid batch, string registering, CancellationToken ct)
    {
        var naming =
            from type in work.Db.Model.GetEntityTypes()
            where !Own.Contains(type.ClrType.Name)
            from property in type.GetProperties()
            where property.ClrType == typeof(ResidentId) || property.ClrType == typeof(ResidentId?)
            select $"r.id IN (SELECT t.{property.GetColumnName()} FROM {type.GetTableName()} t)";
        string[] more =
        [
            "EXISTS (SELECT 1 FROM kernel_act t WHERE t.subject = r.id AND t.changes <> '' AND t.use_case <> {1})",
            "EXISTS (SELECT 1 FROM kernel_document t WHERE t.subject = r.id AND t.id <> r.id)",
            $"r.id IN (SELECT t.person FROM kernel_fact t WHERE t.kind NOT IN ('{ResidentFacts.Registration.Name}', '{ResidentFacts.Signing.Name}'))",
        ];
        var written = new HashSet<Guid>();
        foreach (var isNamed in naming.Concat(more))
        {
            var sql = $"SELECT r.id AS \"Value\" FROM residents_resident r WHERE r.batch = {{0}} AND {isNamed}";
            written.UnionWith(await work.Db.Database.SqlQueryRaw<Guid>(sql, batch, registering).ToListAsync(ct));
        }
        return written;
    }
}
