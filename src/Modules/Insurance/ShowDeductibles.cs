namespace Yihe.Insurance;

/// <summary>The deductibles of the place, and what the next stay would pay after stays at these levels, one upon the other.</summary>
internal static class ShowDeductibles
{
    internal static readonly Permission Read = new("deductible.read", "查看起付线");

    internal sealed record Input([property: Display(Name = "已住院的级别")] IReadOnlyList<InstitutionLevel>? Stays = null);

    internal sealed record Outcome(IReadOnlyList<Deductible> Next, LaterStays? Later, string Source);

    internal static readonly Look<Input, Outcome> Door = new("deductible.show", "查看起付线", Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        if (input.Stays?.Contains(InstitutionLevel.None) == true)
            return Refusal.Invalid("stays", "未定级的机构没有起付线，请写 primary、secondary 或 tertiary");
        var rules = work.Platform.Blueprints.At<InsuranceSection>(work.Now);
        var stays = (input.Stays ?? []).Select((level, i) => new Stay(level, work.Now.AddTicks(i - input.Stays!.Count), null)).ToList();
        var levels = rules.Deductibles.Select(d => d.Level).DefaultIfEmpty(InstitutionLevel.Tertiary);
        var next = levels.Select(level => Deductible.Next(rules, stays, level, work.Now)).ToList();
        return await work.Look(new Outcome(next, rules.Later, rules.Source), ct);
    }
}
