using Yihe.Organization.People;

namespace Yihe.Organization;

/// <summary>Region, consortium, institutions and memberships over time; accounts, posts and rights; the log of acts.</summary>
public static class OrganizationModule
{
    public static readonly Module Definition = new("Organization", typeof(OrganizationModule).Assembly)
    {
        Sections = OrganizationBlueprint.Sections,
        Found = FoundOrganization.Run,
        Routes =
        [
            Route.Post("session", SignIn.Door),
            Route.Delete("session", SignOut.Door),
            Route.Post("invitations/{token}", AcceptInvitation.Door),
            Route.Get("institutions", ListInstitutions.Door),
        ],
        Menu = [new("管理", "成员机构", "/institutions", "building", Rights.ReadOrganization)],
    };
}
