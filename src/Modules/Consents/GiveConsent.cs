namespace Yihe.Consents;

/// <summary>A resident, or a child's guardian, consents on the phone to what they just read.</summary>
internal static class GiveConsent
{
    /// <summary>What is chosen for all members: nobody's number, so that it is never meant by leaving it out.</summary>
    internal static readonly InstitutionId AllInstitutions = new(Guid.Empty);

    /// <param name="Edition">of the text that was shown</param>
    internal sealed record Input(
        [property: Display(Name = "同意的事项")] Purpose Purpose,
        int Edition,
        [property: Display(Name = "给哪家机构")] InstitutionId? Institution = null,
        [property: Display(Name = "已看过上面的说明，同意")] bool Read = false,
        ResidentId? For = null
    );

    internal sealed record Outcome(Guid Id);

    internal static readonly Change<Input, Outcome> Door = new("my.give-consent", "居民同意", Permission.Self, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (person, refusal) = await ResidentDirectory.Own(work, input.For, ct);
        if (refusal is not null)
            return refusal;
        if (await Deciding.Refuses(work, person, ct) is { } notTheirs)
            return notTheirs;
        if (!input.Read)
            return Refusal.Invalid("read", "请先看完说明，再勾选同意");
        if (input.Purpose == Purpose.Family)
            return Refusal.Conflict("at-counter", "家人代办要核对两人的证件：请两人带身份证和关系证明到就近的卫生院、卫生室登记");
        var isForInstitutions = input.Purpose is Purpose.Care or Purpose.Sensitive;
        if (isForInstitutions && input.Institution is null)
            return Refusal.Invalid("institution", "请选择给哪家机构，或选所有机构");
        var to = input.Institution == AllInstitutions ? null : input.Institution;
        var guardian = work.Actor.Person == person.Id.Value ? (ResidentId?)null : new ResidentId(work.Actor.Person!.Value);
        var (consent, unfit) = await New(work, new(person.Id, input.Purpose, input.Edition, to), ct, guardian);
        if (unfit is not null)
            return unfit;
        await consent.Enter(work, ct);
        return await work.Commit(new Outcome(consent.Id), ct);
    }

    internal sealed record Asked(ResidentId Resident, Purpose Purpose, int Edition, InstitutionId? Institution, string? Evidence = null);

    /// <summary>A consent to the text in force, for an institution that there is, and that is not given already.</summary>
    internal static async Task<Result<Consent>> New(Work work, Asked asked, CancellationToken ct, ResidentId? guardian = null)
    {
        if (Deciding.RulesOf(work).TextOf(asked.Purpose) is not { } text)
            return Refusal.Invalid("purpose", "本地没有这一项，不需要同意");
        if (text.Edition != asked.Edition)
            return Refusal.Conflict("text-changed", "说明刚刚更新过，请刷新后看过新的说明再决定");
        var isFor = asked.Purpose is Purpose.Care or Purpose.Sensitive ? asked.Institution : null;
        if (isFor is { } one && await InstitutionDirectory.Find(work, one, ct) is not { IsMember: true })
            return Refusal.Invalid("institution", "没有这家机构，请从列表中选择");
        if (
            await Consent
                .InForce(work.Db, asked.Purpose)
                .AnyAsync(c => c.Resident == asked.Resident && (c.Institution == isFor || c.Institution == null), ct)
        )
            return Refusal.Conflict("consent-already", "这一项已经同意过，不必重复");
        var atDesk = asked.Evidence is not null;
        return work.Add(
            new Consent
            {
                Id = work.NewId(),
                Resident = asked.Resident,
                Purpose = asked.Purpose,
                Edition = text.Edition,
                Institution = isFor,
                At = work.Now,
                Blueprint = work.Platform.Blueprints.VersionAt(work.Now),
                Guardian = guardian,
                NotedAt = atDesk ? work.Actor.Institution : null,
                NotedBy = atDesk ? work.Actor.Account : null,
                Evidence = asked.Evidence,
            }
        );
    }
}
