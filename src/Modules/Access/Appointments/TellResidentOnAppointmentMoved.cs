using Yihe.Residents.Messages;

namespace Yihe.Access.Appointments;

/// <summary>The resident gets a message when a time is booked, changed, or lost; where and when, never why.</summary>
internal static class TellResidentOnAppointmentMoved
{
    internal static async Task Run(Work work, AppointmentMoved moved, CancellationToken ct)
    {
        var texts = work.Platform.Blueprints.At<AccessSection>(work.Now).Messages;
        if (!texts.TryGetValue(Shape.JsonName(Told(moved.Move)), out var text))
            return;
        if (
            await work.Db.FindAsync<Appointment>([moved.Appointment], ct) is not { } a
            || (Told(moved.Move) == AppointmentMoved.Booked && a.State != AppointmentState.Booked)
        )
            return;
        var to = await InstitutionDirectory.Find(work, a.To, ct);
        var words = text.Replace("{person}", a.Person, StringComparison.Ordinal)
            .Replace("{institution}", to!.ShortName, StringComparison.Ordinal)
            .Replace("{phone}", to.Phone ?? "", StringComparison.Ordinal)
            .Replace("{department}", a.Department, StringComparison.Ordinal)
            .Replace("{time}", a.When, StringComparison.Ordinal)
            .Replace("{room}", a.Room ?? "", StringComparison.Ordinal)
            .Replace("{number}", $"{a.No}", StringComparison.Ordinal);
        await ResidentMessages.Tell(work, a.Resident, words, ct);
        (work.Subject, work.Matter, work.Blueprint) = (a.Subject, a.Course, a.Blueprint);
        await work.Commit(Done.Yes, ct);
    }

    /// <summary>A time of a hospital's allotment is booked only when the hospital has confirmed it.</summary>
    private static string Told(string move) => move == nameof(AppointmentMove.Confirm) ? AppointmentMoved.Booked : move;
}
