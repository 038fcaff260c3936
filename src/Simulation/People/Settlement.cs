namespace Yihe.Simulation.People;

/// <summary>The villages while they are being filled with households.</summary>
internal sealed class Settlement(Random random, DateOnly today, string regionCode, IReadOnlyList<string> villages)
{
    private readonly NameBook _names = NameBook.Load();
    private readonly HashSet<string> _identityNumbers = [];
    private readonly HashSet<string> _phones = [];
    private readonly Dictionary<string, Hamlet> _hamlets = [];
    private readonly IReadOnlyList<Weighted<string>> _allergies =
    [
        .. Table.Embedded("allergies.tsv").Select(row => new Weighted<string>(row[1], Table.Number(row[0]))),
    ];

    private readonly IReadOnlyList<Weighted<string>> _villages =
    [
        .. villages.Select(village => new Weighted<string>(village, random.Next(50, 150))),
    ];

    /// <summary>Moves one more household in and returns its people, adults first.</summary>
    public IReadOnlyList<Person> Settle(int householdNo)
    {
        var hamlet = HamletOf(random.Draw(_villages));
        var home = hamlet.NextHome();
        var surname = random.PerMille(500) ? random.Draw(hamlet.Surnames) : _names.Surname(random);
        var longNames = random.PerMille(8);
        string? phone = null;
        var people = new List<Person>();
        foreach (var member in HouseholdPlan.Draw(random))
        {
            var birth = today.AddYears(-member.Age).AddDays(-random.Next(365));
            var name = longNames ? _names.Long(random, member.Sex, birth.Year) : NameOf(member, surname, birth.Year);
            var own = Phone.Draw(random, member.Age, phone, _phones);
            phone ??= own;
            people.Add(Move(member, name, birth, own, hamlet.Village, home, householdNo));
        }
        return people;
    }

    private Person Move(Member member, string name, DateOnly birth, string? phone, string village, string home, int householdNo) =>
        new(
            name,
            member.Sex,
            birth,
            IdentityNumber.Draw(random, regionCode, birth, member.Sex, _identityNumbers),
            phone,
            village,
            home,
            householdNo,
            random.PerMille(member.Age < 3 ? 20 : 82) ? random.Draw(_allergies) : null,
            ChronicShare.Draw(random, member.Age, member.Sex)
        );

    private string NameOf(Member member, string surname, int year) =>
        (member.OfTheLine ? surname : _names.Surname(random)) + _names.Given(random, member.Sex, year);

    private Hamlet HamletOf(string village)
    {
        if (!_hamlets.TryGetValue(village, out var hamlet))
        {
            string[] surnames = [.. Enumerable.Range(0, 3).Select(_ => _names.Surname(random))];
            hamlet = new Hamlet(village, surnames, random.Next(4, 10));
            _hamlets.Add(village, hamlet);
        }
        return hamlet;
    }

    /// <summary>A village with its leading surnames and its groups of houses.</summary>
    private sealed class Hamlet(string village, IReadOnlyList<string> surnames, int groups)
    {
        private int _homes;

        public string Village => village;

        public IReadOnlyList<string> Surnames => surnames;

        /// <summary>The address of the next house to be lived in.</summary>
        public string NextHome()
        {
            var home = _homes++;
            return $"{village}{home % groups + 1}组{home / groups + 1}号";
        }
    }
}
