using System.ComponentModel.DataAnnotations;
using Yihe.Basis.Blueprints;

namespace Yihe.Access.Clinics;

/// <summary>
/// An institution opens the numbered times of its clinics for a span of days, after their weekly pattern; what is already
/// published stays, holidays are left out. The kept share is part of it and cannot be published smaller. GZ-50, QJ-38.
/// </summary>
internal static class PublishSessions
{
    private const int MostDays = 92;

    internal sealed record Input(
        [property: Display(Name = "从")] DateOnly From,
        [property: Display(Name = "到")] DateOnly To,
        [property: Display(Name = "门诊")] Guid? Clinic = null
    );

    internal sealed record Outcome(int Sessions, int Slots);

    internal static readonly Change<Input, Outcome> Door = new("slots.publish", "发布号源", Rights.Publish, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        if (input.From < work.Today)
            return Refusal.Invalid("from", "不能发布过去的日期");
        if (input.To < input.From || input.To > input.From.AddDays(MostDays))
            return Refusal.Invalid("to", $"结束日期应在开始日期之后的 {MostDays} 天以内");
        var clinics = await work
            .Db.Set<Clinic>()
            .Where(c =>
                c.Institution == work.Actor.Institution && c.Selling == Selling.Here && (input.Clinic == null || c.Id == input.Clinic)
            )
            .ToListAsync(ct);
        if (clinics.Count == 0)
            return Refusal.Invalid("clinic", "本机构没有可发布的门诊");
        var (from, to) = (input.From.Start(), input.To.AddDays(1).Start());
        var known = (
            await work
                .Db.Set<Session>()
                .Where(s => s.Institution == work.Actor.Institution && s.StartsAt >= from && s.StartsAt < to)
                .Select(s => new { s.Clinic, s.StartsAt })
                .ToListAsync(ct)
        )
            .Select(s => (s.Clinic, s.StartsAt))
            .ToHashSet();
        var fresh = clinics
            .SelectMany(c =>
                Times(work, c, input.From, input.To).Where(t => !known.Contains((c.Id, t))).Select(t => Session.Of(work, c, t))
            )
            .ToList();
        foreach (var session in fresh)
            work.Add(session);
        return await work.Commit(new Outcome(fresh.Count, fresh.Sum(s => clinics.First(c => c.Id == s.Clinic).Capacity)), ct);
    }

    private static IEnumerable<DateTimeOffset> Times(Work work, Clinic clinic, DateOnly first, DateOnly last) =>
        from days in Enumerable.Range(0, last.DayNumber - first.DayNumber + 1)
        let day = first.AddDays(days)
        from half in clinic.Week
        where half.Day == day.DayOfWeek
        let at = day.Start() + half.From.ToTimeSpan()
        where at > work.Now && !work.Platform.Blueprints.At<Calendar>(at).Holidays.Contains(day)
        select at;
}
