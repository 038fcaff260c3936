using Yihe.Accounts.Passkeys;

namespace Yihe.ResidentAccounts;

/// <summary>What a resident sees of themselves: who they are, their doctor's team, who acts for whom.</summary>
internal static class ShowSelf
{
    internal sealed record Input(ResidentId? For = null);

    /// <summary>The family doctor's team one signed with.</summary>
    internal sealed record Team(string Name, string Institution, string? Phone, DateOnly Until);

    /// <param name="Others">whom the signed-in person acts for</param>
    /// <param name="Agents">who acts for the person shown</param>
    internal sealed record Outcome(
        ResidentCard Person,
        bool IsOwn,
        Team? Team,
        IReadOnlyList<AgencyLine> Others,
        IReadOnlyList<AgencyLine> Agents,
        IReadOnlyList<PasskeyLine> Passkeys
    );

    internal static readonly Look<Input, Outcome> Door = new("my.show", "查看本人信息", Permission.Self, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await ResidentDirectory.Own(work, input.For, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var (resident, self) = (found.Value, new ResidentId(work.Actor.Persons[0]));
        var isOwn = resident.Id == self;
        return await work.Look(
            new Outcome(
                resident,
                isOwn,
                await TeamOf(work, resident.Id, ct),
                await AgencyLine.Of(work, self, asAgent: true, ct),
                await AgencyLine.Of(work, resident.Id, asAgent: false, ct),
                isOwn ? await PasskeyDesk.Of(work, self.Value, ct) : []
            ),
            ct
        );
    }

    private static async Task<Team?> TeamOf(Work work, ResidentId resident, CancellationToken ct) =>
        await ResidentDirectory.SigningOf(work, resident, ct) is { } signing
        && await InstitutionDirectory.Find(work, signing.At, ct) is { } at
            ? new(signing.Team, at.ShortName, at.Phone, signing.Until)
            : null;
}
