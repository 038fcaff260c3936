using System.ComponentModel.DataAnnotations;
using Yihe.Kernel.Pools;

namespace Yihe.Beds;

public enum BedState
{
    [Display(Name = "空")]
    Open,

    [Display(Name = "预占")]
    Held,

    [Display(Name = "在住")]
    Occupied,

    [Display(Name = "清洁中")]
    Cleaning,

    [Display(Name = "停用")]
    Blocked,
}

/// <summary>The map of one ward; who lies there only for those who run it. QJ-39.</summary>
internal static class ShowWard
{
    internal sealed record Input(Guid Id);

    /// <param name="Sex">whom it takes now: its own limit, or that of who lies in the room</param>
    /// <param name="Kept">empty, but only for those the share is kept for</param>
    /// <param name="Stay">with it: who, from where, since or until when</param>
    /// <param name="Moves">what the asker may do with the stay now</param>
    internal sealed record BedLine(
        Guid Id,
        int No,
        string Room,
        BedSex Sex,
        bool Isolation,
        BedState State,
        bool Confirming,
        bool Kept,
        DateTimeOffset? Until,
        string? BlockedFor,
        Guid? Stay,
        ResidentId? Resident,
        string? Person,
        string? From,
        DateTimeOffset? Since,
        IReadOnlyList<string> Moves
    );

    internal sealed record Outcome(WardCounts.Line Ward, IReadOnlyList<BedLine> Beds);

    internal static readonly Look<Input, Outcome> Door = new("bed.ward", "查看病区床位", Rights.ReadBeds, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        if (await work.Db.FindAsync<Ward>([input.Id], ct) is not { } ward)
            return Refusal.NotFound;
        work.About(ward);
        var counts = await WardCounts.Of(work, [ward], work.Actor.Institution, ct);
        return await work.Look(new Outcome(counts[0], await Beds(work, ward, ct)), ct);
    }

    private static async Task<List<BedLine>> Beds(Work work, Ward ward, CancellationToken ct)
    {
        var rooms = await Rooms.In(work, ward, ct);
        var units = await work.Db.Set<PoolUnit>().Where(u => u.Pool == ward.Id).ToDictionaryAsync(u => u.Id, ct);
        var open = work.Db.Set<BedStay>().AsNoTracking().Where(s => s.Ward == ward.Id).Where(BedStay.Open);
        var stays = await open.ToDictionaryAsync(s => s.Id, ct);
        var names = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);
        return [.. rooms.All.Select(b => Of(work.Actor, ward, (b, rooms.LimitOf(b)), units[b.Id], StayOf(b)))];

        (BedStay?, string?) StayOf(Bed bed)
        {
            var stay =
                (units[bed.Id].Taker is { } taker ? stays.GetValueOrDefault(taker) : null)
                ?? stays.Values.FirstOrDefault(s =>
                    s.State == BedStayState.Refused && s.Next == bed.Id && s.From == work.Actor.Institution
                );
            return (stay, stay is null ? null : names[stay.From]);
        }
    }

    private static BedLine Of(Actor actor, Ward ward, (Bed Bed, BedSex Sex) of, PoolUnit unit, (BedStay? Stay, string? From) taken)
    {
        var (bed, stay) = (of.Bed, taken.Stay);
        var run = stay is not null && (actor.May(Rights.Admit) || actor.May(Rights.Hold)) && ward.Parties.Contains(actor.Institution);
        return new(
            bed.Id,
            bed.No,
            bed.Room,
            of.Sex,
            bed.Isolation,
            StateOf(unit.State),
            stay is { State: BedStayState.Confirming },
            unit.Kept,
            unit.HeldUntil,
            bed.BlockedFor,
            run || stay?.From == actor.Institution ? stay!.Id : null,
            run ? stay!.Resident : null,
            run ? $"{stay!.Person} {stay.PersonDetail}" : null,
            taken.From,
            stay?.CameAt,
            run || stay?.From == actor.Institution ? MovesOf(stay!, actor, run) : []
        );
    }

    /// <summary>Whoever only sent the patient gives the bed up or takes the next; the rest is done by the staff of the ward.</summary>
    private static IReadOnlyList<string> MovesOf(BedStay stay, Actor actor, bool ours) =>
        [
            .. BedStayFlow
                .Of(stay)
                .Offers(stay, actor)
                .Where(o => o.Allowed && (ours || o.Move is BedStayMove.GiveUp or BedStayMove.Retake))
                .Select(o => o.Move.ToString()),
        ];

    private static BedState StateOf(UnitState state) =>
        state switch
        {
            UnitState.Free => BedState.Open,
            UnitState.Held => BedState.Held,
            UnitState.Taken => BedState.Occupied,
            UnitState.Resting => BedState.Cleaning,
            _ => BedState.Blocked,
        };
}
