using System.ComponentModel.DataAnnotations;
using Yihe.Kernel.Pools;

namespace Yihe.Beds;

/// <summary>
/// More or fewer beds of a ward (增减床位); for an allotted ward it is how the hospital's own system hands over its quota. Only empty
/// beds are lost, from the last; those lost come back first. A cut that leaves the share short is recorded with its reason. GZ-51.
/// </summary>
internal static class ResizeWard
{
    /// <param name="Room">where new beds stand, and with <paramref name="Sex"/> and <paramref name="Isolation"/> whom they take</param>
    internal sealed record Input(
        [property: Display(Name = "病区代码"), Needed("请写病区代码")] string Ward,
        [property: Display(Name = "开放床位"), Between(0, WardPlan.MostBeds)] int Beds,
        [property: Display(Name = "原因"), Needed("请写增减的原因"), AtMost(100)] string Reason,
        [property: Display(Name = "新床位的房间"), AtMost(20)] string? Room = null,
        [property: Display(Name = "收治性别")] BedSex Sex = BedSex.Any,
        [property: Display(Name = "隔离床")] bool Isolation = false
    );

    internal sealed record Outcome(Guid Ward, int Beds, int Missing);

    internal static readonly Change<Input, Outcome> Door = new("beds.resize", "增减床位", Rights.Tend, Run);

    private static readonly Refusal Taken = Refusal.Conflict("too-many-taken", "只能减空床；在住、预占和清洁中的请先转床、退床或清洁");
    private static readonly Refusal NoRoom = Refusal.Invalid("room", "请写新床位所在的房间");

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var ward = await work.Db.Set<Ward>().FirstOrDefaultAsync(w => w.Code == input.Ward, ct);
        if (ward is null)
            return Refusal.Invalid("ward", "没有这个代码的病区");
        if (work.Refuses(ward) is { } refusal)
            return refusal;
        var pool = await PoolDesk.Alone(work, ward.Id, ct);
        var beds = await work.Db.Set<Bed>().Where(b => b.Ward == ward.Id).ToDictionaryAsync(b => b.Id, ct);
        var lost = beds.Values.Where(b => b.Lost).Select(b => b.Id).ToList();
        if (input.Beds > pool.Capacity + lost.Count && string.IsNullOrWhiteSpace(input.Room))
            return NoRoom;
        var resized = await Resizing.Resize(work, pool, input.Beds, ct, lost);
        if (resized.Refusal is not null)
            return Taken;
        Follow(work, pool, beds, input);
        await Breaches.Follow(work, pool, ward.Institution, ward.Name, $"/wards/{ward.Id}", input.Reason.Trim(), ct);
        await PoolDesk.Serve(work, pool, ct);
        return await work.Commit(new Outcome(ward.Id, pool.Capacity, resized.Value), ct);
    }

    private static void Follow(Work work, Pool pool, Dictionary<Guid, Bed> beds, Input input)
    {
        foreach (var unit in work.Db.Set<PoolUnit>().Local.Where(u => u.Pool == pool.Id).ToList())
            if (!beds.TryGetValue(unit.Id, out var bed))
                work.Add(Bed.Of(unit, new RoomPlan(input.Room!.Trim(), 1, input.Sex, input.Isolation)));
            else if (unit.State == UnitState.Withdrawn && bed.BlockedFor is null)
                bed.Block(input.Reason.Trim(), lost: true);
            else if (unit.State != UnitState.Withdrawn && bed.Lost)
                bed.Open(bed.Sex, bed.Isolation);
    }
}
