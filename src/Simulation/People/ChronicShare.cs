using System.Globalization;

namespace Yihe.Simulation.People;

/// <summary>How common a long-term condition is in an age band, per thousand.</summary>
internal sealed record ChronicShare(string Code, string Name, int AgeFrom, int AgeTo, int Men, int Women, string Medication)
{
    private const int Most = 5;

    /// <summary>All shares of the embedded table.</summary>
    public static IReadOnlyList<ChronicShare> All { get; } = [.. Table.Embedded("chronic.tsv").Select(Of)];

    /// <summary>The categories of all long-term conditions, such as "I10".</summary>
    public static IReadOnlySet<string> Categories { get; } = All.Select(share => share.Code[..3]).ToHashSet();

    /// <summary>The share entry of a condition by its diagnosis code.</summary>
    public static IReadOnlyDictionary<string, ChronicShare> ByCode { get; } =
        All.DistinctBy(share => share.Code).ToDictionary(share => share.Code);

    /// <summary>Draws the long-term conditions of a person of the given age and sex.</summary>
    public static IReadOnlyList<string> Draw(Random random, int age, Sex sex) =>
        [
            .. All.Where(share => share.AgeFrom <= age && age <= share.AgeTo)
                .Where(share => random.PerMille(sex == Sex.Male ? share.Men : share.Women))
                .Select(share => share.Code)
                .Take(Most),
        ];

    private static ChronicShare Of(string[] row) =>
        new(row[0], row[1], Number(row[2]), Number(row[3]), Number(row[4]), Number(row[5]), row[6]);

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
