namespace Yihe.Hl7;

/// <summary>A source says that two of its numbers are one patient's; a loop is refused, and a person may take it back.</summary>
internal static class JoinNumbers
{
    internal static async Task<Refusal?> Join(Work work, MessageSource source, (string Gone, string Stays) numbers, CancellationToken ct)
    {
        var (vault, (gone, stays)) = (work.Platform.Vault, numbers);
        if (gone == stays)
            return Refusal.Invalid("MRG-1.1", "MRG-1 与 PID-3 是同一个患者号，不能与自己合并");
        if (await NumberJoin.Standing(work, source.Id, stays, ct) == gone)
            return Refusal.Conflict("loop", "PID-3 的患者号已经并入 MRG-1 的患者号，再并回去就成了环；请先撤销前一次合并");
        var standing = await NumberJoin.Standing(work, source.Id, gone, ct);
        if (standing == await NumberJoin.Standing(work, source.Id, stays, ct))
            return null; // joined already
        if (standing != gone)
            return Refusal.Conflict("joined", "MRG-1 的患者号已经并入另一个患者号；请先撤销那一次合并");
        work.Add(
            new NumberJoin
            {
                Id = work.NewId(),
                Source = source.Id,
                Institution = source.Institution,
                GoneIndex = NumberJoin.IndexOf(vault, gone),
                StaysIndex = NumberJoin.IndexOf(vault, stays),
                Numbers = NumberJoin.Seal(vault, gone, stays),
                At = work.Now,
            }
        );
        await PatientIndex.Join(work, source.Application, (gone, stays), ct);
        return null;
    }
}

/// <summary>A join of numbers is taken back: what comes from now on under the number given up is its own again.</summary>
internal static class PartNumbers
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "理由"), Needed("请写明为什么撤销"), AtMost(200)] string Reason,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("message.part", "撤销患者号合并", Rights.Mend, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (join, refusal) = await work.Find<NumberJoin>(input.Id, input.Version, ct);
        if (refusal is not null || (refusal = join.End(work.Now, input.Reason.Trim())) is not null)
            return refusal;
        var source = await work.Db.Set<MessageSource>().AsNoTracking().FirstAsync(s => s.Id == join.Source, ct);
        await PatientIndex.Part(work, source.Institution, (source.Application, join.Read(work.Platform.Vault).Gone), ct);
        work.About(join);
        return await work.Commit(Done.Yes, ct);
    }
}
