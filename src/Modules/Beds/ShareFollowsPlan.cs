using Yihe.Kernel.Pools;
using Yihe.Plans;

namespace Yihe.Beds;

/// <summary>Wards take the share of a new version of the blueprint when it comes into force; where others have already taken too much, that is on record. GZ-51.</summary>
internal static class ShareFollowsPlan
{
    private const string Reason = "方案新版本调整预留";

    internal static async Task InForce(Work work, PlanInForce plan, CancellationToken ct)
    {
        var section = work.Platform.Blueprints.Of<AccessSection>(plan.Number);
        var own = section.Wards.Where(w => w.Share is not null).Select(w => w.Code).ToList();
        foreach (var ward in await work.Db.Set<Ward>().Where(w => !own.Contains(w.Code)).ToListAsync(ct))
        {
            var pool = (await work.Db.FindAsync<Pool>([ward.Id], ct))!;
            if (await Resizing.Reshare(work, pool, section.Beds.Share, (pool.OpensAt, pool.ReleaseAt), ct) > 0)
                await Breaches.Follow(work, pool, ward.Institution, ward.Name, "/beds", Reason, ct);
        }
        await work.Commit(Done.Yes, ct);
    }
}
