namespace Yihe.Simulation.People;

/// <summary>Mobile numbers of a series operators do not hand out, so no stranger is ever called.</summary>
internal static class Phone
{
    private const string Series = "154";

    /// <summary>Draws the own number of a person, that of the household, or none.</summary>
    public static string? Draw(Random random, int age, string? household, HashSet<string> used)
    {
        var (own, shared) = age switch
        {
            < 10 => (0, 780),
            < 15 => (150, 650),
            < 60 => (970, 20),
            < 75 => (840, 110),
            _ => (430, 370),
        };
        var draw = random.Next(1000);
        return draw < own ? Number(random, used)
            : draw < own + shared ? household
            : null;
    }

    private static string Number(Random random, HashSet<string> used)
    {
        while (true)
        {
            var number = $"{Series}{random.Next(100_000_000):D8}";
            if (used.Add(number))
                return number;
        }
    }
}
