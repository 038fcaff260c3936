namespace Yihe.Simulation.People;

/// <summary>A value with its relative weight.</summary>
internal readonly record struct Weighted<T>(T Value, int Weight);

/// <summary>Ways to draw from a seeded source of randomness.</summary>
internal static class Chance
{
    /// <summary>Draws one value in proportion to its weight.</summary>
    public static T Draw<T>(this Random random, IReadOnlyList<Weighted<T>> choices)
    {
        var left = random.Next(choices.Sum(choice => choice.Weight));
        foreach (var choice in choices)
        {
            left -= choice.Weight;
            if (left < 0)
                return choice.Value;
        }
        throw new ArgumentException("There is nothing to draw from.", nameof(choices));
    }

    public static T Draw<T>(this Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public static bool PerMille(this Random random, int share) => random.Next(1000) < share;

    public static double Normal(this Random random, double mean, double deviation)
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        return mean + deviation * radius * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
