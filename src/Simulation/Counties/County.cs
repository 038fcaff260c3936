using Yihe.Simulation.Doors;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Counties;

/// <summary>
/// A county with a past: its people are registered, fall ill, go up and come down, for some months up to now, through the public
/// door alone. The same seed and the same end give the same people and the same acts.
/// </summary>
public sealed class County(Cast cast, IReadOnlyList<Complaint> complaints, int seed = 20260101)
{
    /// <summary>How long a county has lived when a demo opens.</summary>
    public static readonly TimeSpan Past = TimeSpan.FromDays(90);

    /// <param name="residents">how many people live there</param>
    /// <param name="now">the moment the story has reached when it stops; it began <see cref="Past"/> before</param>
    public async Task Live(int residents, DateTimeOffset now, Action<Progress> progress, CancellationToken ct)
    {
        if (residents == 0)
            return;
        var office = cast.Part("referralOffice");
        var place = new Place(cast.Blueprint, (await office.See("institutions", ct))["items"]!.AsArray());
        var words = new Words(cast.Blueprint["referral"]!);
        var sittings = new Sittings(cast.Blueprint["calendar"]!);
        var reason = cast.Blueprint["residents"]!["openReasons"]!.AsObject().First().Key;
        var lying = new Lying(place, (await office.See("beds", ct))["items"]!.AsArray(), reason, sittings, complaints, seed);
        var almanac = new Almanac(place, lying, sittings, words, complaints, seed);
        var steps = almanac.Write(residents, Sittings.DayOf(now - Past), now, DesksOf(place, words).Write());
        await new Agenda(cast).Live(steps, progress, ct);
    }

    private Desks DesksOf(Place place, Words words)
    {
        var specialist = cast.Part("specialist").Login;
        return new(
            place,
            words,
            place.SiteOf(cast.Part("villageDoctor").Login),
            place.SiteOf(cast.Part("branchDoctor").Login),
            place.Hospital.Doctors.First(d => d.Login == specialist).Department!
        );
    }
}
