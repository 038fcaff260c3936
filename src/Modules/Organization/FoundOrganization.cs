using Yihe.Kernel.Blueprints;
using Yihe.Organization.People;

namespace Yihe.Organization;

/// <summary>Turns the blueprint's consortia, institutions and first staff into rows. XX-08, XX-11, XX-13.</summary>
internal static class FoundOrganization
{
    internal static Task Run(Work work, Blueprint blueprint, CancellationToken ct)
    {
        var plan = blueprint.Of<OrganizationSection>();
        var consortia = plan.Consortia.ToDictionary(c => c.Code, _ => work.NewId());
        foreach (var consortium in plan.Consortia)
            work.Add(
                new Consortium
                {
                    Id = consortia[consortium.Code],
                    Code = consortium.Code,
                    Name = consortium.Name,
                }
            );
        var institutions = plan.Institutions.ToDictionary(i => i.Code, _ => new InstitutionId(work.NewId()));
        foreach (var institution in plan.Institutions)
            AddInstitution(work, institution, institutions, consortia);
        foreach (var staff in plan.Staff)
            AddStaff(work, staff, institutions);
        return Task.CompletedTask;
    }

    private static void AddInstitution(
        Work work,
        InstitutionPlan plan,
        Dictionary<string, InstitutionId> institutions,
        Dictionary<string, Guid> consortia
    )
    {
        work.Add(
            new Institution
            {
                Id = institutions[plan.Code],
                Code = plan.Code,
                Name = plan.Name,
                ShortName = plan.ShortName,
                SecondName = plan.SecondName,
                Kind = plan.Kind,
                Level = plan.Level,
                Parent = plan.Parent is { } parent ? institutions[parent] : null,
                Phone = plan.Phone,
                Departments = [.. plan.Departments ?? []],
            }
        );
        if (plan.Membership is { } m)
            work.Add(
                new Membership
                {
                    Id = work.NewId(),
                    Institution = institutions[plan.Code],
                    Consortium = consortia[m.Consortium],
                    Role = m.Role,
                    Zone = m.Zone,
                    From = m.From,
                    Until = m.Until,
                }
            );
    }

    private static void AddStaff(Work work, StaffPlan plan, Dictionary<string, InstitutionId> institutions)
    {
        var account = work.Add(
            new Account
            {
                Id = new AccountId(work.NewId()),
                Login = plan.Login,
                Name = plan.Name,
                Home = institutions[plan.Posts[0].Institution],
            }
        );
        foreach (var post in plan.Posts)
            work.Add(
                new Post
                {
                    Id = work.NewId(),
                    Account = account.Id,
                    Institution = institutions[post.Institution],
                    Department = post.Department,
                    Roles = [.. post.Roles],
                    From = work.Today,
                }
            );
    }
}
