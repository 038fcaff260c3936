namespace Yihe.Accounts.Alerts;

public enum AlertState
{
    [Display(Name = "待核实")]
    Open,

    [Display(Name = "已核实")]
    Reviewed,
}

internal enum AlertMove
{
    Review,
}

/// <summary>
/// Somebody reached a limit that guards people's data (安全告警): the security administrator is told at once, asks, and notes what it was.
/// While one of a person is open, more of the same adds to it and asks nothing new. ASVS 5.0 16.3.3, GB/T 22239 8.1.4.4.
/// </summary>
[Index(nameof(Who), nameof(State))]
internal sealed class Alert : IMatter<AlertState>
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public AlertState State { get; set; }

    /// <summary>The account, or the name of a system.</summary>
    public required string Who { get; init; }
    public required string Name { get; init; }
    public required InstitutionId At { get; init; }
    public required string AtName { get; init; }
    public required string UseCase { get; init; }

    /// <summary>The code of the limit.</summary>
    public required string Code { get; init; }
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>Of a broken glass, whose record was opened, why, and when it closes: what was read meanwhile is listed, the person never named.</summary>
    public Guid? Opened { get; init; }
    public string? Reason { get; init; }
    public DateTimeOffset? Until { get; init; }

    /// <summary>Where the security administrator works.</summary>
    public required InstitutionId Office { get; init; }
    public required int Blueprint { get; init; }
    public string? Finding { get; private set; }
    public DateTimeOffset? ReviewedAt { get; private set; }
    public Guid? Subject => null;
    public Guid Course => Id;
    public IEnumerable<InstitutionId> Parties => [Office];
    public WorkItemFace Face => new("安全告警", Name, AtName, WordsOf(Code), "/alerts", IsLimit ? Urgency.Emergency : Urgency.Priority);

    internal static readonly Flow<Alert, AlertState, AlertMove> Flow = new("alert", "安全告警", AlertState.Open)
    {
        States =
        [
            new(AlertState.Open, "待核实", Tone.Danger) { Holder = a => new(a.Office, Rights.ReviewAlerts), Asks = "核实安全告警" },
            new(AlertState.Reviewed, "已核实", Tone.Ok),
        ],
        Moves = [new(AlertState.Open, AlertMove.Review, AlertState.Reviewed, "核实", a => new(a.Office, Rights.ReviewAlerts))],
    };

    /// <summary>The code of an alert that no limit raised: somebody opened what is sensitive in an emergency (紧急调阅).</summary>
    internal const string BreakGlass = "break-glass";

    /// <summary>What they wanted was refused.</summary>
    internal bool IsLimit => Code != BreakGlass;

    internal void Review(Work work, string finding) => (Finding, ReviewedAt) = (finding, work.Now);

    internal static string WordsOf(string code) =>
        code switch
        {
            BreakGlass => "紧急调阅了一位居民的档案，敏感内容在内",
            "reading-limit" => "短时间内查看的人次超限",
            "reveal-limit" => "查看完整号码次数超限",
            "locked" => "连续输错口令，已被暂停登录",
            "opening-limit" => "凭理由调阅次数超限",
            _ => "触及限量",
        };

    /// <summary>Tells the security administrator, unless there is an open alert about the same person already.</summary>
    internal static async Task Raise(Work work, LimitReached news, CancellationToken ct)
    {
        var who = news.Account?.ToString() ?? news.Agent;
        if (!await work.Db.Set<Alert>().AnyAsync(a => a.Who == who && a.State == AlertState.Open && a.Code != BreakGlass, ct))
            await Raise(work, who, news, null, ct);
    }

    /// <summary>Every glass that is broken is looked at.</summary>
    internal static Task Raise(Work work, GlassBroken news, CancellationToken ct) =>
        Raise(work, $"{news.Account}", new LimitReached(news.Account, "", news.Institution, news.UseCase, BreakGlass), news, ct);

    private static async Task Raise(Work work, string who, LimitReached news, GlassBroken? glass, CancellationToken ct)
    {
        var posts = await work.Db.Set<Post>().AsNoTracking().Where(p => p.EndedAt == null).ToListAsync(ct);
        var book = RoleBook.Of(work.Platform);
        var guard = posts.OrderBy(p => p.Id).FirstOrDefault(p => book.GrantsOf(p.Roles).ContainsKey(Rights.ReviewAlerts.Name));
        var names = await InstitutionDirectory.NamesIn(work, ct);
        var alert = work.Add(
            new Alert
            {
                Id = work.NewId(),
                Who = who,
                Name = news.Account is { } id ? (await work.Db.FindAsync<Account>([id], ct))!.Name : news.Agent,
                At = news.Institution,
                AtName = names[news.Institution],
                UseCase = news.UseCase,
                Code = news.Code,
                RaisedAt = glass?.At ?? work.Now,
                Opened = glass?.Person,
                Reason = glass?.Reason,
                Until = glass?.Until,
                Office = guard?.Institution ?? news.Institution,
                Blueprint = work.Platform.Blueprints.VersionAt(work.Now),
            }
        );
        await Flow.Enter(work, alert, ct);
        await work.Commit(Done.Yes, ct);
    }
}

/// <summary>The security administrator asked, and notes what it was.</summary>
internal static class ReviewAlert
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "核实结果"), Needed("请写核实的结果"), AtMost(200)] string Finding,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("alert.review", "核实安全告警", Rights.ReviewAlerts, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (alert, refusal) = await work.Find<Alert>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (alert.Who == work.Actor.Account?.ToString())
            return Refusal.Conflict("self", "这条告警说的是您自己，请由另一位安全管理员核实");
        if (await Alert.Flow.Make(work, alert, AlertMove.Review, ct) is { } illegal)
            return illegal;
        alert.Review(work, input.Finding.Trim());
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>The alerts, those to review first, then the newest.</summary>
internal static class ListAlerts
{
    private const int Most = 200;

    internal sealed record Input;

    internal sealed record Line(
        Guid Id,
        int Version,
        AlertState State,
        string Name,
        string Institution,
        string What,
        bool IsLimit,
        string UseCase,
        DateTimeOffset RaisedAt,
        string? Reason,
        DateTimeOffset? Until,
        string? Finding,
        DateTimeOffset? ReviewedAt
    );

    internal static readonly Look<Input, Rows<Line>> Door = new("alert.list", "查看安全告警", Rights.ReviewAlerts, Run);

    private static async Task<Result<Rows<Line>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var reach = work.Reach;
        var alerts = await work
            .Db.Set<Alert>()
            .AsNoTracking()
            .Where(a => reach.All || reach.Institutions.Contains(a.Office))
            .OrderBy(a => a.State)
            .ThenByDescending(a => a.Id)
            .Take(Most)
            .ToListAsync(ct);
        var lines = alerts.Select(a => new Line(
            a.Id,
            a.Version,
            a.State,
            a.Name,
            a.AtName,
            Alert.WordsOf(a.Code),
            a.IsLimit,
            work.Platform.Modules.WordsOf(a.UseCase),
            a.RaisedAt,
            a.Reason,
            a.Until,
            a.Finding,
            a.ReviewedAt
        ));
        return await work.Look(new Rows<Line>([.. lines]), ct);
    }
}
