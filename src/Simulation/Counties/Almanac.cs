using Yihe.Simulation.People;

namespace Yihe.Simulation.Counties;

/// <summary>Writes down beforehand all that will happen in the county; nothing is drawn while it is lived, so the order of lanes changes nothing.</summary>
internal sealed class Almanac(Place place, Lying lying, Sittings sittings, Words words, IReadOnlyList<Complaint> complaints, int seed)
{
    private const int VisitsPerHundred = 45;
    private const int MostVisits = 1_350;
    private static readonly TimeSpan s_today = TimeSpan.FromHours(30);
    private const int MostTries = 4_000;
    private const int WeeksOfSlots = 3;
    private const int MostCheckups = 30;
    private static readonly int[] s_checkups = [75, 12]; // days ago

    /// <param name="desks">what must be under way at the end</param>
    public IReadOnlyList<Step> Write(int residents, DateOnly start, DateTimeOffset end, IEnumerable<Standing> desks)
    {
        var people = Settle(residents, start);
        var steps = Registration.Of(people, start, place, sittings, new Random(seed)).ToList();
        steps.AddRange(Publishing(end));
        var visits = Math.Min(MostVisits, residents * VisitsPerHundred / 100);
        var days = Sittings.DayOf(end).DayNumber - Registration.VisitsFrom(start).DayNumber;
        for (var i = 0; i < visits; i++)
            steps.AddRange(Illness(people, i, Registration.VisitsFrom(start).AddDays(i * days / visits)));
        foreach (var (standing, i) in desks.Select((standing, i) => (standing, i)))
            steps.AddRange(OnDesk(people, standing, i, end));
        steps.AddRange(lying.Write(people, end));
        steps.AddRange(Phones(people, end));
        steps.AddRange(Checkups(people, end));
        var insurer = new Insurer(sittings, seed);
        if (place.Statistician is { } statistician)
            steps.AddRange(insurer.HandIn(statistician, people, end).Concat(insurer.Answers(place.Directors, end)));
        return [.. steps.Where(s => s.At <= end).OrderBy(s => s.At)];
    }

    private List<Villager> Settle(int residents, DateOnly start)
    {
        var random = new Random(seed + 1);
        var people = Population.Create(seed, residents, start, place.RegionCode, place.VillageNames);
        return
        [
            .. from household in people.GroupBy(p => p.HouseholdNo)
            let village = place.ClinicOf(household.First().Village)
            let clinic = random.PerMille(120) && village.Parent!.Parent is not null ? village.Parent! : village
            from person in household
            select new Villager(person, clinic),
        ];
    }

    private IReadOnlyList<Step> Illness(List<Villager> people, int number, DateOnly day)
    {
        var random = new Random(seed + 1_000 + number);
        var villager = Ill(people, random, day);
        var way = new Pathway(villager, People.Illness.Next(random, villager.Person, day, complaints), words, place, random);
        new Usual(place, words).Write(way);
        var urgent = way.Episode.Severity == Severity.Emergency;
        var steps = way.Steps.From(Onset(way, day, random), sittings, urgent);
        villager.BusyUntil = steps[^1].At;
        return steps;
    }

    /// <summary>Somebody of that clinic who has been well so far falls ill just so; nothing happens where there is nobody.</summary>
    private IReadOnlyList<Step> OnDesk(List<Villager> people, Standing standing, int number, DateTimeOffset end)
    {
        var random = new Random(seed + 510_000 + number);
        var day = Sittings.DayOf(end - standing.Ago);
        var well = people.Where(p => p.Clinic == standing.From && p.BusyUntil == default).ToList();
        for (var tries = 0; well.Count > 0 && tries < MostTries; tries++)
        {
            var villager = well[random.Next(well.Count)];
            var way = new Pathway(villager, People.Illness.Next(random, villager.Person, day, complaints), words, place, random);
            if (way.Episode.Severity != standing.Severity || (standing.Specialty is { } wanted && way.Specialty != wanted))
                continue;
            villager.BusyUntil = DateTimeOffset.MaxValue;
            standing.Write(way);
            return way.Steps.UpTo(end - standing.Ago, sittings, standing.Severity == Severity.Emergency, standing.Ago < s_today);
        }
        return [];
    }

