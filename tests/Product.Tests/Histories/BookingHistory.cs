using Yihe.Basis;
using Yihe.Kernel.Working;

namespace Yihe.Product.Tests.Histories;

/// <summary>
/// One session of a hospital's allotment and those who want a time in it, against a model of what the rules say: a fifth is kept for the
/// entitled until a day before, each time is sold once, and each person has one.
/// </summary>
internal sealed class BookingHistory(
    Worked worked,
    BookingHistory.People who,
    string session,
    DateTimeOffset startsAt,
    Func<Actor, Task<string>> register
)
{
    internal const int Capacity = 5;
    private const int Kept = 1;
    private const int Minutes = 10;

    internal sealed record People(Actor Entitled, Actor Public, Actor Hospital);

    private sealed record Known(string Id, int Resident, bool Entitled)
    {
        internal string State { get; set; } = "confirming";
        internal bool Live => State is "confirming" or "booked";

        /// <summary>Whoever came or should have come used the time.</summary>
        internal bool Sits => Live || State is "attended" or "missed";
        internal DateTimeOffset At { get; init; }
    }

    private readonly List<Known> all = [];

    /// <summary>Six patients of the family doctor, six of the hospital's desk; each is registered when first named.</summary>
    private readonly Dictionary<int, string> residents = [];

    /// <summary>Tries one step on product and model; what differs, or null.</summary>
    internal async Task<string?> Try(Step step, CancellationToken ct)
    {
        worked.Pass(TimeSpan.FromHours(step.Act % 9 == 8 ? 40 : step.Act % 3));
        return (step.Act % 12) switch
        {
            < 3 => await Book(step, who.Entitled, entitled: true, ct),
            < 6 => await Book(step, who.Public, entitled: false, ct),
            6 or 7 => await Answer(step, accepted: true, ct),
            8 => await Answer(step, accepted: false, ct),
            9 => await Move(step, "appointment.attend", a => a.State == "booked" ? "attended" : null, _ => who.Hospital, ct),
            10 => await Move(
                step,
                "appointment.miss",
                a => a.State == "booked" && worked.Now >= a.At ? "missed" : null,
                _ => who.Hospital,
                ct
            ),
            _ => await Move(
                step,
                "appointment.cancel",
                a => a.Live || a.State == "refused" ? "cancelled" : null,
                a => a.Entitled ? who.Entitled : who.Public,
                ct
            ),
        };
    }

    private async Task<string?> Book(Step step, Actor actor, bool entitled, CancellationToken ct)
    {
        var person = entitled ? step.On : step.On + 6;
        if (!residents.TryGetValue(person, out var resident))
            residents[person] = resident = await register(actor);
        worked.Faults.Arm(step.Fault, step.At);
        var (refused, outcome) = await worked.Do("appointment.book", actor, new { session, resident }, ct);
        var expected = Refusal(person, entitled);
        if (refused != expected)
            return $"{(entitled ? "entitled" : "public")} {person} books: {refused ?? "done"}, the model says {expected ?? "done"}";
        if (outcome is null)
            return null;
        var at = outcome["at"]!.GetValue<DateTimeOffset>();
        if ((at - startsAt).TotalMinutes % Minutes != 0 || at < startsAt || at >= startsAt.AddMinutes(Capacity * Minutes))
            return $"a time at {at}, the session begins {startsAt}";
        if (all.Any(a => a.Sits && a.At == at))
            return $"{at} was sold twice";
        all.Add(new Known(outcome["id"]!.GetValue<string>(), person, entitled) { At = at });
        return null;
    }

    private string? Refusal(int resident, bool entitled) =>
        startsAt <= worked.Now ? "past"
        : all.Any(a => a.Live && a.Resident == resident) ? "booked-already"
        : all.Count(a => a.Sits) == Capacity ? "sold-out"
        : !entitled && startsAt.AddHours(-24) > worked.Now && all.Count(a => a is { Sits: true, Entitled: false }) >= Capacity - Kept
            ? "kept"
        : null;

    /// <summary>The hospital's answer; the same answer twice is one answer.</summary>
    private async Task<string?> Answer(Step step, bool accepted, CancellationToken ct)
    {
        if (all.Count == 0)
            return null;
        var known = all[step.On % all.Count];
        var may = accepted ? known.Live : known.Live || known.State == "refused";
        worked.Faults.Arm(step.Fault, step.At);
        var (refused, _) = await worked.Do(
            "allotment.confirm",
            who.Hospital,
            new
            {
                id = known.Id,
                accepted,
                reason = "窗口已售",
            },
            ct
        );
        if (refused is null != may)
            return $"the hospital says {accepted} to {known}: {refused ?? "done"}";
        if (may)
            known.State = accepted ? "booked" : "refused";
        return null;
    }

    private async Task<string?> Move(Step step, string useCase, Func<Known, string?> leadsTo, Func<Known, Actor> by, CancellationToken ct)
    {
        if (all.Count == 0)
            return null;
        var known = all[step.On % all.Count];
        var to = leadsTo(known);
        worked.Faults.Arm(step.Fault, step.At);
        var (refused, _) = await worked.Do(useCase, by(known), InputOf(useCase, known), ct);
        if (refused is null != to is not null)
            return $"{useCase} of {known}: {refused ?? "done"}, the model says {to ?? "no"}";
        known.State = to ?? known.State;
        return null;
    }

    private static object InputOf(string useCase, Known known) =>
        useCase == "appointment.cancel" ? new { id = known.Id, reason = "patient" } : new { id = known.Id };
}
