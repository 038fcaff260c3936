using Yihe.Kernel.Working;

namespace Yihe.Host.Commands;

/// <summary>How commands say that something went wrong.</summary>
internal static class Printing
{
    internal static async Task<int> Fail(this TextWriter console, string message)
    {
        await console.WriteLineAsync(message);
        return 1;
    }

    internal static async Task<int> Fail(this TextWriter console, Refusal refusal)
    {
        await console.WriteLineAsync(refusal.Message);
        foreach (var fault in refusal.Faults)
            await console.WriteLineAsync($"  {fault.Message}");
        return 1;
    }
}
