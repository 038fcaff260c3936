namespace Yihe.Consents;

/// <summary>Staff note what a resident before them consents to, for their own institution, and what shows it.</summary>
internal static class RecordConsent
{
    internal sealed record Input(
        ResidentId Id,
        [property: Display(Name = "同意的事项")] Purpose Purpose,
        [property: Display(Name = "凭据"), Needed("请选择核对过的凭据")] string Evidence,
        [property: Display(Name = "已把说明念给或给本人（监护人）看过")] bool Told = false
    );

    internal static readonly Change<Input, Done> Door = new("consent.record", "登记居民的同意", Rights.Record, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (person, refusal) = await ResidentDirectory.Find(work, input.Id, ct);
        if (refusal is not null)
            return refusal;
        if (Deciding.Lacks(work, person, input.Evidence) is { } lacking)
            return lacking;
        if (!input.Told)
            return Refusal.Invalid("told", "请先把说明念给本人听或给本人看，再勾选");
        if (input.Purpose == Purpose.Family)
            return Refusal.Conflict("register-agent", "家人代办请在“居民账号”页登记代办人，同意会一并记下");
        var edition = Deciding.RulesOf(work).TextOf(input.Purpose)?.Edition ?? 0;
        var (consent, unfit) = await GiveConsent.New(
            work,
            new(person.Id, input.Purpose, edition, work.Actor.Institution, input.Evidence),
            ct
        );
        if (unfit is not null)
            return unfit;
        await consent.Enter(work, ct);
        return await work.Commit(Done.Yes, ct);
    }

    /// <summary>Whoever registers that someone acts for another has seen the person consent: it is noted with it, and asked for once.</summary>
    internal static async Task WithAgent(Work work, ResidentCard principal, string proof, CancellationToken ct)
    {
        if (Deciding.RulesOf(work).TextOf(Purpose.Family) is not { } text)
            return;
        var words = work.Platform.Blueprints.At<ResidentsSection>(work.Now).Own.Proofs.GetValueOrDefault(proof, proof);
        var (consent, _) = await GiveConsent.New(work, new(principal.Id, Purpose.Family, text.Edition, null, words), ct);
        if (consent is not null)
            await consent.Enter(work, ct);
    }
}
