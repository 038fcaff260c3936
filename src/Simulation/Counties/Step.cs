namespace Yihe.Simulation.Counties;

/// <summary>Something one person does at one moment.</summary>
/// <param name="Who">the login</param>
internal sealed record Step(DateTimeOffset At, string Who, Func<Hands, CancellationToken, Task> Does);
