namespace Yihe.Matching;

/// <summary>How often each level is seen, column by column: in pairs of one person, of kin, and of strangers; and how many pairs are of each sort.</summary>
internal sealed class Model(int columns)
{
    private const int Levels = (int)Level.Different + 1;

    internal double[][] Same { get; } = Fresh(columns);

    internal double[][] Kin { get; } = Fresh(columns);

    internal double[][] Random { get; } = Fresh(columns);

    /// <summary>Of all pairs with equal values in a column those that are equal by chance.</summary>
    internal double[] ChanceShare { get; } = new double[columns];

    /// <summary>Of all pairs those that are one person.</summary>
    internal double SameShare { get; set; }

    /// <summary>Of all pairs those that are two people of one household.</summary>
    internal double KinShare { get; set; }

    /// <summary>How many other records of the same person a record has on average.</summary>
    internal double PartnersOf(Roster roster) => 2 * SameShare * roster.Pairs / roster.Count;

    internal static double[][] Fresh(int columns) => [.. Enumerable.Range(0, columns).Select(_ => new double[Levels])];
}