    /// <summary>The day before, one grown-up of each clinic opens an account there and books by phone; those who are ill first.</summary>
    private IEnumerable<Step> Phones(List<Villager> people, DateTimeOffset end) =>
        from holder in Holders(people, end)
        let at = sittings.Before(end.AddDays(-1), holder.Clinic.Shift)
        select new Step(at, holder.Clinic.Doctors[0].Login, (hands, ct) => hands.OpenPhone(holder, ct));

    private static IEnumerable<Villager> Holders(List<Villager> people, DateTimeOffset end) =>
        from clinic in people.GroupBy(p => p.Clinic)
        let grown = clinic.Where(p => p.Person.Phone is not null && p.Person.AgeOn(Sittings.DayOf(end)) >= 18)
        where grown.Any()
        select grown.MaxBy(p => p.BusyUntil)!;

    /// <summary>
    /// Those who have a phone account, and some of the chronically ill, were checked at the hospital twice; its own system handed in what it found.
    /// </summary>
    private IEnumerable<Step> Checkups(List<Villager> people, DateTimeOffset end)
    {
        if (place.ArchivistOver(place.Hospital) is not { } clerk)
            yield break;
        var below = people.Where(p => p.Clinic.Hospital == place.Hospital && p.Person.Chronic.Count > 0);
        foreach (var (villager, n) in Holders(people, end).Concat(below).Distinct().Take(MostCheckups).Select((v, n) => (v, n)))
        foreach (var (back, turn) in s_checkups.Select((back, turn) => (back, turn)))
        {
            var at = sittings.On(Sittings.DayOf(end).AddDays(-back), Shift.Ward, afternoon: false);
            var said = Checkup.Write(new Random(seed + 900_000 + (n * 10) + turn), villager.Person, $"{1_000_000 + n}", at, turn == 0);
            yield return new Step(at, clerk.Login, (hands, ct) => hands.HandIn(said, ct));
        }
    }

    /// <summary>Each Monday of the last weeks the times of the next two weeks are opened.</summary>
    private IEnumerable<Step> Publishing(DateTimeOffset end) =>
        from back in Enumerable.Range(0, WeeksOfSlots * 7)
        let day = Sittings.DayOf(end).AddDays(-back)
        where day.DayOfWeek == DayOfWeek.Monday
        from clerk in place.Publishers
        let body = Forms.TwoWeeks(day)
        select new Step(sittings.On(day, Shift.Village, false), clerk.Login, (hands, ct) => hands.Try("clinic-sessions", body, ct));

    /// <summary>The old and the chronically ill fall ill more often.</summary>
    private static Villager Ill(List<Villager> people, Random random, DateOnly day)
    {
        var villager = people[random.Next(people.Count)];
        for (var tries = 0; tries < 30; tries++)
        {
            var frail = villager.Person.Chronic.Count > 0 || villager.Person.AgeOn(day) > 65;
            if (villager.BusyUntil < Noon(day) && (frail || random.PerMille(400)))
                break;
            villager = people[random.Next(people.Count)];
        }
        return villager;
    }

    /// <summary>An emergency comes when it comes, by day mostly; whoever must go up waits for a working day.</summary>
    private DateTimeOffset Onset(Pathway way, DateOnly day, Random random)
    {
        if (way.Episode.Severity == Severity.Emergency)
            return Noon(day).AddMinutes(random.Next(-6 * 60, 9 * 60));
        while (way.Episode.Severity == Severity.NeedsSpecialist && !sittings.IsWorkday(day))
            day = day.AddDays(1);
        return sittings.On(day, way.Villager.Clinic.Shift, afternoon: random.PerMille(400));
    }

    private static DateTimeOffset Noon(DateOnly day) => new(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.FromHours(8));
}
