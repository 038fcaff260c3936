namespace Yihe.Simulation.People;

/// <summary>The people of an invented county.</summary>
public static class Population
{
    /// <summary>Creates people living in households, always the same for the same seed.</summary>
    public static IReadOnlyList<Person> Create(int seed, int count, DateOnly today, string regionCode, IReadOnlyList<string> villages)
    {
        var settlement = new Settlement(new Random(seed), today, regionCode, villages);
        var people = new List<Person>(count);
        for (var householdNo = 1; people.Count < count; householdNo++)
            people.AddRange(settlement.Settle(householdNo).Take(count - people.Count));
        return people;
    }
}
