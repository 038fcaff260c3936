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
    private readonly (Site At, string Department) _above = place.Above(villager, episode);
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
    public string Specialty => _above.Department;

    /// <summary>The hospital that takes such a case.</summary>
    public Site Hospital => _above.At;

    /// <summary>Those who pass on what comes in have it now.</summary>
    public bool AtOffice => _atOffice;

    public Pathway Visit(string next) =>
        Then(
            default,
            Doctor,
            _at.Shift,
            async (_, hands, ct) =>
                _visit = Id(await hands.Do("visits", _forms.Visit(next, place.Covers(_at, villager.Person.Village)), ct))
        );

    /// <summary>From the visit just made.</summary>
    public Pathway SendUp(Site to, string priority, TimeSpan after = default) =>
        Hop(to, after, (at, wished, slot) => ("referrals", _forms.Request(_visit, null, to, priority, wished, slot, at)), waits: false);

    /// <summary>From the hop before, on to the next floor.</summary>
    public Pathway PassOn(Site to, string priority, TimeSpan after) =>
        Hop(to, after, (at, wished, slot) => ("referrals", _forms.Request(null, _matter, to, priority, wished, slot, at)));

    public Pathway StepDown(Site to, TimeSpan after)
    {
        var days = _followUpDays = 7 + random.Next(7);
        return Hop(to, after, (at, _, _) => ($"referrals/{_matter}/step-down", _forms.Plan(to, Sittings.DayOf(at).AddDays(days))));
    }

    /// <summary>The receiver takes the person on; a referral office names the department in the same breath.</summary>
    public Pathway Accept(TimeSpan after) =>
        _atOffice ? ByOffice("acceptance", new { department = Specialty }, after, Specialty) : Move("acceptance", new { }, after);

    /// <summary>On the green channel the patient may be there before the papers.</summary>
    public Pathway Arrive(string kind, TimeSpan after) =>
        _atOffice ? ByOffice("arrival", new { kind, department = Specialty }, after, Specialty) : Move("arrival", new { kind }, after);

    public Pathway Return(string reason, string note, TimeSpan after) =>
        _atOffice ? ByOffice("return", new { reason, note }, after, null) : Move("return", new { reason, note }, after);

    /// <summary>The office leaves it to the department of its own house to take it up.</summary>
    public Pathway Redirect(TimeSpan after) => ByOffice("redirection", words.Redirection(_at, Specialty), after, Specialty);

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
        var body = new { reason = words.Reason("cancel", random) };
        var (site, doctor) = _senders.Peek();
        return Then(after, doctor, site.Shift, (_, hands, ct) => hands.Do($"referrals/{_matter}/cancellation", body, ct));
    }

    public Pathway GiveUp(TimeSpan after) => Move("giving-up", new { reason = words.Reason("giveUp", random) }, after);

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
        Then(after, Doctor, _at.Shift, (_, hands, ct) => hands.Handle(_matter!, $"advice/{_matter}/closing", new { }, ct));

    private Staff Doctor => _at.DoctorOf(_department);

    /// <param name="waits">it goes on from a matter that waits for the doctor</param>
    private Pathway Hop(Site to, TimeSpan after, Func<DateTimeOffset, string?, string?, (string Path, object Body)> form, bool waits = true)
    {
        var wished = to.Shift == Shift.Ward ? Specialty : null;
        Then(
            after,
            Doctor,
            _at.Shift,
            async (at, hands, ct) =>
            {
                var slot = wished is null || episode.Severity == Severity.Emergency ? null : await hands.FreeSlot(to, wished, at, ct);
                var (path, body) = form(at, wished, slot);
                _matter = Id(await (waits ? hands.Handle(_matter!, path, body, ct) : hands.Do(path, body, ct)));
            }
        );
        _senders.Push((_at, Doctor));
        (_at, _department, _atOffice) = (to, to.Clerks.Count > 0 ? null : wished, to.Clerks.Count > 0);
        return this;
    }

    private Pathway ByOffice(string noun, object body, TimeSpan after, string? department)
    {
        var clerk = _at.Clerks[random.Next(_at.Clerks.Count)];
        (_department, _atOffice) = (department, department is null);
        return Then(after, clerk, Shift.Office, On(noun, body));
    }

    private Pathway Move(string noun, object body, TimeSpan after) => Then(after, Doctor, _at.Shift, On(noun, body));

    private Func<DateTimeOffset, Hands, CancellationToken, Task> On(string noun, object body) =>
        (_, hands, ct) => hands.Handle(_matter!, $"referrals/{_matter}/{noun}", body, ct);

    private Pathway Then(TimeSpan gap, Staff who, Shift shift, Func<DateTimeOffset, Hands, CancellationToken, Task> does)
    {
        Steps.Add(gap, who, shift, does);
        return this;
    }

    private static string Id(JsonNode answer) => answer["id"]!.GetValue<string>();
}
