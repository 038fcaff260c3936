namespace Yihe.Insurance;

/// <summary>The door to deductibles for a matter that moves a patient, a referral; its caller has checked the right to the matter.</summary>
public static class DeductibleDesk
{
    /// <summary>What the patient of a course would pay for a stay that begins then, by the level of each of some institutions.</summary>
    public static async Task<IReadOnlyList<Deductible>> For(
        Work work,
        Guid course,
        IEnumerable<InstitutionCard> at,
        DateTimeOffset begins,
        CancellationToken ct
    )
    {
        var rules = work.Platform.Blueprints.At<InsuranceSection>(begins);
        var stays = await ResidentRecord.Stays(work, course, ct);
        var all = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id);
        return
        [
            .. from to in at.Where(Admits).DistinctBy(i => i.Level).OrderBy(i => i.Level)
            let here = stays.Where(s => all[s.At].Consortium == to.Consortium).Select(s => new Stay(all[s.At].Level, s.From, s.Until))
            select Deductible.Next(rules, here, to.Level, begins),
        ];
    }

    private static bool Admits(InstitutionCard at) => at.Kind != InstitutionKind.VillageSite && at.Level != InstitutionLevel.None;
}
