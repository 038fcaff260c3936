namespace Yihe.DataQuality.Checks;

/// <summary>The few formulas the checks use, as the textbooks have them.</summary>
internal static class Statistics
{
    /// <summary>Of normal values, the median deviation is so many standard deviations (Iglewicz and Hoaglin 1993).</summary>
    private const double OfMedian = 0.6745;

    /// <summary>… and the standard deviation so many mean deviations; used where more than half of the values are the same.</summary>
    private const double OfMean = 1.253314;

    /// <summary>The standard deviation of a sample (n − 1).</summary>
    internal static double Deviation(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>How many standard deviations a value lies from the mean of others; null where those are all the same.</summary>
    internal static double? Z(double value, IReadOnlyList<double> others) =>
        Deviation(others) is > 0 and var deviation ? (value - others.Average()) / deviation : null;

    /// <summary>The same by median and median absolute deviation, which a single odd month among the others does not bend.</summary>
    internal static double? ModifiedZ(double value, IReadOnlyList<double> others)
    {
        var median = Median(others);
        var deviations = others.Select(o => Math.Abs(o - median)).ToList();
        return Median(deviations) is > 0 and var mad ? OfMedian * (value - median) / mad
            : deviations.Average() is > 0 and var mean ? (value - median) / (OfMean * mean)
            : null;
    }

    /// <summary>Pearson's χ² against all being equally frequent.</summary>
    internal static double ChiSquare(IReadOnlyCollection<long> counts)
    {
        var expected = (double)counts.Sum() / counts.Count;
        return counts.Sum(c => (c - expected) * (c - expected) / expected);
    }

    /// <summary>How far from even, whatever their number: Cohen's w, less what chance alone brings (one for each degree of freedom).</summary>
    internal static double Effect(double chiSquare, int classes, long count) => Math.Sqrt(Math.Max(0, chiSquare - (classes - 1)) / count);
}
