using System.Text.Json.Nodes;

namespace Yihe.Accounts;

/// <summary>Turns the blueprint's first staff into accounts and posts, and those in office back into the blueprint. XX-13.</summary>
internal static class FoundAccounts
{
    internal static Task Run(Work work, Blueprint blueprint, CancellationToken ct)
    {
        var ids = InstitutionDirectory.Founding(work);
        foreach (var staff in blueprint.Of<OrganizationSection>().Staff)
            AddStaff(work, staff, ids);
        return Task.CompletedTask;
    }

    private static void AddStaff(Work work, StaffPlan plan, IReadOnlyDictionary<string, InstitutionId> ids)
    {
        var account = work.Add(CreateAccount.Draw(work, plan.Login, plan.Name, ids[plan.Posts[0].Institution]));
        foreach (var post in plan.Posts)
            work.Add(
                new Post
                {
                    Id = work.NewId(),
                    Account = account.Id,
                    Institution = ids[post.Institution],
                    Department = post.Department,
                    Roles = [.. post.Roles],
                    From = work.Today,
                }
            );
    }

    internal static async Task Write(Work work, JsonNode plan, CancellationToken ct)
    {
        var staff = plan["organization"]!["staff"]!;
        var codes = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.Code);
        var accounts = await work.Db.Set<Account>().AsNoTracking().Where(a => !a.Disabled).ToListAsync(ct);
        var posts = await work.Db.Set<Post>().AsNoTracking().Where(p => p.EndedAt == null).OrderBy(p => p.Id).ToListAsync(ct);
        var held = posts
            .Where(p => p.Holds(work.Now))
            .ToLookup(p => p.Account, p => new PostPlan(codes[p.Institution], p.Roles, p.Department));
        var listed = staff.AsArray().ToDictionary(s => $"{s!["login"]}", s => s!["posts"]);
        var plans = accounts
            .Where(a => held.Contains(a.Id))
            .Select(a => new StaffPlan(
                a.Login,
                a.Name,
                [.. held[a.Id].OrderBy(JsonText.PlaceIn<PostPlan>(listed.GetValueOrDefault(a.Login), "institution", p => p.Institution))]
            ))
            .OrderBy(JsonText.PlaceIn<StaffPlan>(staff, "login", s => s.Login));
        plan["organization"]!["staff"] = JsonText.Lean(plans.ToList());
    }
}
