namespace Yihe.Simulation.People;

/// <summary>A place in a household: whoever is of the line bears the family surname.</summary>
internal readonly record struct Member(int Age, Sex Sex, bool OfTheLine);
