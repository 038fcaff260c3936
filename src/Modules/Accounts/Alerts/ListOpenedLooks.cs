using Yihe.Kernel.Acts;

namespace Yihe.Accounts.Alerts;

/// <summary>
/// What was read and done with a record that was opened in an emergency, while it was open: the use cases and times, never the person nor what they
/// contain, so that whoever asks afterwards can hold it against the reason given. GB/T 35273 7.1; 个人信息保护法第五十一条.
/// </summary>
internal static class ListOpenedLooks
{
    /// <summary>Of one opening so many are listed; more than a record has pages is for the audit administrator.</summary>
    private const int Most = 500;

    internal sealed record Input(Guid Id);

    internal sealed record Line(DateTimeOffset At, string What, bool IsDenied);

    internal static readonly Look<Input, Rows<Line>> Door = new("alert.looks", "核实紧急调阅看了什么", Rights.ReviewAlerts, Run);

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        var (alert, refusal) = await work.Find<Alert>(input.Id, ct);
        if (refusal is not null)
            return refusal;
        var acts = alert.Opened is { } person ? await Of(work, person, alert, ct) : [];
        var lines = acts.Select(a => new Line(a.At, work.Platform.Modules.WordsOf(a.UseCase), a.Outcome == ActOutcome.Denied));
        return await work.Look(new Rows<Line>([.. lines]), ct);
    }

    private static async Task<List<Act>> Of(Work work, Guid person, Alert alert, CancellationToken ct)
    {
        var account = AccountId.From(Guid.Parse(alert.Who));
        return await work
            .Db.Set<Act>()
            .AsNoTracking()
            .Where(a => a.Subject == person && a.At >= alert.RaisedAt && a.At <= alert.Until && a.Account == account)
            .OrderBy(a => a.At)
            .ThenBy(a => a.Id)
            .Take(Most)
            .ToListAsync(ct);
    }
}
