using System.ComponentModel.DataAnnotations;
using Yihe.Kernel.Pools;

namespace Yihe.Beds;

/// <summary>A cleaned bed can be had again.</summary>
internal static class CleanBed
{
    internal sealed record Input(Guid Id);

    internal static readonly Change<Input, Done> Door = new("bed.clean", "清洁完成", Rights.Tend, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await Tending.Find(work, input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        if (!await PoolDesk.Ready(work, input.Id, ct))
            return Refusal.Conflict("not-cleaning", "这张床不在清洁中，请刷新查看最新状态");
        await PoolDesk.Serve(work, found.Value.Pool, ct);
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>Takes a bed out of use; where others already took too much for what is left, that is recorded. GZ-51.</summary>
internal static class BlockBed
{
    internal sealed record Input(Guid Id, [property: Display(Name = "停用原因"), Needed("请写停用原因"), AtMost(100)] string Reason);

    internal sealed record Outcome(int Open, int Missing);

    internal static readonly Change<Input, Outcome> Door = new("bed.block", "停用床位", Rights.Tend, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await Tending.Find(work, input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var (ward, bed, pool) = found.Value;
        if (bed.BlockedFor is not null)
            return Refusal.Conflict("blocked-already", "这张床已经停用，请刷新查看最新状态");
        var blocked = await Resizing.Block(work, pool, bed.Id, true, ct);
        if (blocked.Refusal is not null)
            return Refusal.Conflict("occupied", "床上有患者或已经预占，请先转床、出院或退床，再停用");
        bed.Block(input.Reason.Trim());
        await Breaches.Follow(work, pool, ward.Institution, ward.Name, $"/wards/{ward.Id}/beds/{bed.Id}", input.Reason.Trim(), ct);
        return await work.Commit(new Outcome(pool.Capacity, pool.Missing), ct);
    }
}

/// <summary>A bed comes back into use, with the limits it has from now on.</summary>
internal static class OpenBed
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "收治性别")] BedSex Sex = BedSex.Any,
        [property: Display(Name = "隔离床")] bool Isolation = false
    );

    internal static readonly Change<Input, Done> Door = new("bed.open", "启用床位", Rights.Tend, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await Tending.Find(work, input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var (_, bed, pool) = found.Value;
        if (bed.BlockedFor is null)
            return Refusal.Conflict("not-blocked", "这张床没有停用，请刷新查看最新状态");
        if (bed.Lost)
            return Refusal.Conflict("lost", "这张床是减床时撤下的，请用“增减床位”恢复");
        if ((await Resizing.Block(work, pool, bed.Id, false, ct)).Refusal is { } gone)
            return gone;
        bed.Open(input.Sex, input.Isolation);
        await PoolDesk.Serve(work, pool, ct);
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>A bed, its ward and the pool, for those who look after it, one at a time.</summary>
internal static class Tending
{
    internal static async Task<Result<(Ward Ward, Bed Bed, Pool Pool)>> Find(Work work, Guid id, CancellationToken ct)
    {
        if (await work.Db.FindAsync<Bed>([id], ct) is not { } bed)
            return Refusal.NotFound;
        var ward = await work.Find<Ward>(bed.Ward, ct);
        work.About(bed);
        return ward.Refusal is { } refusal ? refusal : (ward.Value, bed, await PoolDesk.Alone(work, bed.Ward, ct));
    }
}
