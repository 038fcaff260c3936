using Yihe.Simulation.People;

namespace Yihe.Simulation.Counties;

/// <summary>A resident and where they go first when something is wrong.</summary>
internal sealed class Villager(Person person, Site clinic)
{
    public Person Person => person;

    public Site Clinic => clinic;

    /// <summary>The id the platform gave at registration.</summary>
    public string? Id { get; set; }

    /// <summary>Under treatment until then; a person has one illness at a time.</summary>
    public DateTimeOffset BusyUntil { get; set; }
}
