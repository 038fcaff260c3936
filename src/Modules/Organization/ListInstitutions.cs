namespace Yihe.Organization;

/// <summary>The members of the consortium and where each belongs, for everyone who works there. XX-01, XX-08.</summary>
internal static class ListInstitutions
{
    internal sealed record Input(string? Text = null, InstitutionKind? Kind = null, DateOnly? AsOf = null);

    internal static readonly Look<Input, Rows<InstitutionCard>> Door = new(
        "institution.list",
        "查看成员机构",
        Rights.ReadOrganization,
        Run
    );

    private static async Task<Result<Rows<InstitutionCard>>> Run(Work work, Input input, CancellationToken ct)
    {
        var all = await InstitutionDirectory.AsOf(work, input.AsOf, ct);
        var text = input.Text?.Trim() ?? "";
        return new Rows<InstitutionCard>([
            .. all.Where(i => input.Kind is null || i.Kind == input.Kind)
                .Where(i =>
                    new[] { i.Code, i.Name, i.ShortName, i.SecondName }.Any(n => n?.Contains(text, StringComparison.Ordinal) == true)
                )
                .OrderBy(i => i.Kind)
                .ThenBy(i => i.Code),
        ]);
    }
}
