namespace Yihe.Referral;

/// <summary>The times and beds that one institution has for patients from here, as a wish that goes along with a referral. XX-25, GZ-52.</summary>
internal static class ListPlaces
{
    internal sealed record Input(
        [property: Display(Name = "转入机构")] InstitutionId To,
        [property: Display(Name = "拟转科室")] string? Department = null
    );

    /// <param name="Slots">id → words; of one department where one is named that is there</param>
    /// <param name="Wards">id → words, those of the department first</param>
    internal sealed record Outcome(IReadOnlyList<KeyValuePair<string, string>> Slots, IReadOnlyList<KeyValuePair<string, string>> Wards);

    internal static readonly Look<Input, Outcome> Door = new("referral.places", "查看可选号源与床位", Rights.Send, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var target = await Target.For(work, input.To, null, ct);
        if (target.Refusal is { } nowhere)
            return nowhere;
        var (from, department) = (work.Actor.Institution, target.Value.Institution.Departments.FirstOrDefault(d => d == input.Department));
        return new Outcome(
            await SlotDesk.Offers(work, [input.To], from, department, ct),
            await BedDesk.Offers(work, [input.To], from, department, ct)
        );
    }
}
