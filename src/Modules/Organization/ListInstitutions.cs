namespace Yihe.Organization;

/// <summary>The members of the consortium and where each belongs, for everyone who works there. XX-01, XX-08.</summary>
internal static class ListInstitutions
{
    internal sealed record Input;

    internal static readonly UseCase<Input, Rows<InstitutionCard>> Door = UseCase.Look<Input, Rows<InstitutionCard>>(
        "institution.list",
        "查看成员机构",
        Rights.ReadOrganization,
        async (work, _, ct) => new Rows<InstitutionCard>(await InstitutionDirectory.All(work, ct))
    );
}
