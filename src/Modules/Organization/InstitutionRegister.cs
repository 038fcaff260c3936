namespace Yihe.Organization;

/// <summary>An institution is no member of a consortium any more, from a day on.</summary>
public sealed record MemberLeft(InstitutionId Institution, string Consortium, DateOnly Until, string Reason);

/// <summary>The door to the list of institutions: who is entered, and who comes in. What was true of past days stays as it was.</summary>
public static class InstitutionRegister
{
    /// <summary>Enters institutions with the memberships they have from the beginning.</summary>
    /// <param name="known">those there are already, by code: a new one may stand below them</param>
    public static void Enter(Work work, IReadOnlyList<InstitutionPlan> plans, IReadOnlyDictionary<string, InstitutionId> known)
    {
        var ids = plans.Select(p => KeyValuePair.Create(p.Code, new InstitutionId(work.NewId()))).Concat(known).ToDictionary();
        foreach (var plan in plans)
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
            foreach (var membership in plan.Joined ? plan.Memberships ?? [] : [])
                Join(work, ids[plan.Code], membership);
        }
    }

    /// <summary>A membership that holds from its first day; whoever calls has checked that it may.</summary>
    public static void Join(Work work, InstitutionId institution, MembershipPlan plan) =>
        work.Add(Membership.Of(work.NewId(), institution, plan));
}
