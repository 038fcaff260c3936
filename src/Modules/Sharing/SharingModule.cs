using Yihe.Kernel.News;
using Yihe.Kernel.Pools;
using Yihe.Sharing.Allotments;
using Yihe.Sharing.WaitingList;

[assembly: TablesOf("access")]

namespace Yihe.Sharing;

/// <summary>What is the same for all that members share: for whom a part is kept, who waits and is next, and what hospitals' own systems hand over.</summary>
public static class SharingModule
{
    public static readonly Module Definition = new("Sharing", typeof(SharingModule).Assembly)
    {
        Sections = [AccessSection.Section],
        Flows = [Wait.Flow, Breach.Flow],
        Acts =
        [
            new(Wait.Flow, nameof(WaitMove.Take), TakeOffer.Door, Direct: true),
            new(Wait.Flow, nameof(WaitMove.Leave), LeaveWaiting.Door, Direct: true),
            new(Breach.Flow, nameof(BreachMove.Settle), SettleBreach.Door, Direct: true),
        ],
        Subscriptions =
        [
            Subscription.Outside<AllotmentChanged>("hospital-system", "告知院内系统", HospitalSystems.Tell, c => c.To.ToString()),
            Subscription.On<PlaceOffered>("waiting-offer", "候补到号", WaitFollowsPool.Offered),
            Subscription.On<HoldExpired>("waiting-lapse", "候补未确认", WaitFollowsPool.Lapsed),
        ],
        Routes =
        [
            Route.Get("waiting/{line}", ShowQueue.Door),
            Route.Post("waiting", JoinWaiting.Door),
            Route.Post("waiting/{id}/taking", TakeOffer.Door),
            Route.Post("waiting/{id}/leaving", LeaveWaiting.Door),
            Route.Post("breaches/{id}/settlement", SettleBreach.Door),
            Route.Post("allotments/{id}/confirmation", ConfirmAllotted.Door),
            Route.Get("allotments/refusals", ShowRefusals.Door),
        ],
    };
}
