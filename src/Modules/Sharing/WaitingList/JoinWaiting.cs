using System.ComponentModel.DataAnnotations;
using Yihe.Kernel.Pools;

namespace Yihe.Sharing.WaitingList;

/// <summary>Puts a resident on the waiting list of a clinic or a ward. GZ-52, KS-69.</summary>
public static class JoinWaiting
{
    public sealed record Input(Guid Line, ResidentId Resident, [property: Display(Name = "需要隔离")] bool Isolation = false);

    public sealed record Outcome(Guid Id, int Ahead);

    public static readonly Change<Input, Outcome> Door = new("waiting.join", "登记候补", SharingRights.Book, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var resident = await ResidentDirectory.Find(work, input.Resident, ct);
        if (resident.Refusal is { } unknown)
            return unknown;
        var entitled = await Entitlement.Of(work, work.Actor.Institution, ct);
        if (await SharedKind.Of(work, input.Line, ct) is not ({ } kind, { } line))
            return Refusal.Invalid("line", "没有找到这个门诊或病区，请重新选择");
        var ids = await OnePerson.Ids(work, resident.Value.Id, ct);
        var waits = work.Db.Set<Wait>().Where(w => w.Line == input.Line && ids.Contains(w.Resident));
        if (await waits.Where(Wait.Live).AnyAsync(ct))
            return Refusal.Conflict("waiting-already", "这位居民已在候补，不必重复登记");
        if (await kind.NeedNotWait(work, input.Line, resident.Value, input.Isolation, ct) is { } free)
            return free;
        var wait = await Enter(work, input, line.Title, kind.IsBeds, (resident.Value, entitled), ct);
        var ahead = await work
            .Db.Set<Waiting>()
            .CountAsync(
                w => w.Line == input.Line && w.Open && (w.Rank < (int)wait.Rank || (w.Rank == (int)wait.Rank && w.Since < work.Now)),
                ct
            );
        return await work.Commit(new Outcome(wait.Id, ahead), ct);
    }

    private static async Task<Wait> Enter(
        Work work,
        Input input,
        string title,
        bool forBed,
        (ResidentCard Resident, bool Entitled) who,
        CancellationToken ct
    )
    {
        var (resident, entitled) = who;
        var version = work.Platform.Blueprints.VersionAt(work.Now);
        var wait = work.Add(
            new Wait
            {
                Id = work.NewId(),
                Line = input.Line,
                ForBed = forBed,
                Title = title,
                From = work.Actor.Institution,
                Resident = resident.Id,
                Person = resident.Name,
                PersonDetail = resident.SexAndAge,
                Sex = resident.Sex,
                Isolation = input.Isolation,
                Rank = Entitlement.RankOf(resident, entitled),
                Since = work.Now,
                Blueprint = version,
            }
        );
        work.Add(
            new Waiting
            {
                Id = wait.Id,
                Line = input.Line,
                Rank = (int)wait.Rank,
                Entitled = entitled,
                Since = work.Now,
                OfferHours = wait.OfferHours(work.Platform.Blueprints.Of<AccessSection>(version)),
            }
        );
        await Wait.Flow.Enter(work, wait, ct);
        return wait;
    }
}

/// <summary>No longer waits; what was held goes to the next.</summary>
internal static class LeaveWaiting
{
    internal sealed record Input(Guid Id);

    internal static readonly Change<Input, Done> Door = new("waiting.leave", "退出候补", SharingRights.Book, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await work.Find<Wait>(input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        if (await Wait.Flow.Make(work, found.Value, WaitMove.Leave, ct) is { } illegal)
            return illegal;
        (await work.Db.FindAsync<Waiting>([input.Id], ct))?.Leave();
        if (found.Value.Unit is { } unit)
            await PoolDesk.GiveBack(work, unit, input.Id, ct);
        return await work.Commit(Done.Yes, ct);
    }
}
