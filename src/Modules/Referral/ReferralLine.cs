using Yihe.Ui;

namespace Yihe.Referral;

/// <summary>One referral in a list, or as a hop of its course: who, from where to where, how far, and by when.</summary>
internal sealed class ReferralLine(Referral r, string from, string to, WorkItem? open)
{
    private readonly FlowState<Referral, ReferralState> state = ReferralFlow.Of(r)[r.State];

    public ReferralId Id => r.Id;
    public string Number => r.Number;
    public ReferralDirection Direction => r.Direction;
    public ReferralPriority Priority => r.Priority;
    public ReferralState State => r.State;
    public string StateWords => state.Words;
    public Tone Tone => state.Tone;
    public InstitutionId From => r.From;
    public InstitutionId To => r.To;
    public string FromName => from;
    public string ToName => to;
    public string? Department => r.Department;
    public Bond Bond => r.Bond;
    public DateTimeOffset RequestedAt => r.RequestedAt;
    public DateTimeOffset? EndedAt => r.EndedAt;
    public DateTimeOffset? Since => open?.Since;
    public DateTimeOffset? DueAt => open?.DueAt;
    public string? LimitWords => open?.LimitWords;
    internal bool IsUp => r.IsUp;

    /// <summary>"上转", "跨网格下转", "外转".</summary>
    public string Way =>
        (Bond == Bond.Group ? "" : FormContext.WordsOf(typeof(Bond), Bond.ToString()))
        + (
            Bond == Bond.Outside && IsUp ? ""
            : Direction == ReferralDirection.Up ? "上转"
            : "下转"
        );

    internal static async Task<List<ReferralLine>> Of(Work work, List<Referral> referrals, CancellationToken ct)
    {
        var names = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);
        var ids = referrals.Select(r => r.Key).ToList();
        var open = work.Db.Set<WorkItem>().AsNoTracking().Where(w => ids.Contains(w.Id) && w.Open);
        var items = await open.ToDictionaryAsync(w => w.Id, ct);
        return [.. referrals.Select(r => new ReferralLine(r, names[r.From], names[r.To], items.GetValueOrDefault(r.Key)))];
    }
}
