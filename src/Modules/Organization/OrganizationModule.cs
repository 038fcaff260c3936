namespace Yihe.Organization;

/// <summary>Region, consortium, institutions and memberships over time.</summary>
public static class OrganizationModule
{
    public static readonly Module Definition = new("Organization", typeof(OrganizationModule).Assembly)
    {
        Sections = OrganizationBlueprint.Sections,
        Faces = [Fhir.Organization],
        Found = FoundOrganization.Run,
        Write = FoundOrganization.Write,
        Routes =
        [
            Route.Get("institutions", ListInstitutions.Door),
            Route.Get("organization", ShowMap.Door),
            Route.Post("institutions/{institution}/leaving", LeaveConsortium.Door),
        ],
        Menu =
        [
            new("管理", "组织图", "/organization", "home", Rights.ReadOrganization),
            new("管理", "成员机构", "/institutions", "building", Rights.ReadOrganization),
        ],
    };
}
