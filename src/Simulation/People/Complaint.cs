namespace Yihe.Simulation.People;

/// <summary>A chief complaint with the diagnosis behind it and the people it fits.</summary>
public sealed record Complaint(string Code, string Diagnosis, string Text, int Weight, int AgeFrom, int AgeTo, Sex? Sex)
{
    /// <summary>Reads complaints.tsv, taking the names of diagnoses from diagnoses.tsv.</summary>
    public static IReadOnlyList<Complaint> Parse(string complaints, string diagnoses)
    {
        var names = Table.Parse(diagnoses).ToDictionary(row => row[0], row => row[1]);
        return [.. Table.Parse(complaints).Select(row => Of(row, names[row[0]]))];
    }

    private static Complaint Of(string[] row, string diagnosis) =>
        new(
            row[0],
            diagnosis,
            row[1],
            Table.Number(row[2]),
            Table.Number(row[3]),
            Table.Number(row[4]),
            row.ElementAtOrDefault(5) switch
            {
                "男" => People.Sex.Male,
                "女" => People.Sex.Female,
                _ => null,
            }
        );
}
