namespace Yihe.Matching;

/// <summary>What records are brought together by: parts of a blocking pass, each a hash of something two records of one person have in common.</summary>
internal static class Keys
{
    /// <summary>For every row the hashes of a part, one list per column it can be taken from; 0 where nothing is known.</summary>
    internal static IReadOnlyList<ulong[]> Of(string part, Roster roster, Sounds sounds) =>
        part switch
        {
            "name" => [WholeNames(roster, sounds)],
            "surname" => OfTerms(roster, c => c.Kind.Name is "surname" or "name", (c, t) => Surname(c, t, sounds)),
            "given" => OfTerms(roster, c => c.Kind.Name is "given_name" or "name", (c, t) => Given(c, t, sounds)),
            "birth" => OfTerms(roster, c => c.Kind.Name == "birth", (_, t) => Digits(t)),
            "year" => OfTerms(roster, c => c.Kind.Name == "birth", (_, t) => (ulong)Dates.Parts(t).Year),
            "monthday" => OfTerms(roster, c => c.Kind.Name == "birth", (_, t) => MonthDay(t)),
            "road" => OfTerms(roster, c => c.Kind.Name == "address", (_, t) => Rarest(t, 0)),
            "text2" => OfTerms(roster, c => c.Kind.Name == "text", (_, t) => Rarest(t, 1)),
            "text" => OfTerms(roster, c => c.Kind.Name == "text", (_, t) => Rarest(t, 0)),
            "address" => OfTerms(roster, c => c.Kind.Name == "address", (_, t) => t.Tokens.Length > 1 ? Hash.Of(t.Text) : 0),
            _ => OfTerms(roster, c => c.Kind.Name == part, (_, t) => t.Form == Form.Digits ? Digits(t) : Hash.Of(Squeezed(t.Text))),
        };

    private static ulong[][] OfTerms(Roster roster, Func<Column, bool> isTaken, Func<Column, Term, ulong> key) =>
        [
            .. roster
                .Columns.Where(isTaken)
                .Select(column =>
                {
                    var byTerm = new ulong[column.Counts.Length];
                    for (var i = 1; i < byTerm.Length; i++)
                        byTerm[i] = column.Counts[i] == 0 ? 0 : key(column, column.Terms.All[i]);
                    return Array.ConvertAll(column.Rows, n => byTerm[n]);
                }),
        ];

    private static ulong Digits(in Term term) => term.IsEmpty ? 0 : Hash.Mixed(term.A ^ Hash.Mixed(term.B ^ (ulong)term.Count));

    private static ulong MonthDay(in Term term)
    {
        var (_, month, day) = Dates.Parts(term);
        return month == 0 || day == 0 ? 0 : (ulong)(Math.Min(month, day) * 100 + Math.Max(month, day));
    }

    private static string Squeezed(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    private static ulong Surname(Column column, in Term term, Sounds sounds)
    {
        if (term.Form == Form.Han)
            return Sound(column.Kind.Name == "name" ? sounds.Parted(term.Text).Surname : term.Text, sounds);
        return Latin(term, ^1);
    }

    private static ulong Given(Column column, in Term term, Sounds sounds)
    {
        if (term.Form == Form.Han)
            return Sound(column.Kind.Name == "name" ? sounds.Parted(term.Text).Given : term.Text, sounds);
        return Latin(term, 0);
    }

    private static ulong Latin(in Term term, Index part) =>
        term.IsEmpty ? 0 : Hash.Of(Sounds.Latin((term.Sound.Length > 0 ? term.Sound : term.Text).Split(' ')[part]));

    private static ulong Sound(string han, Sounds sounds) =>
        han.Length == 0 ? 0 : han.Aggregate(1UL, (hash, character) => Hash.Of(hash, sounds.NumberOf(character)));

    /// <summary>All parts of the name by their sound, whatever their order.</summary>
    private static ulong[] WholeNames(Roster roster, Sounds sounds)
    {
        var (surnames, givens) = (Of("surname", roster, sounds), Of("given", roster, sounds));
        var whole = new ulong[roster.Count];
        if (surnames.Count > 0 && givens.Count > 0)
            for (var row = 0; row < whole.Length; row++)
                whole[row] = Both(surnames[0][row], givens[0][row]);
        return whole;
    }

    private static ulong Both(ulong a, ulong b) => Hash.Of(Math.Min(a, b), Math.Max(a, b));

    /// <summary>A word that says much: the longest tokens by an order that is the same for all files.</summary>
    private static ulong Rarest(in Term term, int place)
    {
        var words = Tokens.Runs(term.Text).Where(r => r.Length > 2 && !char.IsDigit(r[0])).ToList();
        if (words.Count == 0)
            words = [.. Tokens.Runs(term.Text).Where(r => r.Length > 1)];
        words.Sort((a, b) => a.Length == b.Length ? string.CompareOrdinal(a, b) : b.Length - a.Length);
        return words.Count > place ? Hash.Of(words[place]) : 0;
    }
}
