namespace Yihe.Simulation.Journeys;

/// <summary>What a journey prints and counts: its steps, the checks made at each, and those that failed.</summary>
public sealed class Script(TextWriter console)
{
    public int Steps { get; private set; }

    public int Checks { get; private set; }

    public int Failed { get; private set; }

    public Task Step(string who, string where, string what)
    {
        Steps++;
        return console.WriteLineAsync($"{Steps, 3}  {where} {who}：{what}");
    }

    public Task Check(bool holds, string what)
    {
        Checks++;
        if (!holds)
            Failed++;
        return console.WriteLineAsync(holds ? $"       ✓ {what}" : $"       ✗ {what}");
    }
}
