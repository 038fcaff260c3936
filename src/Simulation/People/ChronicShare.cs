namespace Yihe.Simulation.People;

/// <summary>How common a long-term condition is in an age band, per thousand.</summary>
internal sealed record ChronicShare(string Code, string Name, int AgeFrom, int AgeTo, int Men, int Women, string Medication)
{
    private const int Most = 5;

    public static IReadOnlyList<ChronicShare> All { get; } = [.. Table.Embedded("chronic.tsv").Select(Of)];

    public static IReadOnlySet<string> Categories { get; } = All.Select(share => share.Code[..3]).ToHashSet();

    /// <summary>The share entry of a condition by its diagnosis code.</summary>
    public static IReadOnlyDictionary<string, ChronicShare> ByCode { get; } =
        All.DistinctBy(share => share.Code).ToDictionary(share => share.Code);

    public static IReadOnlyList<string> Draw(Random random, int age, Sex sex) =>
        [
            .. All.Where(share => share.AgeFrom <= age && age <= share.AgeTo)
                .Where(share => random.PerMille(sex == Sex.Male ? share.Men : share.Women))
                .Select(share => share.Code)
                .Take(Most),
        ];

    private static ChronicShare Of(string[] row) =>
        new(row[0], row[1], Table.Number(row[2]), Table.Number(row[3]), Table.Number(row[4]), Table.Number(row[5]), row[6]);
}
