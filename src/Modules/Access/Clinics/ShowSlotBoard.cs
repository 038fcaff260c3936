using Yihe.Access.Appointments;
using Yihe.Kernel.Pools;

namespace Yihe.Access.Clinics;

/// <summary>The sessions of all members over a week, with what is left of each: one pool, one search. QJ-38, GZ-49.</summary>
internal static class ShowSlotBoard
{
    private const int MostDays = 14;

    internal sealed record Input(
        DateOnly? From = null,
        int Days = 7,
        InstitutionId? Institution = null,
        string? Department = null,
        ClinicKind? Kind = null
    );

    /// <param name="Open">free for anyone</param>
    /// <param name="Kept">free, kept for primary care until release</param>
    /// <param name="Mine">how many of them the asker may take now</param>
    internal sealed record Line(
        Guid Id,
        Guid Clinic,
        InstitutionId Institution,
        string InstitutionName,
        string Department,
        string Title,
        string Doctor,
        ClinicKind Kind,
        Selling Selling,
        string? Room,
        DateTimeOffset StartsAt,
        int Capacity,
        int Open,
        int Kept,
        int Mine,
        bool Closed,
        DateTimeOffset PublicFrom,
        DateTimeOffset? ReleaseAt
    )
    {
        /// <summary>The session as one of several to choose from.</summary>
        internal string Words => $"{InstitutionName} {Department} {Appointment.WhenOf(StartsAt)} {Doctor}，余 {Mine}";
    }

    internal static readonly Look<Input, Rows<Line>> Door = new("slots.board", "查看号源池", Rights.Read, Run);

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var day = input.From is { } wished && wished > work.Today ? wished : work.Today;
        var (from, to) = (day.Start(), day.AddDays(Math.Clamp(input.Days, 1, MostDays)).Start());
        var sessions = work.Db.Set<Session>().AsNoTracking().Where(s => s.StartsAt >= from && s.StartsAt < to && s.StartsAt > work.Now);
        if (input.Institution is { } institution)
            sessions = sessions.Where(s => s.Institution == institution);
        if (input.Department is { Length: > 0 } department)
            sessions = sessions.Where(s => s.Department == department);
        if (input.Kind is { } kind)
            sessions = sessions.Where(s => s.Kind == kind);
        var found = await sessions.OrderBy(s => s.StartsAt).ThenBy(s => s.ClinicCode).Take(500).ToListAsync(ct);
        return new Rows<Line>(await Lines(work, found, work.Actor.Institution, ct));
    }

    /// <param name="asker">the institution that would book: it decides what is open to it</param>
    internal static async Task<List<Line>> Lines(Work work, IReadOnlyList<Session> sessions, InstitutionId asker, CancellationToken ct) =>
        await Lines(work, sessions, await Entitlement.Of(work, asker, ct), ct);

    /// <param name="entitled">the kept share is open to whoever would book</param>
    internal static async Task<List<Line>> Lines(Work work, IReadOnlyList<Session> sessions, bool entitled, CancellationToken ct)
    {
        var ids = sessions.Select(s => s.Id).ToList();
        var pools = await work.Db.Set<Pool>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var free = await work
            .Db.Set<PoolUnit>()
            .Where(u => ids.Contains(u.Pool) && u.State == UnitState.Free)
            .GroupBy(u => new { u.Pool, u.Kept })
            .Select(g => new
            {
                g.Key.Pool,
                g.Key.Kept,
                Count = g.Count(),
            })
            .ToListAsync(ct);
        var names = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);
        int Free(Guid pool, bool kept) => free.FirstOrDefault(f => f.Pool == pool && f.Kept == kept)?.Count ?? 0;
        return [.. sessions.Select(s => Of(work, s, pools[s.Id], names[s.Institution], Free(s.Id, false), Free(s.Id, true), entitled))];
    }

    private static Line Of(Work work, Session s, Pool pool, string institution, int open, int kept, bool entitled)
    {
        var rules = work.Platform.Blueprints.Of<AccessSection>(s.Blueprint).Slots;
        var early = s.StartsAt.Day().AddDays(-rules.EarlyDays).Start() + rules.OpensAt.ToTimeSpan();
        var released = pool.IsReleased(work.Now);
        if (released)
            (open, kept) = (open + kept, 0);
        var mine =
            pool.Closed || work.Now < early ? 0
            : entitled ? open + kept
            : work.Now < pool.OpensAt ? 0
            : open;
        return new(
            s.Id,
            s.Clinic,
            s.Institution,
            institution,
            s.Department,
            s.Title,
            s.Doctor,
            s.Kind,
            s.Selling,
            s.Room,
            s.StartsAt,
            pool.Capacity,
            open,
            kept,
            mine,
            pool.Closed,
            pool.OpensAt,
            pool.ReleaseAt
        );
    }
}
