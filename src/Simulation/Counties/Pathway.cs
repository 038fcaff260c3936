using System.Text.Json.Nodes;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Counties;

/// <summary>
/// The way of one person with one illness through the consortium, written down before it is lived: who does what, in which order, how
/// long after the step before. The ids the platform gives along the way stay with it.
/// </summary>
internal sealed class Pathway(Villager villager, Episode episode, Words words, Place place, Random random)
{
    private readonly Forms _forms = new(words, villager, episode);
    private readonly Stack<(Site Site, Staff Doctor)> _senders = [];
    private Site _at = villager.Clinic;
    private string? _department;
    private bool _atOffice;
    private int _followUpDays;
    private string? _visit;
    private string? _matter;

    public Timetable Steps { get; } = new();

    public Villager Villager => villager;

    public Episode Episode => episode;

    public Random Random => random;

    /// <summary>The department of the hospital that this is for.</summary>
    public string Specialty { get; } = place.DepartmentFor(episode.SpecialistDepartment);

    public Pathway Visit(string next) =>
        Then(default, Doctor, _at.Shift, async (_, hands, ct) => _visit = Id(await hands.Do("visits", _forms.Visit(next), ct)));

    /// <summary>From the visit just made.</summary>
    public Pathway SendUp(Site to, string priority, TimeSpan after = default) =>
        Hop(
            to,
            after,
            (at, department, hands, ct) => hands.Do("referrals", _forms.Request("visit", _visit!, to, priority, department, at), ct)
        );

    /// <summary>From the hop before, on to the next floor.</summary>
    public Pathway PassOn(Site to, string priority, TimeSpan after) =>
        Hop(
            to,
            after,
            (at, department, hands, ct) =>
                hands.Handle(_matter!, "referrals", _forms.Request("follows", _matter!, to, priority, department, at), ct)
        );

    public Pathway StepDown(Site to, TimeSpan after)
    {
        var days = _followUpDays = 7 + random.Next(7);
        return Hop(
            to,
            after,
            (at, _, hands, ct) =>
                hands.Handle(_matter!, $"referrals/{_matter}/step-down", _forms.Plan(to, Sittings.DayOf(at).AddDays(days)), ct)
        );
    }

    /// <summary>The receiver takes the person on; a referral office names the department in the same breath.</summary>
    public Pathway Accept(TimeSpan after) =>
        _atOffice ? ByOffice("acceptance", new() { ["department"] = Specialty }, after, Specialty) : Move("acceptance", [], after);

    /// <summary>On the green channel the patient may be there before the papers.</summary>
    public Pathway Arrive(string kind, TimeSpan after) =>
        _atOffice
            ? ByOffice("arrival", new() { ["kind"] = kind, ["department"] = Specialty }, after, Specialty)
            : Move("arrival", new() { ["kind"] = kind }, after);

    public Pathway Return(string reason, string note, TimeSpan after)
    {
        JsonObject body = new() { ["reason"] = reason, ["note"] = note };
        return _atOffice ? ByOffice("return", body, after, null) : Move("return", body, after);
    }

    /// <summary>The office leaves it to the department of its own house to take it up.</summary>
    public Pathway Redirect(TimeSpan after)
    {
        var reason = words.FirstReason("redirect");
        return ByOffice(
            "redirection",
            new()
            {
                ["to"] = _at.Id,
                ["department"] = Specialty,
                ["reason"] = reason,
            },
            after,
            Specialty
        );
    }

    /// <summary>Whoever oversees takes it from one place to another.</summary>
    public Pathway Overrule(Staff overseer, Site to, TimeSpan after)
    {
        Then(after, overseer, Shift.Office, (_, hands, ct) => hands.Do($"referrals/{_matter}/redirection", words.Redirection(to), ct));
        (_at, _atOffice) = (to, to.Clerks.Count > 0);
        return this;
    }

    public Pathway Resubmit(TimeSpan after) =>
        Then(after, _senders.Peek().Doctor, _senders.Peek().Site.Shift, On("resubmission", _forms.Again()));

    public Pathway Cancel(TimeSpan after)
    {
        JsonObject body = new() { ["reason"] = words.Reason("cancel", random) };
        var (site, doctor) = _senders.Peek();
        return Then(after, doctor, site.Shift, (_, hands, ct) => hands.Do($"referrals/{_matter}/cancellation", body, ct));
    }

    public Pathway GiveUp(TimeSpan after) => Move("giving-up", new() { ["reason"] = words.Reason("giveUp", random) }, after);

    public Pathway Conclude(TimeSpan after) => Move("conclusion", _forms.Conclusion(), after);

    /// <summary>On the day that was agreed when the person came down.</summary>
    public Pathway FollowUp() => Move("follow-up", _forms.FollowUp(), TimeSpan.FromDays(_followUpDays - 1));

    public Pathway Ask(Site to) =>
        Then(
            default,
            Doctor,
            _at.Shift,
            async (_, hands, ct) => _matter = Id(await hands.Do("advice", _forms.Question(to, Specialty, _visit!), ct))
        );

    public Pathway Answer(Site by, bool refer, TimeSpan after) =>
        Then(
            after,
            by.DoctorOf(Specialty),
            by.Shift,
            (_, hands, ct) => hands.Handle(_matter!, $"advice/{_matter}/answer", _forms.Reply(refer), ct)
        );

    public Pathway Close(TimeSpan after) =>
        Then(after, Doctor, _at.Shift, (_, hands, ct) => hands.Handle(_matter!, $"advice/{_matter}/closing", [], ct));

    private Staff Doctor => _at.DoctorOf(_department);

    private Pathway Hop(Site to, TimeSpan after, Func<DateTimeOffset, string?, Hands, CancellationToken, Task<JsonNode>> send)
    {
        var wished = to.Clerks.Count > 0 ? Specialty : null;
        Then(after, Doctor, _at.Shift, async (at, hands, ct) => _matter = Id(await send(at, wished, hands, ct)));
        _senders.Push((_at, Doctor));
        (_at, _department, _atOffice) = (to, null, to.Clerks.Count > 0);
        return this;
    }

    private Pathway ByOffice(string noun, JsonObject body, TimeSpan after, string? department)
    {
        var clerk = _at.Clerks[random.Next(_at.Clerks.Count)];
        (_department, _atOffice) = (department, department is null);
        return Then(after, clerk, Shift.Office, On(noun, body));
    }

    private Pathway Move(string noun, JsonObject body, TimeSpan after) => Then(after, Doctor, _at.Shift, On(noun, body));

    private Func<DateTimeOffset, Hands, CancellationToken, Task> On(string noun, JsonObject body) =>
        (_, hands, ct) => hands.Handle(_matter!, $"referrals/{_matter}/{noun}", body, ct);

    private Pathway Then(TimeSpan gap, Staff who, Shift shift, Func<DateTimeOffset, Hands, CancellationToken, Task> does)
    {
        Steps.Add(gap, who, shift, does);
        return this;
    }

    private static string Id(JsonNode answer) => answer["id"]!.GetValue<string>();
}
