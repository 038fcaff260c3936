namespace Yihe.Simulation.People;

/// <summary>How far up the consortium a case has to travel.</summary>
public enum Severity
{
    Mild,
    NeedsSpecialist,
    Emergency,
}
