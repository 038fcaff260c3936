using System.Text.Json.Nodes;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Counties;

/// <summary>
/// Who lies in the beds of the place: some come by themselves, some are sent by their clinic with a bed held for them; some change
/// beds; they leave, and the beds are cleaned. Each ward is run by one person, so that who gets which bed is the same every time.
/// </summary>
internal sealed class Lying(Place place, JsonArray board, string reason, Sittings sittings, IReadOnlyList<Complaint> complaints, int seed)
{
    private const double MostOfPeople = 0.2;
    private const int MostTries = 120;
    private static readonly TimeSpan s_fresh = TimeSpan.FromHours(3);

    /// <summary>One person's bed, from coming to leaving.</summary>
    private sealed record Patient(Ward Ward, string WardId, Villager Villager, Episode Episode, DateTimeOffset From, DateTimeOffset? Until)
    {
        public string? Stay { get; set; }
        public string? Bed { get; set; }

        public void Lies(JsonNode answer) => (Stay, Bed) = ($"{answer["id"]}", $"{answer["bed"]}");
    }

    public IEnumerable<Step> Write(IReadOnlyList<Villager> people, DateTimeOffset end)
    {
        var crowd = Math.Min(1, people.Count * MostOfPeople / Math.Max(1, place.Wards.Sum(w => w.Beds)));
        foreach (var (ward, i) in place.Wards.Select((ward, i) => (ward, i)))
        {
            var random = new Random(seed + 900_000 + i);
            var takes = ward.Takes(complaints);
            foreach (var (from, until) in Times(ward, crowd, random, end))
                if (Find(people, ward, takes, from, until ?? end.AddDays(1), random) is var (villager, episode))
                    foreach (var step in Steps(new(ward, IdOf(ward), villager, episode, from, until), random, end))
                        yield return step;
        }
    }

    /// <summary>Those who lie there at the end; a quarter as many who left in the last days; some who are still expected.</summary>
    private IEnumerable<(DateTimeOffset From, DateTimeOffset? Until)> Times(Ward ward, double crowd, Random random, DateTimeOffset end)
    {
        var now = sittings.Before(end, Shift.Ward);
        if (ward.IsDay && Sittings.DayOf(now) != Sittings.DayOf(end))
            yield break;
        var lie = (int)((ward.Beds * crowd * random.Next(650, 950) / 1000) + random.NextDouble());
        for (var i = 0; i < lie; i++)
            yield return (ward.IsDay ? now : At(now, random, 0, 6 * 24), null);
        for (var i = 0; i < lie / 4 && !ward.IsDay; i++)
            yield return (At(now, random, 8 * 24, 15 * 24), i == 0 ? now : At(now, random, 12, 5 * 24));
        for (var i = 0; i < lie / 6 && !ward.IsDay; i++)
            yield return (sittings.After(end.AddMinutes(1), Shift.Ward), null);
    }

    private DateTimeOffset At(DateTimeOffset now, Random random, int from, int to) =>
        sittings.Before(now.AddHours(-random.Next(from, to)), Shift.Ward);

    /// <summary>Somebody well enough so far who now has what the ward takes.</summary>
    private static (Villager, Episode)? Find(
        IReadOnlyList<Villager> people,
        Ward ward,
        IReadOnlyList<Complaint> takes,
        DateTimeOffset from,
        DateTimeOffset until,
        Random random
    )
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var villager = people[random.Next(people.Count)];
            if (villager.BusyUntil >= from.AddDays(-1))
                continue;
            if (Illness.Of(random, villager.Person, Sittings.DayOf(from), takes) is not { } episode)
                continue;
            if (episode.Severity == Severity.Mild && tries < MostTries / 2 && !ward.IsDay)
                continue;
            villager.BusyUntil = until;
            return (villager, episode);
        }
        return null;
    }

    private IEnumerable<Step> Steps(Patient patient, Random random, DateTimeOffset end)
    {
        var doctor = patient.Ward.Doctor.Login;
        var clinic = patient.Villager.Clinic;
        if (patient.From > end || (random.PerMille(400) && !patient.Ward.IsDay))
            yield return new(
                sittings.Before(patient.From > end ? end : patient.From, clinic.Shift),
                clinic.Doctors[0].Login,
                (hands, ct) => Hold(patient, hands, ct)
            );
        yield return new(patient.From, doctor, (hands, ct) => Come(patient, hands, ct));
        if (random.PerMille(120) && sittings.After(patient.From.AddHours(20), Shift.Ward) is var later && later < (patient.Until ?? end))
            yield return new(later, doctor, (hands, ct) => Move(patient, hands, ct));
        if (patient.Until is { } until)
            yield return new(until, doctor, (hands, ct) => Leave(patient, cleaned: end - until > s_fresh, hands, ct));
    }

    private static async Task Hold(Patient patient, Hands hands, CancellationToken ct)
    {
        var answer = await hands.Try("bed-holds", Wish(patient), ct);
        if (answer.Ok)
            patient.Lies(answer.Body!);
    }

    /// <summary>The bed that was held, else one that suits; where there is none the patient goes elsewhere.</summary>
    private async Task Come(Patient patient, Hands hands, CancellationToken ct)
    {
        var diagnosis = patient.Episode.Complaint.Code;
        if (patient.Stay is { } held && (await hands.Try($"bed-stays/{held}/arrival", new { diagnosis }, ct)).Ok)
            return;
        var person = patient.Villager.Person;
        patient.Stay = null;
        await hands.Try(
            "residents/openings",
            new
            {
                person.IdentityNumber,
                person.Name,
                reason,
            },
            ct
        );
        var answer = await hands.Try("bed-stays", Wish(patient, diagnosis), ct);
        if (answer.Ok)
            patient.Lies(answer.Body!);
    }

    private static object Wish(Patient patient, string? diagnosis = null) =>
        diagnosis is null
            ? new
            {
                ward = patient.WardId,
                resident = patient.Villager.Id,
                isolation = patient.Ward.Isolates,
            }
            : new
            {
                ward = patient.WardId,
                resident = patient.Villager.Id,
                isolation = patient.Ward.Isolates,
                diagnosis,
            };

    /// <summary>To the next bed of the ward that is open and may take them, if there is one.</summary>
    private static async Task Move(Patient patient, Hands hands, CancellationToken ct)
    {
        if (patient.Stay is not { } stay)
            return;
        var beds = (await hands.See($"wards/{patient.WardId}", ct))["beds"]!.AsArray();
        if (beds.FirstOrDefault(b => $"{b!["state"]}" == "open" && !b["kept"]!.GetValue<bool>()) is not { } free)
            return;
        var left = patient.Bed;
        var answer = await hands.Try($"bed-stays/{stay}/transfer", new { bed = $"{free["id"]}" }, ct);
        if (!answer.Ok)
            return;
        patient.Lies(answer.Body!);
        await hands.Do($"beds/{left}/cleaning", new { }, ct);
    }

    private static async Task Leave(Patient patient, bool cleaned, Hands hands, CancellationToken ct)
    {
        if (patient.Stay is not { } stay)
            return;
        await hands.Do($"bed-stays/{stay}/leaving", new { outcome = "discharged" }, ct);
        if (cleaned)
            await hands.Do($"beds/{patient.Bed}/cleaning", new { }, ct);
    }

    private string IdOf(Ward ward) => $"{board.First(w => $"{w!["code"]}" == ward.Code)!["id"]}";
}
