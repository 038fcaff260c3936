namespace Yihe.ResidentAccounts;

/// <summary>
/// Someone acts for another (家人代办) from one day to another, on proof that staff saw: a parent for a child, a daughter for
/// her mother. It is asked for at every read and write, so its end bites at once. QJ-66.
/// </summary>
[Index(nameof(Agent))]
[Index(nameof(Principal))]
internal sealed class Agency : IEntity, IScoped
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;

    /// <summary>Who is acted for.</summary>
    public required ResidentId Principal { get; init; }
    public required ResidentId Agent { get; init; }

    /// <summary>What showed it: a code of the blueprint.</summary>
    public required string Proof { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly Until { get; init; }
    public required InstitutionId RegisteredAt { get; init; }
    public DateTimeOffset? EndedAt { get; private set; }
    public IEnumerable<InstitutionId> Parties => [RegisteredAt];
    public Guid? Whose => Principal.Value;

    internal static IQueryable<Agency> InForce(AppDb db, DateTimeOffset now)
    {
        var today = now.Day();
        return db.Set<Agency>().AsNoTracking().Where(a => a.EndedAt == null && a.From <= today && a.Until >= today);
    }

    internal Refusal? End(DateTimeOffset now)
    {
        if (EndedAt is not null)
            return Refusal.Conflict("ended", "这项代办已经停止");
        EndedAt = now;
        return null;
    }
}

/// <summary>Staff, who saw both cards and the proof, note that one resident may act for another.</summary>
internal static class RegisterAgent
{
    internal sealed record Input(
        ResidentId Id,
        [property: Display(Name = "代办人身份证号"), Needed("请输入代办人的身份证号")] string IdentityNumber,
        [property: Display(Name = "代办人姓名"), Needed("请输入代办人的姓名，须与登记一致")] string Name,
        [property: Display(Name = "凭证"), Needed("请选择核对过的凭证")] string Proof,
        [property: Display(Name = "代办到")] DateOnly Until
    );

    internal static readonly Change<Input, Done> Door = new("agent.register", "登记家人代办", Rights.Own, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var principal = await ResidentDirectory.Bare(work, input.Id, ct);
        if ((principal.Refusal ?? Faults(work, input)) is { } refusal)
            return refusal;
        var (agent, stranger) = await AgentOf(work, input, ct);
        if (stranger is not null)
            return stranger;
        var agency = work.Add(
            new Agency
            {
                Id = work.NewId(),
                Principal = input.Id,
                Agent = agent,
                Proof = input.Proof,
                From = work.Today,
                Until = input.Until,
                RegisteredAt = work.Actor.Institution,
            }
        );
        foreach (var more in work.Platform.Modules.Parts<AgentRegistered>())
            await more(work, principal.Value, input.Proof, ct);
        work.About(agency);
        (work.ReasonCode, work.Matter) = (input.Proof, null);
        return await work.Commit(Done.Yes, ct);
    }

    private static async Task<Result<ResidentId>> AgentOf(Work work, Input input, CancellationToken ct)
    {
        if (IdentityNumber.Parse(input.IdentityNumber, work.Today) is { Refusal: { } wrong })
            return wrong;
        var known = await ResidentDirectory.WithIdentity(work, input.IdentityNumber, ct);
        var names = await ResidentDirectory.NamesOf(work.Db, [known ?? default], ct);
        if (known is not { } id || names[id] != input.Name.Trim())
            return Refusal.Invalid("identityNumber", "没有同时符合姓名与号码的居民；代办人也须先登记为居民");
        var agent = new ResidentId(id);
        if (agent == input.Id)
            return Refusal.Invalid("identityNumber", "本人不需要代办");
        return await Agency.InForce(work.Db, work.Now).AnyAsync(a => a.Agent == agent && a.Principal == input.Id, ct)
            ? Refusal.Conflict("agent-already", "这位家人已可代办；要改期限请先停止再登记")
            : agent;
    }

    private static Refusal? Faults(Work work, Input input)
    {
        var rules = work.Platform.Blueprints.At<ResidentsSection>(work.Now).Own;
        return !rules.Proofs.ContainsKey(input.Proof) ? Refusal.Invalid("proof", "请从列出的凭证中选择一项")
            : input.Until < work.Today || input.Until > work.Today.AddMonths(rules.MostAgencyMonths)
                ? Refusal.Invalid("until", $"应在今天之后、{rules.MostAgencyMonths} 个月以内，到期可再登记")
            : null;
    }
}

/// <summary>Ends it at once: at a counter, or by one of the two themselves; someone else who acts for the person may not.</summary>
internal static class EndAgent
{
    internal sealed record Input(Guid Id);

    internal static readonly Change<Input, Done> AtCounter = new(
        "agent.end",
        "停止家人代办",
        Rights.Own,
        async (work, input, ct) =>
        {
            if (await work.Db.FindAsync<Agency>([input.Id], ct) is not { } agency)
                return Refusal.NotFound;
            var principal = await ResidentDirectory.Bare(work, agency.Principal, ct);
            return (principal.Refusal ?? agency.End(work.Now)) is { } refusal ? refusal : await work.Commit(Done.Yes, ct);
        }
    );

    internal static readonly Change<Input, Done> Own = new(
        "my.end-agent",
        "停止家人代办",
        Permission.Self,
        async (work, input, ct) =>
        {
            var known = await work.Db.FindAsync<Agency>([input.Id], ct);
            var self = work.Actor.Persons[0];
            if (known is null || (known.Principal.Value != self && known.Agent.Value != self))
                return Refusal.NotFound;
            if ((work.Refuses(known) ?? known.End(work.Now)) is { } refusal)
                return refusal;
            work.Subject = known.Whose;
            return await work.Commit(Done.Yes, ct);
        }
    );
}

/// <summary>An agency as it is shown on either side.</summary>
/// <param name="Person">who is acted for, seen by the agent; who acts, seen by the other</param>
internal sealed record AgencyLine(Guid Id, ResidentId Person, string Name, string Proof, DateOnly Until)
{
    internal static async Task<List<AgencyLine>> Of(Work work, ResidentId resident, bool asAgent, CancellationToken ct)
    {
        var proofs = work.Platform.Blueprints.At<ResidentsSection>(work.Now).Own.Proofs;
        var found = await Agency
            .InForce(work.Db, work.Now)
            .Where(a => (asAgent ? a.Agent : a.Principal) == resident)
            .OrderBy(a => a.Id)
            .ToListAsync(ct);
        ResidentId Other(Agency agency) => asAgent ? agency.Principal : agency.Agent;
        var names = await ResidentDirectory.NamesOf(work.Db, found.Select(a => Other(a).Value), ct);
        return
        [
            .. found.Select(a => new AgencyLine(a.Id, Other(a), names[Other(a).Value], proofs.GetValueOrDefault(a.Proof, ""), a.Until)),
        ];
    }
}
