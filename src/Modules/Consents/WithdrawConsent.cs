namespace Yihe.Consents;

/// <summary>A consent is withdrawn, by whoever decides, on the phone or at any counter; it bites at once. 个人信息保护法第十五条.</summary>
internal static class WithdrawConsent
{
    internal sealed record Input(Guid Id, int? Version = null);

    internal static readonly Change<Input, Done> Own = new("my.withdraw-consent", "居民撤回同意", Permission.Self, RunOwn);

    internal static readonly Change<Input, Done> AtDesk = new("consent.withdraw", "登记撤回同意", Rights.Record, RunAtDesk);

    private static async Task<Result<Done>> RunOwn(Work work, Input input, CancellationToken ct)
    {
        var (consent, refusal) = await work.Find<Consent>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        var (person, unknown) = await ResidentDirectory.Own(work, consent.Resident, ct);
        if (unknown is not null)
            return unknown;
        return await Deciding.Refuses(work, person, ct) is { } notTheirs ? notTheirs : await End(work, consent, ct);
    }

    private static async Task<Result<Done>> RunAtDesk(Work work, Input input, CancellationToken ct)
    {
        if (await work.Db.FindAsync<Consent>([input.Id], ct) is not { } consent)
            return Refusal.NotFound;
        var (_, refusal) = await ResidentDirectory.Find(work, consent.Resident, ct);
        return (refusal ?? Work.Stale(consent, input.Version)) is { } no ? no : await End(work, consent, ct);
    }

    private static async Task<Result<Done>> End(Work work, Consent consent, CancellationToken ct)
    {
        if (await consent.End(work, ConsentMove.Withdraw, ct) is { } illegal)
            return illegal;
        work.About(consent);
        return await work.Commit(Done.Yes, ct);
    }
}
