using System.Globalization;

namespace Yihe.Matching.Tests;

/// <summary>Invented English lists in the manner of FEBRL: frequent and rare values, records copied with typing errors, gaps and exchanged fields.</summary>
/// <param name="Errors">how many errors a copy has at most</param>
/// <param name="Gaps">per mille of cells left empty</param>
internal sealed record EnglishSample(int People, int MostCopies, int Errors, int Gaps, int Seed)
{
    private static readonly string[] s_onsets = "b br c ch d f g gr h j k l m n p r s sh st t th tr v w".Split(' ');
    private static readonly string[] s_nuclei = "a e i o u ai ee ie oo ea".Split(' ');
    private static readonly string[] s_codas = "n r l s t ck nd ston ley son ton man field worth er y a ie".Split(' ');

    private static readonly (string, string)[] s_columns =
    [
        ("given_name", "given_name"),
        ("surname", "surname"),
        ("street_number", "number"),
        ("address_1", "address"),
        ("address_2", "address"),
        ("suburb", "suburb"),
        ("postcode", "postcode"),
        ("state", "state"),
        ("date_of_birth", "date_of_birth"),
        ("soc_sec_id", "soc_sec_id"),
    ];

    private readonly Random random = new(Seed);

    internal Sample Make()
    {
        var (given, surnames, streets, suburbs) = (Words(600), Words(1500), Words(1200), Words(800));
        var records = new List<(int, string[])>();
        for (var person = 0; person < People; person++)
        {
            string[] original =
            [
                Frequent(given),
                Frequent(surnames),
                $"{random.Next(1, random.Next(2, 300))}",
                $"{Frequent(streets)} {new[] { "street", "place", "crescent", "court", "avenue" }[random.Next(5)]}",
                random.Next(3) == 0 ? "" : $"{Frequent(streets)} {new[] { "village", "lodge", "park", "" }[random.Next(4)]}".Trim(),
                Frequent(suburbs),
                $"{random.Next(2000, 7000)}",
                new[] { "nsw", "vic", "qld", "wa", "sa", "tas" }[random.Next(random.Next(1, 7))],
                new DateTime(1900, 1, 1).AddDays(random.Next(36_000)).ToString("yyyyMMdd", CultureInfo.InvariantCulture),
                $"{random.Next(1_000_000, 9_999_999)}",
            ];
            records.Add((person, WithGaps(original)));
            for (var copy = random.Next(MostCopies + 1); copy > 0; copy--)
                records.Add((person, WithGaps(Copied(original))));
        }
        return Sample.Shuffled(s_columns, records, random);
    }

    private string[] Words(int count) => [.. Enumerable.Range(0, count * 2).Select(_ => Word()).Distinct().Take(count)];

    private string Word() =>
        string.Concat(Pick(s_onsets), Pick(s_nuclei), random.Next(2) == 0 ? Pick(s_onsets) + Pick(s_nuclei) : "", Pick(s_codas));

    private string Pick(string[] from) => from[random.Next(from.Length)];

    private string Frequent(string[] from) => from[(int)(from.Length * Math.Pow(random.NextDouble(), 2.5))];

    private string[] WithGaps(string[] cells) => [.. cells.Select(c => random.Next(1000) < Gaps ? "" : c)];

    private string[] Copied(string[] original)
    {
        var copy = (string[])original.Clone();
        for (var errors = random.Next(1, Errors + 1); errors > 0; errors--)
        {
            var field = random.Next(copy.Length);
            if (random.Next(20) == 0)
                (copy[0], copy[1]) = (copy[1], copy[0]);
            else if (random.Next(20) == 0)
                (copy[3], copy[4]) = (copy[4], copy[3]);
            else if (random.Next(12) == 0)
                copy[field] = "";
            else
                copy[field] = Mistyped(copy[field]);
        }
        return copy;
    }

    private string Mistyped(string text)
    {
        if (text.Length < 2)
            return text;
        var at = random.Next(text.Length - 1);
        var other = char.IsDigit(text[at]) ? (char)('0' + random.Next(10)) : (char)('a' + random.Next(26));
        return random.Next(4) switch
        {
            0 => text[..at] + other + text[(at + 1)..],
            1 => text[..at] + text[(at + 1)..],
            2 => text[..at] + other + text[at..],
            _ => text[..at] + text[at + 1] + text[at] + text[(at + 2)..],
        };
    }
}
