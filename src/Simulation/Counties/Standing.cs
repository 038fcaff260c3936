using Yihe.Simulation.People;

namespace Yihe.Simulation.Counties;

/// <summary>A matter that is under way when the story reaches now.</summary>
/// <param name="From">the clinic it began at</param>
/// <param name="Specialty">only an illness for this department; null: any that must go up</param>
/// <param name="Ago">how long ago its last step was</param>
internal sealed record Standing(
    Site From,
    string? Specialty,
    TimeSpan Ago,
    Action<Pathway> Write,
    Severity Severity = Severity.NeedsSpecialist
);

/// <summary>
/// What is on people's desks now, in every state of both directions: little of it at each desk, some of it late, and an emergency of minutes ago.
/// The desks of those who play a part in the story come first.
/// </summary>
internal sealed class Desks(Place place, Words words, Site village, Site branch, string specialty)
{
    private readonly Site hospital = place.Hospital;

    public IEnumerable<Standing> Write() => [.. OfOffice(), .. OfSpecialist(), .. OfVillage(village), .. OfBranch(branch), .. OfOthers()];

    private IEnumerable<Standing> OfOffice()
    {
        var clinics = place.Villages.Where(v => v != village).ToList();
        Site Clinic(int turn) => clinics.Count == 0 ? village : clinics[turn * 5 % clinics.Count];
        yield return new(Clinic(0), null, Minutes(3), w => Sent(w, w.Hospital, "emergency"), Severity.Emergency);
        yield return new(place.Branches[^1], null, Minutes(10), w => Sent(w, w.Hospital, "emergency"), Severity.Emergency);
        foreach (var (ago, turn) in new[] { 25, 70, 190 }.Select((ago, turn) => (ago, turn)))
            yield return new(Clinic(1 + turn), null, Minutes(ago), w => Sent(w, w.Hospital, "priority"));
        foreach (var (ago, turn) in new[] { 40, 95, 5 * 60, 9 * 60, 20 * 60, 27 * 60 }.Select((ago, turn) => (ago, turn)))
            yield return new(
                turn % 2 == 0 ? place.Branches[turn % place.Branches.Count] : Clinic(4 + turn),
                null,
                Minutes(ago),
                w => Sent(w, w.Hospital, "routine")
            );
    }

    private IEnumerable<Standing> OfSpecialist()
    {
        yield return new(village, specialty, Hours(80), Accepted);
        yield return new(branch, specialty, TimeSpan.FromDays(16), Arrived);
        yield return new(village, specialty, Minutes(150), w => w.Visit("ask").Ask(w.Hospital));
        yield return new(place.Villages[^1], null, Minutes(85), w => Redirected(Sent(w, w.Hospital, "routine")));
        yield return new(branch, specialty, Hours(3), w => Returned(Down(w, branch)));
    }

    private IEnumerable<Standing> OfVillage(Site clinic)
    {
        yield return new(clinic, null, Hours(2), w => Returned(Sent(w, clinic.Parent!, "routine")));
        yield return new(clinic, null, Hours(4), w => Down(w, clinic));
        yield return new(clinic, null, TimeSpan.FromDays(6), w => Down(w, clinic).Accept(Hours(6)));
        yield return new(clinic, null, Minutes(55), w => w.Visit("ask").Ask(w.Hospital).Answer(w.Hospital, refer: true, Hours(3)));
    }

    private IEnumerable<Standing> OfBranch(Site at)
    {
        var clinics = place.Villages.Where(v => v.Parent == at).ToList();
        Site Clinic(int turn) => clinics.Count == 0 ? at : clinics[turn % clinics.Count];
        yield return new(Clinic(0), null, Minutes(20), w => Sent(w, at, "routine"));
        yield return new(Clinic(1), null, Minutes(210), w => Sent(w, at, "priority"));
        yield return new(Clinic(2), null, Hours(26), w => Sent(w, at, "routine"));
        yield return new(Clinic(1), null, Hours(20), w => Sent(w, at, "routine").Accept(Hours(2)));
        yield return new(Clinic(2), null, Hours(25), w => Sent(w, at, "routine").Accept(Hours(2)).Arrive("inpatient", Hours(4)));
        yield return new(Clinic(0), null, Hours(2), w => Down(w, at));
        yield return new(Clinic(2), null, Hours(30), w => Down(w, at));
        yield return new(Clinic(1), null, TimeSpan.FromDays(5), w => Down(w, at).Accept(Hours(6)));
        yield return new(at, null, Minutes(100), w => Returned(Sent(w, w.Hospital, "routine")));
    }

    /// <summary>A little for everyone else.</summary>
    private IEnumerable<Standing> OfOthers()
    {
        foreach (var (clinic, turn) in place.Villages.Where(v => v != village).Select((clinic, turn) => (clinic, turn)))
            yield return OfVillage(clinic).ElementAt(turn % 4) with
            {
                Ago = Hours(2 + (turn * 7 % 20)),
            };
        foreach (
            var (at, turn) in place
                .Branches.Where(b => b != branch && place.Villages.Any(v => v.Parent == b))
                .Select((at, turn) => (at, turn))
        )
        foreach (var one in OfBranch(at).Skip(turn % 2).Where((_, place) => place % 2 == 0))
            yield return one;
        var (below, branches) = (
            place.Villages.Where(v => v.Hospital == hospital).ToList(),
            place.Branches.Where(b => b.Hospital == hospital).ToList()
        );
        foreach (var (department, turn) in hospital.Departments.Where(d => d != specialty).Select((department, turn) => (department, turn)))
        {
            yield return new(below[turn % below.Count], department, Hours(2 + (turn * 5 % 40)), Accepted);
            yield return new(branches[turn % branches.Count], department, TimeSpan.FromDays(1 + (turn % 5)), Arrived);
        }
    }

    private static Pathway Sent(Pathway w, Site to, string priority) => w.Visit("refer").SendUp(to, priority);

    private void Accepted(Pathway w) => Sent(w, w.Hospital, "routine").Accept(Hours(2));

    private void Arrived(Pathway w) => Sent(w, w.Hospital, "priority").Accept(Hours(1)).Arrive("inpatient", Hours(20));

    private Pathway Down(Pathway w, Site to)
    {
        Arrived(w);
        return w.StepDown(to, TimeSpan.FromDays(w.Episode.Days));
    }

    private void Returned(Pathway w) => w.Return(words.FirstReason("return"), "请补充检查结果与目前用药", Hours(2));

    private static void Redirected(Pathway w) => _ = w.AtOffice ? w.Redirect(Hours(3)) : w;

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    private static TimeSpan Hours(int hours) => TimeSpan.FromHours(hours);
}
