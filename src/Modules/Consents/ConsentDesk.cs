using Yihe.Residents.Sensitive;

namespace Yihe.Consents;

/// <summary>The door to what persons consented to, for those who must ask before they show or hand on.</summary>
public static class ConsentDesk
{
    /// <summary>The persons whose records may go into research and quality control now.</summary>
    public static IQueryable<Guid> ForResearch(Work work) =>
        OnePerson.United(work, "consents_consent", "c.purpose = 'Research' AND c.state = 'Given'", []);

    /// <summary>Whether a resident reads what is sensitive of a person: their own, their child's, or where the person consented to it.</summary>
    public static async Task<bool> ShowsSensitive(Work work, ResidentCard person, IReadOnlyList<Guid> same, CancellationToken ct)
    {
        if (work.Actor.Person is { } reader && same.Contains(reader))
            return true;
        var ids = same.Select(ResidentId.From).ToList();
        return Deciding.IsChild(work, person)
            || await Consent.InForce(work.Db, Purpose.FamilySensitive).AnyAsync(c => ids.Contains(c.Resident), ct);
    }
}
