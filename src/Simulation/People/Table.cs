using System.Globalization;
using System.Reflection;

namespace Yihe.Simulation.People;

/// <summary>Rows of a tab-separated text whose comment lines start with a hash sign.</summary>
internal static class Table
{
    public static IReadOnlyList<string[]> Parse(string text) =>
        [
            .. text.Split('\n')
                .Select(line => line.TrimEnd('\r'))
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => line.Split('\t')),
        ];

    public static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    /// <summary>Reads a table embedded next to this type, such as "surnames.tsv".</summary>
    public static IReadOnlyList<string[]> Embedded(string fileName)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream(typeof(Table), fileName)
            ?? throw new InvalidOperationException($"The table {fileName} is not embedded.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }
}
