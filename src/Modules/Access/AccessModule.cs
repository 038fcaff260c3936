using Yihe.Access.Allotments;
using Yihe.Access.Appointments;
using Yihe.Access.Breaches;
using Yihe.Access.Clinics;
using Yihe.Access.My;
using Yihe.Access.WaitingList;
using Yihe.Access.Wards;
using Yihe.Kernel.Flows;
using Yihe.Kernel.News;
using Yihe.Kernel.Pools;
using Yihe.Plans;

namespace Yihe.Access;

/// <summary>What the members use together: slots of clinics and beds of wards, given once and never twice.</summary>
public static class AccessModule
{
    public static readonly Module Definition = new("Access", typeof(AccessModule).Assembly)
    {
        Sections = [AccessSection.Section],
        Facts = AccessFacts.All,
        Found = FoundAccess.Run,
        Suits = Rooms.Suits,
        Write = FoundAccess.Write,
        Flows = [AppointmentFlow.Here, AppointmentFlow.Allotted, .. BedStayFlow.All, Wait.Flow, Breach.Flow],
        Acts =
        [
            .. Both(AppointmentMove.Attend, AttendAppointment.Door, direct: true),
            .. Both(AppointmentMove.Miss, MissAppointment.Door, direct: true),
            .. Both(AppointmentMove.Rebook, RebookAppointment.Door),
            .. Both(AppointmentMove.Cancel, CancelAppointment.Door),
            new(Wait.Flow, nameof(WaitMove.Take), TakeOffer.Door, Direct: true),
            new(Wait.Flow, nameof(WaitMove.Leave), LeaveWaiting.Door, Direct: true),
            new(BedStayFlow.Allotted, nameof(BedStayMove.Retake), RetakeBed.Door, Direct: true),
            .. Both(BedStayMove.Admit, AdmitHeld.Door),
            .. Both(BedStayMove.GiveUp, GiveUpBed.Door, direct: true),
            .. Both(BedStayMove.Leave, LeaveBed.Door),
            .. Both(BedStayMove.Transfer, TransferBed.Door),
            new(Breach.Flow, nameof(BreachMove.Settle), SettleBreach.Door, Direct: true),
        ],
        Subscriptions =
        [
            Subscription.On<AppointmentMoved>("tell-appointment", "短信告知预约", TellResidentOnAppointmentMoved.Run),
            Subscription.On<SessionClosed>("refuse-appointment", "停诊改约", RefuseOnSessionClosed.Run),
            Subscription.Outside<AllotmentChanged>("hospital-system", "告知院内系统", HospitalSystems.Tell, c => c.To.ToString()),
            Subscription.On<PlaceOffered>("waiting-offer", "候补到号", WaitFollowsPool.Offered),
            Subscription.On<HoldExpired>("waiting-lapse", "候补未确认", WaitFollowsPool.Lapsed),
            Subscription.On<HoldExpired>("lapse-bed", "床位预占到期", LapseOnHoldExpired.Run),
            Subscription.On<PlanApproved>("share-sessions", "号源预留随方案", ShareFollowsPlan.Approved),
            Subscription.On<PlanInForce>("share-wards", "床位预留随方案", ShareFollowsPlan.InForce),
        ],
        Routes =
        [
            Route.Post("clinic-sessions", PublishSessions.Door),
            Route.Get("clinic-sessions", ShowSlotBoard.Door),
            Route.Get("clinic-sessions/{id}", ShowSession.Door),
            Route.Post("clinic-sessions/{id}/capacity", ResizeSession.Door),
            Route.Post("clinic-sessions/{id}/closing", CloseSession.Door),
            Route.Post("clinic-sessions/allotments", AllotSession.Door),
            Route.Post("breaches/{id}/settlement", SettleBreach.Door),
            Route.Get("appointments/start", StartBooking.Door),
            Route.Post("appointments", BookSlot.Door),
            Route.Get("waiting/{line}", ShowQueue.Door),
            Route.Post("waiting", JoinWaiting.Door),
            Route.Post("waiting/{id}/taking", TakeOffer.Door),
            Route.Post("waiting/{id}/leaving", LeaveWaiting.Door),
            Route.Get("appointments", ListAppointments.Door),
            Route.Post("appointments/{id}/attendance", AttendAppointment.Door),
            Route.Post("appointments/{id}/miss", MissAppointment.Door),
            Route.Post("appointments/{id}/rebooking", RebookAppointment.Door),
            Route.Post("appointments/{id}/cancellation", CancelAppointment.Door),
            Route.Post("allotments/{id}/confirmation", ConfirmAllotted.Door),
            Route.Get("allotments/refusals", ShowRefusals.Door),
            Route.Get("my/choices", ShowOwnChoices.Door),
            Route.Get("my/appointments", ListOwnAppointments.Door),
            Route.Post("my/appointments", BookOwn.Door),
            Route.Post("my/appointments/{id}/rebooking", RebookOwn.Door),
            Route.Post("my/appointments/{id}/cancellation", CancelOwn.Door),
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
        Menu =
        [
            new("资源", "号源池", "/slots", "slot", Rights.Read),
            new("资源", "床位池", "/beds", "bed", Rights.ReadBeds),
            new("资源", "预约", "/appointments", "task", Rights.Book),
        ],
    };

    private static IEnumerable<MoveAct> Both(AppointmentMove move, UseCase useCase, bool direct = false) =>
        new IFlow[] { AppointmentFlow.Here, AppointmentFlow.Allotted }.Select(flow => new MoveAct(flow, move.ToString(), useCase, direct));

    private static IEnumerable<MoveAct> Both(BedStayMove move, UseCase useCase, bool direct = false) =>
        BedStayFlow.All.Select(flow => new MoveAct(flow, move.ToString(), useCase, direct));
}
