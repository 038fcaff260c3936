using System.Text;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Counties;

/// <summary>The first days: the lists the clinics kept are brought in; whoever is on none is written down at the clinic.</summary>
internal static class Registration
{
    private const int Days = 6;
    private const int OnNoList = 50; // of a thousand
    private const string Columns = "身份证号,姓名,电话,住址,过敏史,登记机构,签约团队,已核对不是同一人";

    /// <summary>The first day on which the sick are seen.</summary>
    public static DateOnly VisitsFrom(DateOnly start) => start.AddDays(Days + 2);

    public static IEnumerable<Step> Of(IReadOnlyList<Villager> people, DateOnly start, Place place, Sittings sittings, Random random)
    {
        var lists = people.ToLookup(p => random.PerMille(OnNoList) ? null : place.ArchivistOver(p.Clinic));
        foreach (var list in lists.Where(l => l.Key is not null))
        {
            var rows = list.Select(v => Row(v, random.PerMille(SigningShare(v.Person, start)), list));
            var file = Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Prepend(Columns)));
            yield return new(
                sittings.On(start, Shift.Office, afternoon: false),
                list.Key!.Login,
                (hands, ct) => BringIn(file, [.. list], hands, ct)
            );
        }
        foreach (var (number, villager) in lists[null].Index())
        {
            var at = sittings.On(start.AddDays(number % Days), villager.Clinic.Shift, afternoon: false);
            yield return new(at, villager.Clinic.Doctors[0].Login, (hands, ct) => Register(villager, hands, ct));
        }
    }

    private static int SigningShare(Person person, DateOnly day) =>
        person.Chronic.Count > 0 ? 750
        : person.AgeOn(day) is >= 65 or < 7 ? 600
        : 280;

    /// <summary>As the paper file was typed off; namesakes born on one day were checked against their cards.</summary>
    private static string Row(Villager villager, bool signs, IEnumerable<Villager> list)
    {
        var p = villager.Person;
        var alike = list.Count(o => o.Person.Name == p.Name && o.Person.BirthDate == p.BirthDate) > 1 ? "是" : "";
        var team = signs ? $"{villager.Clinic.Doctors[0].Name}家庭医生团队" : "";
        string?[] cells = [p.IdentityNumber, p.Name, p.Phone, p.Address, p.Allergy, villager.Clinic.Code, team, alike];
        return string.Join(',', cells.Select(cell => $"\"{cell}\""));
    }

    /// <summary>Hands the list in, confirms it, and learns who everybody is now: they are told in the order of the list.</summary>
    private static async Task BringIn(byte[] file, List<Villager> people, Hands hands, CancellationToken ct)
    {
        var seen = await hands.Do("intakes", new { file = new { name = "居民花名册.csv", content = Convert.ToBase64String(file) } }, ct);
        await hands.Do($"intakes/{seen["id"]}/registration", new { }, ct);
        var told = 0;
        for (var after = ""; after is not null; )
        {
            var page = await hands.See($"intakes/{seen["id"]}/residents?after={Uri.EscapeDataString(after)}", ct);
            foreach (var resident in page["items"]!.AsArray())
                people[told++].Id = $"{resident!["id"]}";
            after = page["next"]?.GetValue<string>();
        }
        if (told != people.Count)
            throw new InvalidOperationException($"花名册 {people.Count} 行，登记 {told} 人");
    }

    private static async Task Register(Villager villager, Hands hands, CancellationToken ct)
    {
        var p = villager.Person;
        var card = new
        {
            p.IdentityNumber,
            p.Name,
            p.Phone,
            p.Address,
            p.Allergy,
            NotTheSame = true,
        };
        villager.Id = $"{(await hands.Do("residents", card, ct))["id"]}";
    }
}
