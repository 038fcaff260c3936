namespace Yihe.Residents;

/// <summary>Notes which family-doctor team a resident signed with, from when until when.</summary>
internal static class SignTeam
{
    internal sealed record Input(
        ResidentId Id,
        [property: Display(Name = "签约团队"), Needed("请输入签约团队"), AtMost(40)] string Team,
        [property: Display(Name = "签约日期")] DateOnly? From = null
    );

    internal static readonly Change<Input, Done> Door = new("resident.sign", "登记签约", Rights.Sign, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await ResidentDirectory.Load(work, input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var months = work.Platform.Blueprints.At<ResidentsSection>(work.Now).SignedMonths;
        var from = input.From ?? work.Today;
        found.Value.Sign(input.Team.Trim(), work.Actor.Institution, from, from.AddMonths((int)months));
        work.Add(ResidentDirectory.NewRelation(work, input.Id, work.Actor.Institution, CareKind.Signed, null));
        ResidentFacts.Signed(work, found.Value, (int)months, work.Now);
        return await work.Commit(Done.Yes, ct);
    }
}
