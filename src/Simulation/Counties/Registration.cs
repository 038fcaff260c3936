using System.Net;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Counties;

/// <summary>The first days: clinics write down the people they look after, and many of them sign with the doctor's team.</summary>
internal static class Registration
{
    private const int Days = 6;

    /// <summary>The first day on which the sick are seen.</summary>
    public static DateOnly VisitsFrom(DateOnly start) => start.AddDays(Days + 2);

    /// <summary>Spreads the people of each clinic over the first days, household by household.</summary>
    public static IEnumerable<Step> Of(IReadOnlyList<Villager> people, DateOnly start, Sittings sittings, Random random) =>
        from clinic in people.GroupBy(p => p.Clinic)
        let perDay = (clinic.Count() + Days - 1) / Days
        from entry in clinic.Select((villager, place) => (villager, day: start.AddDays(place / perDay)))
        let at = sittings.On(entry.day, clinic.Key.Shift, afternoon: false)
        let signs = random.PerMille(SigningShare(entry.villager.Person, start))
        select new Step(at, clinic.Key.Doctors[0].Login, (hands, ct) => Register(entry.villager, signs, hands, ct));

    private static int SigningShare(Person person, DateOnly day) =>
        person.Chronic.Count > 0 ? 750
        : person.AgeOn(day) is >= 65 or < 7 ? 600
        : 280;

    private static async Task Register(Villager villager, bool signs, Hands hands, CancellationToken ct)
    {
        var person = villager.Person;
        object Card(bool notTheSame) =>
            new
            {
                person.IdentityNumber,
                person.Name,
                person.Phone,
                person.Address,
                person.Allergy,
                notTheSame,
            };
        var answer = await hands.Try("residents", Card(notTheSame: false), ct);
        if (answer.Status == HttpStatusCode.UnprocessableEntity)
            answer = await hands.Try("residents", Card(notTheSame: true), ct);
        villager.Id = answer.Ok ? answer.Text("id") : throw new InvalidOperationException($"登记 {person.Name}：{answer.Title}");
        if (signs)
            await hands.Do($"residents/{villager.Id}/signing", new { team = $"{villager.Clinic.Doctors[0].Name}家庭医生团队" }, ct);
    }
}
