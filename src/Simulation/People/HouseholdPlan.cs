namespace Yihe.Simulation.People;

/// <summary>A place in a household: whoever is of the line bears the family surname.</summary>
internal readonly record struct Member(int Age, Sex Sex, bool OfTheLine);

/// <summary>Who lives together: shapes of households in an inland county, adults first.</summary>
internal static class HouseholdPlan
{
    private static readonly Weighted<Func<Random, IEnumerable<Member>>>[] s_shapes =
    [
        new(random => Couple(random, random.Next(58, 88)), 24),
        new(Widowed, 11),
        new(random => Couple(random, random.Next(43, 64)), 17),
        new(WithElder, 9),
        new(Grandchildren, 13),
        new(Nuclear, 16),
        new(ThreeGenerations, 12),
        new(GrownChild, 9),
        new(random => [new(random.Next(35, 66), Sex.Male, true)], 4),
    ];

    /// <summary>Draws the members of one household, one to six of them.</summary>
    public static IReadOnlyList<Member> Draw(Random random) => [.. random.Draw(s_shapes)(random).Take(6)];

    private static Member[] Couple(Random random, int age) =>
        [new(age, Sex.Male, true), new(Math.Max(20, age - random.Next(-1, 5)), Sex.Female, random.PerMille(20))];

    private static IEnumerable<Member> Widowed(Random random) =>
        [random.PerMille(680) ? new(random.Next(64, 95), Sex.Female, false) : new(random.Next(62, 95), Sex.Male, true)];

    private static IEnumerable<Member> WithElder(Random random)
    {
        var age = random.Next(45, 66);
        var mother = random.PerMille(650);
        var elder = Math.Min(98, age + random.Next(20, 29));
        return [.. Couple(random, age), new(elder, mother ? Sex.Female : Sex.Male, OfTheLine: !mother)];
    }

    private static IEnumerable<Member> Grandchildren(Random random)
    {
        var age = random.Next(50, 74);
        return [.. Couple(random, age), .. Children(random, Math.Clamp(age - 46, 5, 16), 2)];
    }

    private static IEnumerable<Member> Nuclear(Random random)
    {
        var age = random.Next(25, 48);
        return [.. Couple(random, age), .. Children(random, Math.Min(18, age - 22), 3)];
    }

    private static IEnumerable<Member> ThreeGenerations(Random random)
    {
        var age = random.Next(27, 46);
        var children = Children(random, Math.Min(17, age - 22), 2);
        return [.. Couple(random, age + random.Next(22, 28)), .. Couple(random, age), .. children];
    }

    private static IEnumerable<Member> GrownChild(Random random)
    {
        var age = random.Next(46, 60);
        return [.. Couple(random, age), new(random.Next(18, age - 22), AnySex(random), true)];
    }

    private static IEnumerable<Member> Children(Random random, int oldest, int most)
    {
        var first = Math.Max(random.Next(oldest + 1), random.Next(oldest + 1));
        var count = 1 + Enumerable.Range(1, most - 1).Count(_ => random.PerMille(400));
        return Enumerable
            .Range(0, count)
            .Select(place => first - place * random.Next(2, 5))
            .Where(age => age >= 0)
            .Select(age => new Member(age, AnySex(random), true));
    }

    private static Sex AnySex(Random random) => random.PerMille(528) ? Sex.Male : Sex.Female;
}
