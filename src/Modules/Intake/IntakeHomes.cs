namespace Yihe.Intake;

/// <summary>Where the people of a list may be registered: the institutions its importer reaches, by whatever they are called; and what a signing there is.</summary>
internal sealed class IntakeHomes
{
    private readonly ILookup<string, InstitutionId> named;
    private readonly Dictionary<InstitutionId, string> names;
    private readonly InstitutionId own;
    private readonly int months;

    private IntakeHomes(Work work, IReadOnlyList<InstitutionCard> reached)
    {
        (Today, own, months) = (work.Today, work.Actor.Institution, ResidentRegister.SignedMonths(work));
        names = reached.ToDictionary(i => i.Id, i => i.ShortName);
        named = (
            from institution in reached
            from name in new[] { institution.Name, institution.ShortName, institution.SecondName, institution.Code }.Distinct()
            where name is not null
            select (name, institution.Id)
        ).ToLookup(n => n.name, n => n.Id);
    }

    internal DateOnly Today { get; }

    /// <summary>One's own, and those the right to import for others opens; an office looks after nobody.</summary>
    internal static async Task<IntakeHomes> Of(Work work, CancellationToken ct)
    {
        var reach = work.Actor.ReachOf(Rights.ImportFor);
        return new(
            work,
            [
                .. from institution in await InstitutionDirectory.All(work, ct)
                where
                    institution.Id == work.Actor.Institution
                    || (institution.Kind != InstitutionKind.GovernmentOffice && (reach.All || reach.Institutions.Contains(institution.Id)))
                select institution,
            ]
        );
    }

    internal string NameOf(InstitutionId id) => names[id];

    /// <summary>The institution a row names; one's own where it names none.</summary>
    internal (InstitutionId Home, string? Fault) Find(string? name) =>
        string.IsNullOrWhiteSpace(name) ? (own, null)
        : named[name.Trim()].ToList() is not [var one, .. var more]
            ? (own, $"登记机构“{name.Trim()}”不在您可以登记的机构里：请照“成员单位”里的名称填写，或留空登记在本机构")
        : more.Count > 0 ? (own, $"有 {more.Count + 1} 家机构都叫“{name.Trim()}”，请填全称")
        : (one, null);

    /// <summary>The signing a row tells of; nothing where nobody signed.</summary>
    internal (Signed? Signed, string? Fault) Signed(string? team, DateOnly? from) =>
        string.IsNullOrWhiteSpace(team) ? (null, from is null ? null : "填了签约日期，请填写签约团队")
        : from > Today ? (null, "签约日期不能晚于今天")
        : from?.AddMonths(months) <= Today ? (null, $"签约已过 {months} 个月的有效期，请填写续签的日期，没有续签的把签约团队留空")
        : (new Signed(team.Trim(), from ?? Today), null);
}
