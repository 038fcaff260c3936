using System.Text.Json.Nodes;

namespace Yihe.Organization;

/// <summary>Turns the blueprint's institutions and their memberships into rows, and the rows back into the blueprint. XX-08, XX-11, XX-13.</summary>
internal static class FoundOrganization
{
    internal static Task Run(Work work, Blueprint blueprint, CancellationToken ct)
    {
        InstitutionRegister.Enter(work, blueprint.Of<OrganizationSection>().Institutions, new Dictionary<string, InstitutionId>());
        return Task.CompletedTask;
    }

    /// <summary>Writes institutions and their memberships, as they are today, back.</summary>
    internal static async Task Write(Work work, JsonNode plan, CancellationToken ct)
    {
        var section = plan["organization"]!;
        var listed = section["institutions"]!.AsArray();
        var institutions = (await work.Db.Set<Institution>().AsNoTracking().ToListAsync(ct))
            .OrderBy(JsonText.PlaceIn<Institution>(listed, "code", i => i.Code))
            .ToList();
        var codes = institutions.ToDictionary(i => i.Id, i => i.Code);
        var ties = (await work.Db.Set<Membership>().AsNoTracking().ToListAsync(ct)).ToLookup(m => m.Institution);
        var known = listed.ToDictionary(i => $"{i!["code"]}", i => i!);
        section["institutions"] = new JsonArray([
            .. institutions.Select(i =>
            {
                var before = known.GetValueOrDefault(i.Code);
                var held = MembershipsOf(
                    ties[i.Id].OrderBy(JsonText.PlaceIn<Membership>(before?["memberships"], "consortium", m => m.Consortium))
                );
                return Written(PlanOf(i, codes, held), before);
            }),
        ]);
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
        var node = JsonText.Lean(plan).AsObject();
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
}
