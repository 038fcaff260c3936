namespace Yihe.Organization;

/// <summary>How long an institution was lead or member of a consortium, in which zone, and what it is: reports place each day's work by it. KS-26.</summary>
/// <param name="Until">the first day on which it no longer held; null while it holds</param>
public sealed record MemberSpan(
    InstitutionId Institution,
    InstitutionKind Kind,
    InstitutionLevel Level,
    string? Consortium,
    string? Zone,
    MembershipRole? Role,
    DateOnly From,
    DateOnly? Until
)
{
    /// <summary>All spans there ever were; an institution that never was a member has one without a consortium.</summary>
    public static async Task<IReadOnlyList<MemberSpan>> All(AppDb db, CancellationToken ct)
    {
        var institutions = await db.Set<Institution>().AsNoTracking().OrderBy(i => i.Code).ToListAsync(ct);
        var memberships = await db.Set<Membership>()
            .AsNoTracking()
            .Where(m => m.Role == MembershipRole.Lead || m.Role == MembershipRole.Member)
            .ToListAsync(ct);
        var spans = memberships.ToLookup(m => m.Institution);
        return
        [
            .. from institution in institutions
            from member in spans[institution.Id].OrderBy(m => m.From).DefaultIfEmpty()
            select new MemberSpan(
                institution.Id,
                institution.Kind,
                institution.Level,
                member?.Consortium,
                member?.Zone,
                member?.Role,
                member?.From ?? DateOnly.MinValue,
                member?.Until
            ),
        ];
    }
}
