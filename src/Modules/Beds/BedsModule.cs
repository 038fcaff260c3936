using Yihe.Kernel.Flows;
using Yihe.Kernel.News;
using Yihe.Kernel.Pools;
using Yihe.Plans;

[assembly: TablesOf("access")]

namespace Yihe.Beds;

/// <summary>The beds of wards that the members use together, given once and never twice.</summary>
public static class BedsModule
{
    public static readonly Module Definition = new("Beds", typeof(BedsModule).Assembly)
    {
        Facts = [BedFacts.Bed],
        Found = FoundBeds.Run,
        Write = FoundBeds.Write,
        Parts = [new BedsShared()],
        Chores = [StartBed.Door],
        Suits = Rooms.Suits,
        Flows = [.. BedStayFlow.All],
        Acts =
        [
            new(BedStayFlow.Allotted, nameof(BedStayMove.Retake), RetakeBed.Door, Direct: true),
            .. Both(BedStayMove.Admit, AdmitHeld.Door),
            .. Both(BedStayMove.GiveUp, GiveUpBed.Door, direct: true),
            .. Both(BedStayMove.Leave, LeaveBed.Door),
            .. Both(BedStayMove.Transfer, TransferBed.Door),
        ],
        Subscriptions =
        [
            Subscription.On<HoldExpired>("lapse-bed", "床位预占到期", LapseOnHoldExpired.Run),
            Subscription.On<PlanInForce>("share-wards", "床位预留随方案", ShareFollowsPlan.InForce),
        ],
        Routes =
        [
            Route.Get("beds", ShowBedBoard.Door),
            Route.Get("wards/{id}", ShowWard.Door),
            Route.Post("wards/{ward}/capacity", ResizeWard.Door),
            Route.Post("beds/{id}/cleaning", CleanBed.Door),
            Route.Post("beds/{id}/blocking", BlockBed.Door),
            Route.Post("beds/{id}/opening", OpenBed.Door),
            Route.Post("bed-holds", HoldBed.Door),
            Route.Post("bed-stays", AdmitToBed.Door),
            Route.Post("bed-stays/{id}/giving-up", GiveUpBed.Door),
            Route.Post("bed-stays/{id}/retaking", RetakeBed.Door),
            Route.Post("bed-stays/{id}/arrival", AdmitHeld.Door),
            Route.Post("bed-stays/{id}/transfer", TransferBed.Door),
            Route.Post("bed-stays/{id}/leaving", LeaveBed.Door),
        ],
        Menu = [new("资源", "床位池", "/beds", "bed", Rights.ReadBeds)],
    };

    private static IEnumerable<MoveAct> Both(BedStayMove move, UseCase useCase, bool direct = false) =>
        BedStayFlow.All.Select(flow => new MoveAct(flow, move.ToString(), useCase, direct));
}
