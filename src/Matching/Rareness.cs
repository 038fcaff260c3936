namespace Yihe.Matching;

/// <summary>
/// What an equal value of a column weighs more, or less, than equal values do on average (term frequency):
/// a value of which there are many is likelier to meet by chance; the partners a row has on average are not chance.
/// </summary>
internal sealed class Rareness
{
    /// <summary>At most so much does a frequent or rare value move a weight.</summary>
    private const double Most = 9;
    private readonly double average;
    private readonly double rows;
    private readonly double partners;
    private readonly double byChance;
    private readonly double least;
    private readonly NameParts? parts;

    private Rareness(Column column, (Model Model, int At) of, Roster roster, Sounds sounds)
    {
        average = of.Model.Random[of.At][(int)Level.Equal];
        (rows, partners) = ((double)roster.Count - column.Rows.Count(r => r == 0), of.Model.PartnersOf(roster));
        byChance = of.Model.ChanceShare[of.At];
        least = Math.Min(average, 0.5 / Math.Max(1, rows));
        parts = column.Kind.Name == "name" ? new NameParts(column, sounds) : null;
    }

    internal static Rareness Of(Column column, (Model Model, int At) of, Roster roster, Sounds sounds) => new(column, of, roster, sounds);

    internal float[] OfAll(Column column)
    {
        var rarity = new float[column.Counts.Length];
        for (var i = 1; i < rarity.Length; i++)
            rarity[i] = Of(column.Terms.All[i], column.Counts[i]);
        return rarity;
    }

    /// <param name="seen">how many rows have it</param>
    internal float Of(in Term term, int seen)
    {
        if (rows < 2)
            return 0;
        var chance = Math.Max(Math.Max(byChance * (seen - 1 - partners) / rows, parts?.Chance(term) ?? 0), least);
        return (float)Math.Clamp(Math.Log(average / chance), -Most, Most);
    }

    /// <summary>How common the surname and the given name of a full Chinese name are, each by itself: what is seen once may still be common.</summary>
    private sealed class NameParts
    {
        private readonly Sounds sounds;
        private readonly Dictionary<string, double> surnames = [];
        private readonly Dictionary<string, double> givens = [];
        private double all;

        internal NameParts(Column column, Sounds sounds)
        {
            this.sounds = sounds;
            for (var i = 1; i < column.Counts.Length; i++)
            {
                if (column.Terms.All[i].Form != Form.Han || column.Counts[i] == 0)
                    continue;
                var (surname, given) = sounds.Parted(column.Terms.All[i].Text);
                surnames[surname] = surnames.GetValueOrDefault(surname) + 1;
                givens[given] = givens.GetValueOrDefault(given) + 1;
                all++;
            }
        }

        internal double Chance(in Term name)
        {
            if (name.Form != Form.Han || all == 0)
                return 0;
            var (surname, given) = sounds.Parted(name.Text);
            return surnames.GetValueOrDefault(surname) / all * (givens.GetValueOrDefault(given) / all);
        }
    }
}
