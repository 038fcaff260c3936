namespace Yihe.Simulation.People;

/// <summary>Sex as printed on the identity card.</summary>
public enum Sex
{
    Male,
    Female,
}
