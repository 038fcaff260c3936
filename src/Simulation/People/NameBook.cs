namespace Yihe.Simulation.People;

/// <summary>Surnames and given names with the sex and the years they were in fashion.</summary>
internal sealed class NameBook
{
    private const int RareShare = 12;

    private readonly IReadOnlyList<Weighted<string>> _surnames;
    private readonly ILookup<(string Kind, Sex Sex), Fashion> _fashions;

    private NameBook(IReadOnlyList<Weighted<string>> surnames, ILookup<(string Kind, Sex Sex), Fashion> fashions) =>
        (_surnames, _fashions) = (surnames, fashions);

    public static NameBook Load() =>
        new(
            [
                .. Table
                    .Embedded("surnames.tsv")
                    .SelectMany(row => row[1].Split(' ').Select(name => new Weighted<string>(name, Table.Number(row[0])))),
            ],
            Table.Embedded("given-names.tsv").ToLookup(row => (row[0], SexOf(row[1])), Fashion.Of)
        );

    public string Surname(Random random) => random.Draw(_surnames);

    /// <summary>Draws a given name that parents of the birth year would have chosen.</summary>
    public string Given(Random random, Sex sex, int year)
    {
        if (random.PerMille(RareShare))
            return Word(random, "rare", sex, year);
        var shares = Words("share", sex, year);
        var one = Table.Number(shares[0]);
        return random.Next(100) switch
        {
            var draw when draw < one => Word(random, "one", sex, year),
            var draw when draw < one + Table.Number(shares[1]) => Word(random, "two", sex, year),
            _ => Word(random, "first", sex, year) + Word(random, "second", sex, year),
        };
    }

    /// <summary>Draws a full name of given name, father and sometimes grandfather.</summary>
    public string Long(Random random, Sex sex, int year)
    {
        var name = $"{Word(random, "long", sex, year)}·{Word(random, "father", Sex.Male, year)}";
        return random.PerMille(250) ? $"{name}·{Word(random, "father", Sex.Male, year)}" : name;
    }

    private string Word(Random random, string kind, Sex sex, int year) => random.Draw(Words(kind, sex, year));

    private IReadOnlyList<string> Words(string kind, Sex sex, int year) =>
        _fashions[(kind, sex)].First(fashion => fashion.From <= year && year <= fashion.To).Words;

    private static Sex SexOf(string word) => word == "男" ? Sex.Male : Sex.Female;

    private sealed record Fashion(int From, int To, IReadOnlyList<string> Words)
    {
        public static Fashion Of(string[] row) => new(Table.Number(row[2]), Table.Number(row[3]), row[4].Split(' '));
    }
}
