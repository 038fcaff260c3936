using Yihe.Organization.Accounts;

namespace Yihe.Organization;

/// <summary>Turns the blueprint's institutions, their memberships and the first staff into rows. XX-08, XX-11, XX-13.</summary>
internal static class FoundOrganization
{
    internal static Task Run(Work work, Blueprint blueprint, CancellationToken ct)
    {
        var plan = blueprint.Of<OrganizationSection>();
        var ids = plan.Institutions.ToDictionary(i => i.Code, _ => new InstitutionId(work.NewId()));
        foreach (var institution in plan.Institutions)
            AddInstitution(work, institution, ids);
        foreach (var staff in plan.Staff)
            AddStaff(work, staff, ids);
        return Task.CompletedTask;
    }

    private static void AddInstitution(Work work, InstitutionPlan plan, Dictionary<string, InstitutionId> ids)
    {
        work.Add(
            new Institution
            {
                Id = ids[plan.Code],
                Code = plan.Code,
                Name = plan.Name,
                ShortName = plan.ShortName,
                SecondName = plan.SecondName,
                Kind = plan.Kind,
                Level = plan.Level,
                Parent = plan.Parent is { } parent ? ids[parent] : null,
                Phone = plan.Phone,
                Departments = [.. plan.Departments ?? []],
                Nature = plan.Nature,
                LegalPerson = plan.LegalPerson,
                StaffIdentity = plan.StaffIdentity,
                Funding = plan.Funding,
            }
        );
        foreach (var m in plan.Joined ? plan.Memberships ?? [] : [])
            work.Add(Membership.Of(work.NewId(), ids[plan.Code], m));
    }

    private static void AddStaff(Work work, StaffPlan plan, Dictionary<string, InstitutionId> ids)
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
}
