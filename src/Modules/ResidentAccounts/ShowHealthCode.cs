namespace Yihe.ResidentAccounts;

/// <summary>One's own code, or that of someone one acts for, fresh at every look.</summary>
internal static class ShowHealthCode
{
    internal sealed record Input(ResidentId? For = null);

    internal sealed record Outcome(string Name, string Code, DateTimeOffset Until);

    internal static readonly Look<Input, Outcome> Door = new("my.health-code", "出示健康码", Permission.Self, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (resident, refusal) = await ResidentDirectory.Own(work, input.For, ct);
        if (refusal is not null)
            return refusal;
        var until = work.Now.AddSeconds(work.Platform.Blueprints.At<ResidentsSection>(work.Now).Own.HealthCodeSeconds);
        return await work.Look(new Outcome(resident.Name, HealthPass.Make(work, resident.Id.Value, until), until), ct);
    }
}
