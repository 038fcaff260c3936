using Yihe.Basis.Values;
using Yihe.Host;
using Yihe.Kernel.Facts;

namespace Yihe.DataQuality.Tests;

/// <summary>Visits of invented doctors, honest or not, always the same for the same seed.</summary>
internal static class Invented
{
    internal static readonly IReadOnlyDictionary<string, FactKind> Kinds = ModuleList.All.Facts;

    /// <summary>How somebody comes to a reading: a device's scale, a habit, or none at all.</summary>
    internal delegate (int High, int Low) Reader(Random random);

    private static readonly int[] Favourites = [118, 122, 126, 128, 132, 136, 138, 142];

    /// <summary>An electronic device: every number.</summary>
    internal static (int High, int Low) Electronic(Random random) => (Normal(random, 134, 15), Normal(random, 82, 9));

    /// <summary>A mercury column: to the nearest two.</summary>
    internal static (int High, int Low) Mercury(Random random) =>
        Electronic(random) is var (high, low) ? (high / 2 * 2, low / 2 * 2) : default;

    /// <summary>Measured by an observer who likes zeros a little: one reading in eight is rounded to the ten.</summary>
    internal static (int High, int Low) Careless(Random random) =>
        Electronic(random) is var (high, low) && random.Next(8) == 0 ? ((high + 5) / 10 * 10, (low + 5) / 10 * 10) : (high, low);

    /// <summary>Not measured: round numbers written down.</summary>
    internal static (int High, int Low) Round(Random random) => (110 + (random.Next(6) * 10), 70 + (random.Next(5) * 5));

    /// <summary>Not measured: numbers that look measured, of which some come to mind more readily.</summary>
    internal static (int High, int Low) Likely(Random random) =>
        (Favourites[random.Next(Favourites.Length)], Favourites[random.Next(4)] - 44);

    /// <summary>Not measured: the reading before, a little up or down.</summary>
    internal static (int High, int Low) Copied(Random random) => (128 + random.Next(13), 76 + random.Next(11));

    /// <summary>Not measured: any number over a wide range, all alike.</summary>
    internal static (int High, int Low) Anything(Random random) => (110 + random.Next(50), 65 + random.Next(30));

    /// <summary>A doctor's visits of one month.</summary>
    internal static IEnumerable<Fact> Visits(Random random, InstitutionId at, string doctor, DateOnly month, (Reader Read, int Many) how)
    {
        for (var i = 0; i < how.Many; i++)
        {
            var (high, low) = how.Read(random);
            var when = new DateTimeOffset(month.AddDays(random.Next(28)), new TimeOnly(2, 0), TimeSpan.Zero);
            yield return Fact.Of(
                (Id(random), when, ""),
                Kinds["encounter.closed"],
                new Occurrence($"{Id(random)}", at, when, Id(random)),
                [
                    ("kind", "outpatient"),
                    ("first", "yes"),
                    ("diagnosis", "I10.x00"),
                    ("doctor", doctor),
                    ("systolic", high),
                    ("diastolic", low),
                ]
            );
        }
    }

    internal static Guid Id(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static int Normal(Random random, double mean, double deviation) =>
        (int)(mean + (deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
}
