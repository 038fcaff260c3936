using System.Globalization;

namespace Yihe.Simulation.People;

/// <summary>How an illness usually shows, is treated and is followed up.</summary>
internal sealed record Course(
    IReadOnlyList<Weighted<Severity>> Severities,
    double? Temperature,
    int SystolicShift,
    double? Glucose,
    string Department,
    string Finding,
    string Treatment,
    string Medication,
    string Rehabilitation
)
{
    private static readonly Dictionary<string, Course> s_byPrefix = Table
        .Embedded("courses.tsv")
        .SelectMany(row => row[0].Split(',').Select(prefix => (prefix, course: Of(row))))
        .ToDictionary(entry => entry.prefix, entry => entry.course);

    /// <summary>The course with the longest prefix of the diagnosis code, else the general one.</summary>
    public static Course For(string code)
    {
        var plain = code.Replace(".", "", StringComparison.Ordinal);
        var prefix = Enumerable.Range(1, plain.Length).Select(length => plain[..length]).LastOrDefault(s_byPrefix.ContainsKey);
        return s_byPrefix[prefix ?? "*"];
    }

    private static Course Of(string[] row)
    {
        int[] weights = [.. row[1].Split('/').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
        return new Course(
            [new(Severity.Mild, weights[0]), new(Severity.NeedsSpecialist, weights[1]), new(Severity.Emergency, weights[2])],
            Number(row[2]),
            (int)(Number(row[3]) ?? 0),
            Number(row[4]),
            row[5],
            row[6],
            row[7],
            row[8],
            row[9]
        );
    }

    private static double? Number(string cell) => cell.Length == 0 ? null : double.Parse(cell, CultureInfo.InvariantCulture);
}
