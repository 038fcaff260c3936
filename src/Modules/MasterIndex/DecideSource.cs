namespace Yihe.MasterIndex;

/// <summary>What a person decides of a record that waits, with the reason; each can be taken back by another.</summary>
internal static class DecideSource
{
    internal static async Task<Result<Done>> Move(
        Work work,
        SourceRecord record,
        (SourceMove Move, string Reason) decided,
        CancellationToken ct,
        Func<Task<Refusal?>>? apply = null
    )
    {
        var move = decided.Move;
        if (await SourceFlow.Table.Make(work, record, move, ct, apply) is { } illegal)
            return illegal;
        record.Count();
        if (move is SourceMove.Match or SourceMove.Register or SourceMove.Unlink)
            work.Publish(new SourceSettled(record.Id));
        work.Add(
            new Decision
            {
                Id = work.NewId(),
                Record = record.Id,
                Move = move,
                Resident = record.Resident,
                Reason = decided.Reason.Trim(),
                By = work.Actor.Account,
                At = work.Now,
            }
        );
        (work.Purpose, work.Subject) = ("index", record.Resident?.Value);
        work.About(record);
        return await work.Commit(Done.Yes, ct);
    }

    /// <summary>The resident a person means: one of those shown, or another by the health code.</summary>
    internal static async Task<Result<ResidentTraits>> Meant(Work work, ResidentId? id, string? healthCode, CancellationToken ct)
    {
        var resident =
            id is { } shown ? await ResidentIndex.Find(work, shown, ct)
            : healthCode is { } code ? await ResidentIndex.WithHealthCode(work, code.Trim().ToUpperInvariant(), ct)
            : null;
        return resident is null ? Refusal.Invalid("healthCode", "没有这个健康码的居民，请核对后重新输入") : resident;
    }
}

/// <summary>Who decided what of a record, and why; the words stay beside the record, the act has the rest.</summary>
[Index(nameof(Record), nameof(Id))]
internal sealed class Decision : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required Guid Record { get; init; }
    public required SourceMove Move { get; init; }
    public required ResidentId? Resident { get; init; }
    public required string Reason { get; init; }
    public required AccountId? By { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>It is this resident.</summary>
internal static class MatchSource
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "居民")] ResidentId? Resident,
        [property: Display(Name = "理由"), Needed("请写明凭什么认定是同一人"), AtMost(200)] string Reason,
        [property: Display(Name = "健康码"), AtMost(20)] string? HealthCode = null,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("source.match", "认定同一人", Rights.Review, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (record, refusal) = await work.Find<SourceRecord>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        var (resident, unknown) = await DecideSource.Meant(work, input.Resident, input.HealthCode, ct);
        if (unknown is not null)
            return unknown;
        return await DecideSource.Move(work, record, (SourceMove.Match, input.Reason), ct, Link);

        async Task<Refusal?> Link()
        {
            record.LinkTo(resident.Id);
            foreach (var excluded in await Excluded(work, record, resident.Id, ct))
                excluded.End(work.Now);
            return null;
        }
    }

    internal static Task<List<Exclusion>> Excluded(Work work, SourceRecord record, ResidentId resident, CancellationToken ct) =>
        work.Db.Set<Exclusion>().Where(e => e.Record == record.Id && e.Resident == resident && e.EndedAt == null).ToListAsync(ct);
}

/// <summary>It is not this resident; the record waits on, with those that are left.</summary>
internal static class ExcludeResident
{
    internal sealed record Input(
        Guid Id,
        ResidentId Resident,
        [property: Display(Name = "理由"), Needed("请写明凭什么认定不是同一人"), AtMost(200)] string Reason,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("source.exclude", "认定不同人", Rights.Review, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (record, refusal) = await work.Find<SourceRecord>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (await ResidentIndex.Find(work, input.Resident, ct) is null)
            return Refusal.NotFound;
        return await DecideSource.Move(work, record, (SourceMove.Exclude, input.Reason), ct, Exclude);

        async Task<Refusal?> Exclude()
        {
            if ((await MatchSource.Excluded(work, record, input.Resident, ct)).Count > 0)
                return Refusal.Conflict("excluded", "已认定过不是这位居民，请刷新");
            work.Add(
                new Exclusion
                {
                    Id = work.NewId(),
                    Record = record.Id,
                    Resident = input.Resident,
                    At = work.Now,
                }
            );
            return null;
        }
    }
}

/// <summary>Nobody known: somebody new is registered by what the record says.</summary>
internal static class RegisterFromSource
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "理由"), Needed("请写明凭什么认定是新居民"), AtMost(200)] string Reason,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("source.register", "按来源登记居民", Rights.Review, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (record, refusal) = await work.Find<SourceRecord>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        var said = record.Statement(work.Platform.Vault);
        if (said.Name is null || said.IdentityNumber(work.Platform, work.Today) is not { } number)
            return Refusal.Conflict("not-enough", "来源没有给出姓名和有效证件号，不能登记；请退回来源更正，或由本人持证登记后再认定");
        if (await ResidentDirectory.WithIdentity(work, number.Value, ct) is not null)
            return Refusal.Conflict("registered", "这个证件号已登记过；请在所列居民中认定，或退回来源更正");
        return await DecideSource.Move(work, record, (SourceMove.Register, input.Reason), ct, Register);

        async Task<Refusal?> Register()
        {
            record.LinkTo(await PatientIndex.Register(work, said, number, work.Actor.Institution, ct));
            return null;
        }
    }
}

/// <summary>Moves of a record that ask for nothing but the reason.</summary>
internal static class MoveSource
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "理由"), Needed("请写明理由"), AtMost(200)] string Reason,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Postpone = new(
        "source.postpone",
        "稍后核对来源记录",
        Rights.Review,
        Of(SourceMove.Postpone)
    );

    internal static readonly Change<Input, Done> Return = new("source.return", "退回来源更正", Rights.Review, Of(SourceMove.Return));

    internal static readonly Change<Input, Done> Unlink = new("source.unlink", "撤销对应", Rights.Review, Of(SourceMove.Unlink));

    private static Func<Work, Input, CancellationToken, Task<Result<Done>>> Of(SourceMove move) =>
        async (work, input, ct) =>
        {
            var (record, refusal) = await work.Find<SourceRecord>(input.Id, input.Version, ct);
            if (refusal is not null)
                return refusal;
            return await DecideSource.Move(work, record, (move, input.Reason), ct, Apply);

            async Task<Refusal?> Apply()
            {
                if (move == SourceMove.Unlink)
                    record.Ask(await PatientIndex.OfficeOf(work, record, ct), "撤销了对应：" + input.Reason.Trim());
                else
                    record.Because(input.Reason.Trim());
                return null;
            }
        };
}
