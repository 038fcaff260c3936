namespace Yihe.Consents;

/// <summary>
/// What consents were given to says something else since the plan changed: they hold no longer, and are asked for again. Looked at once for each
/// version of the plan. 个人信息保护法第十四条.
/// </summary>
internal static class LapseConsents
{
    private const int AtOnce = 100;

    internal static readonly Change<Done, Done> Door = new("consent.lapse", "告知内容更新后同意失效", Permission.Platform, Run);

    /// <summary>The version of the plan that this process last looked at, with nothing left to do.</summary>
    private sealed class Looked
    {
        internal int Version { get; set; }
    }

    internal static Task<bool> IsDue(Platform platform, CancellationToken ct) =>
        Task.FromResult(LookedOf(platform).Version != platform.Blueprints.VersionAt(platform.Time.Instant()));

    private static Looked LookedOf(Platform platform) => platform.Shared(() => new Looked());

    private static async Task<Result<Done>> Run(Work work, Done input, CancellationToken ct)
    {
        foreach (var purpose in Enum.GetValues<Purpose>())
        {
            var edition = Deciding.RulesOf(work).TextOf(purpose)?.Edition ?? 0;
            var old = await Consent.InForce(work.Db, purpose).Where(c => c.Edition != edition).Take(AtOnce).ToListAsync(ct);
            foreach (var consent in old)
                if (await consent.End(work, ConsentMove.Lapse, ct) is { } illegal)
                    return illegal;
            if (old.Count > 0)
                return await work.Commit(Done.Yes, ct);
        }
        LookedOf(work.Platform).Version = work.Platform.Blueprints.VersionAt(work.Now);
        return Done.Yes;
    }
}
