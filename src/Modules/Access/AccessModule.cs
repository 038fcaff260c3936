using Yihe.Access.Allotments;
using Yihe.Access.Appointments;
using Yihe.Access.Clinics;
using Yihe.Access.My;
using Yihe.Kernel.Flows;
using Yihe.Kernel.News;
using Yihe.Plans;

namespace Yihe.Access;

/// <summary>The times of clinics that the members use together, given once and never twice.</summary>
public static class AccessModule
{
    public static readonly Module Definition = new("Access", typeof(AccessModule).Assembly)
    {
        Facts = [AccessFacts.Slot, AccessFacts.Published],
        Found = FoundAccess.Run,
        Parts = [new SlotsShared()],
        Flows = [AppointmentFlow.Here, AppointmentFlow.Allotted],
        Acts =
        [
            .. Both(AppointmentMove.Attend, AttendAppointment.Door, direct: true),
            .. Both(AppointmentMove.Miss, MissAppointment.Door, direct: true),
            .. Both(AppointmentMove.Rebook, RebookAppointment.Door),
            .. Both(AppointmentMove.Cancel, CancelAppointment.Door),
        ],
        Subscriptions =
        [
            Subscription.On<AppointmentMoved>("tell-appointment", "短信告知预约", TellResidentOnAppointmentMoved.Run),
            Subscription.On<SessionClosed>("refuse-appointment", "停诊改约", RefuseOnSessionClosed.Run),
            Subscription.On<PlanApproved>("share-sessions", "号源预留随方案", ShareFollowsPlan.Approved),
        ],
        Routes =
        [
            Route.Post("clinic-sessions", PublishSessions.Door),
            Route.Get("clinic-sessions", ShowSlotBoard.Door),
            Route.Get("clinic-sessions/{id}", ShowSession.Door),
            Route.Post("clinic-sessions/{id}/capacity", ResizeSession.Door),
            Route.Post("clinic-sessions/{id}/closing", CloseSession.Door),
            Route.Post("clinic-sessions/allotments", AllotSession.Door),
            Route.Get("appointments/start", StartBooking.Door),
            Route.Post("appointments", BookSlot.Door),
            Route.Get("appointments", ListAppointments.Door),
            Route.Post("appointments/{id}/attendance", AttendAppointment.Door),
            Route.Post("appointments/{id}/miss", MissAppointment.Door),
            Route.Post("appointments/{id}/rebooking", RebookAppointment.Door),
            Route.Post("appointments/{id}/cancellation", CancelAppointment.Door),
            Route.Get("my/choices", ShowOwnChoices.Door),
            Route.Get("my/appointments", ListOwnAppointments.Door),
            Route.Post("my/appointments", BookOwn.Door),
            Route.Post("my/appointments/{id}/rebooking", RebookOwn.Door),
            Route.Post("my/appointments/{id}/cancellation", CancelOwn.Door),
        ],
        Menu = [new("资源", "号源池", "/slots", "slot", Rights.Read), new("资源", "预约", "/appointments", "task", Rights.Book)],
    };

    private static IEnumerable<MoveAct> Both(AppointmentMove move, UseCase useCase, bool direct = false) =>
        new IFlow[] { AppointmentFlow.Here, AppointmentFlow.Allotted }.Select(flow => new MoveAct(flow, move.ToString(), useCase, direct));
}
