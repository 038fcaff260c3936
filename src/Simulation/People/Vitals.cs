namespace Yihe.Simulation.People;

/// <summary>What was measured at the first contact: mmHg, mmol/L and degrees Celsius.</summary>
public sealed record Vitals(int? Systolic, int? Diastolic, decimal? Glucose, decimal? Temperature);
