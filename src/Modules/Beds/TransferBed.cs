using System.ComponentModel.DataAnnotations;
using Yihe.Kernel.Pools;

namespace Yihe.Beds;

/// <summary>Another bed for someone in bed, in this ward or another that the institution runs: one act, one encounter. QJ-39.</summary>
internal static class TransferBed
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "转入床位")] Guid? Bed = null,
        [property: Display(Name = "转入病区")] Guid? Ward = null
    );

    internal static readonly Change<Input, BedOutcomeLine> Door = new("bed.transfer", "转床", Rights.Admit, Run);

    private static readonly Refusal NoBed = Refusal.Invalid("bed", "请选择转入的床位或病区");

    private static async Task<Result<BedOutcomeLine>> Run(Work work, Input input, CancellationToken ct)
    {
        var found = await OfWard.Find(work, input.Id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var stay = found.Value;
        if (BedStayFlow.Of(stay).Refuses(stay, BedStayMove.Transfer, work.Actor) is { } illegal)
            return illegal;
        var wished = input.Bed is { } bed ? (await work.Db.FindAsync<Bed>([bed], ct))?.Ward : input.Ward;
        if (wished is null || (input.Bed is null && wished == stay.Ward))
            return NoBed;
        var to = await work.Find<Ward>(wished, ct);
        if (to.Refusal is not null || IsApart(stay, to.Value))
            return Refusal.Conflict(
                "not-ours",
                "那个病区由其他机构或院内系统放床，请先在床位池为患者预占；患者到后由对方办理入住，仍是同一次住院"
            );
        var moved = await Move(work, stay, to.Value, input.Bed, ct);
        if (moved.Refusal is { } no)
            return no;
        stay.Lie(to.Value, moved.Value.Id, moved.Value.Number);
        await Bedding.Relate(work, stay, to.Value, ct);
        return await Bedding.Move(work, stay, BedStayMove.Transfer, ct) is { } not ? not : await BedOutcomeLine.Commit(work, stay, ct);
    }

    /// <summary>Another ward of which a hospital's own system has the last word.</summary>
    private static bool IsApart(BedStay stay, Ward to) =>
        to.Id != stay.Ward && (to.Selling == Selling.Allotted || stay.Selling == Selling.Allotted);

    /// <summary>Inside a ward the share stays as it is; another ward has a share of its own to ask.</summary>
    private static async Task<Result<PoolUnit>> Move(Work work, BedStay stay, Ward to, Guid? bed, CancellationToken ct)
    {
        if (to.Id == stay.Ward)
            return await BedChoice.Shift(work, stay, to, bed!.Value, ct);
        var entitled = await Entitlement.Of(work, stay.From, ct);
        var taken = await BedChoice.Claim(work, to, new Claim(to.Id, stay.Id, entitled), bed, stay.Need, ct);
        if (taken.Refusal is null)
            await Bedding.Vacate(work, stay, ct);
        return taken;
    }
}
