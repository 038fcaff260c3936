using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Yihe.Organization.Plans;

/// <summary>A blueprint as text: what a region has today, and what somebody wants instead, ready to be held against each other.</summary>
internal static class PlanText
{
    private static readonly JsonSerializerOptions Lean = new(JsonText.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
    private static readonly JsonSerializerOptions Indented = new(JsonText.Options) { WriteIndented = true };

    internal static string Write(JsonNode plan) => plan.ToJsonString(Indented) + "\n";

    /// <summary>A version with the rows of today: read again, it founds the same place.</summary>
    internal static async Task<JsonNode> Today(Work work, int version, CancellationToken ct)
    {
        var plan = JsonNode.Parse(work.Platform.Blueprints.Whole(version).Text)!;
        foreach (var module in work.Platform.Modules.All)
            await (module.Write?.Invoke(work, plan, ct) ?? Task.CompletedTask);
        return plan;
    }

    /// <summary>Writes institutions, their memberships and the people in office back.</summary>
    internal static async Task WriteRows(Work work, JsonNode plan, CancellationToken ct)
    {
        var section = plan["organization"]!;
        var listed = section["institutions"]!.AsArray();
        var institutions = (await work.Db.Set<Institution>().AsNoTracking().ToListAsync(ct))
            .OrderBy(As<Institution>(listed, "code", i => i.Code))
            .ToList();
        var codes = institutions.ToDictionary(i => i.Id, i => i.Code);
        var ties = (await work.Db.Set<Membership>().AsNoTracking().ToListAsync(ct)).ToLookup(m => m.Institution);
        var known = listed.ToDictionary(i => $"{i!["code"]}", i => i!);
        section["institutions"] = new JsonArray([
            .. institutions.Select(i =>
            {
                var before = known.GetValueOrDefault(i.Code);
                var held = MembershipsOf(ties[i.Id].OrderBy(As<Membership>(before?["memberships"], "consortium", m => m.Consortium)));
                return Written(PlanOf(i, codes, held), before);
            }),
        ]);
        var staff = section["staff"]!;
        section["staff"] = Node((await StaffOf(work, staff, codes, ct)).OrderBy(As<StaffPlan>(staff, "login", s => s.Login)));
    }

    /// <summary>As they stand in the file; what is new comes last.</summary>
    private static Func<T, (int, string)> As<T>(JsonNode? listed, string name, Func<T, string> keyOf)
    {
        var places = (listed as JsonArray ?? []).Select((item, i) => ($"{item![name]}", i)).ToLookup(p => p.Item1, p => p.i);
        return row => (places[keyOf(row)].DefaultIfEmpty(int.MaxValue).First(), keyOf(row));
    }

    private static InstitutionPlan PlanOf(Institution i, Dictionary<InstitutionId, string> codes, List<MembershipPlan>? held) =>
        new(
            i.Code,
            i.Name,
            i.ShortName,
            i.Kind,
            i.Level,
            "平台登记",
            i.SecondName,
            i.Parent is { } parent ? codes[parent] : null,
            i.Phone,
            i.Departments.Count == 0 ? null : i.Departments,
            held,
            true,
            i.Nature,
            i.LegalPerson,
            i.StaffIdentity,
            i.Funding
        );

    /// <summary>What goes without saying is left out; who has not come in yet keeps what is meant to be.</summary>
    private static JsonObject Written(InstitutionPlan plan, JsonNode? before)
    {
        var node = JsonSerializer.SerializeToNode(plan, Lean)!.AsObject();
        node["source"] = before?["source"]?.DeepClone() ?? plan.Source;
        var waits = plan.Memberships is null && before?["joined"]?.GetValue<bool>() == false;
        node["joined"] = waits ? false : null;
        if (waits)
            node["memberships"] = before!["memberships"]?.DeepClone();
        if (plan.Nature == Nature.Public)
            node.Remove("nature");
        foreach (var name in node.Where(e => e.Value is null).Select(e => e.Key).ToList())
            node.Remove(name);
        return node;
    }

    private static List<MembershipPlan>? MembershipsOf(IEnumerable<Membership> ties)
    {
        var plans = ties.Select(m => new MembershipPlan(
                m.Consortium,
                m.Role,
                m.From,
                m.Zone,
                m.Until,
                m.Specialties.Count == 0 ? null : m.Specialties
            ))
            .ToList();
        return plans.Count == 0 ? null : plans;
    }

    private static async Task<IEnumerable<StaffPlan>> StaffOf(
        Work work,
        JsonNode staff,
        Dictionary<InstitutionId, string> codes,
        CancellationToken ct
    )
    {
        var accounts = await work.Db.Set<Account>().AsNoTracking().Where(a => !a.Disabled).ToListAsync(ct);
        var posts = await work.Db.Set<Post>().AsNoTracking().Where(p => p.EndedAt == null).OrderBy(p => p.Id).ToListAsync(ct);
        var held = posts
            .Where(p => p.Holds(work.Now))
            .ToLookup(p => p.Account, p => new PostPlan(codes[p.Institution], p.Roles, p.Department));
        var listed = staff.AsArray().ToDictionary(s => $"{s!["login"]}", s => s!["posts"]);
        return accounts
            .Where(a => held.Contains(a.Id))
            .Select(a => new StaffPlan(
                a.Login,
                a.Name,
                [.. held[a.Id].OrderBy(As<PostPlan>(listed.GetValueOrDefault(a.Login), "institution", p => p.Institution))]
            ));
    }

    private static JsonNode Node<T>(IEnumerable<T> rows) => JsonSerializer.SerializeToNode(rows.ToList(), Lean)!;

    internal static List<FieldFault> Told(IEnumerable<BlueprintFault> faults) =>
        [.. faults.Select(f => new FieldFault(f.Path, f.ToString()))];
}
