using Yihe.Basis;
using Yihe.Kernel.Data;
using Yihe.Kernel.Working;

namespace Yihe.Host.Commands;

/// <summary>How commands answer: in words, or with <c>--json</c> as one object; 0 is yes, 1 is no, 2 is a wrong call.</summary>
internal static class Printing
{
    internal static async Task<int> Tell(this TextWriter console, Arguments arguments, object facts, string words, bool well = true)
    {
        await console.WriteLineAsync(arguments["json"] is null ? words : JsonText.Write(facts));
        return well ? 0 : 1;
    }

    internal static Task<int> Fail(this TextWriter console, Arguments arguments, Refusal refusal) =>
        arguments["json"] is null
            ? console.Fail(refusal)
            : console.Tell(
                arguments,
                new
                {
                    ok = false,
                    refusal.Code,
                    refusal.Message,
                    refusal.Faults,
                },
                "",
                well: false
            );

    /// <summary>The call lacks something.</summary>
    internal static async Task<int> Misused(this TextWriter console, Arguments arguments, string what, string message) =>
        1 + await console.Fail(arguments, Refusal.Invalid(what, message));

    internal static async Task<int> Fail(this TextWriter console, string message)
    {
        await console.WriteLineAsync(message);
        return 1;
    }

    internal static async Task<int> Fail(this TextWriter console, Refusal refusal)
    {
        await console.WriteLineAsync(refusal.Message);
        foreach (var fault in refusal.Faults.Where(f => f.Message != refusal.Message))
            await console.WriteLineAsync($"  {fault.Message}");
        return 1;
    }
}
