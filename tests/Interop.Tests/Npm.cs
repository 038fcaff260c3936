using System.Diagnostics;

namespace Yihe.Interop.Tests;

/// <summary>What tests take from npm by a lock file of their own: clients, a validator and examples that nobody here wrote.</summary>
internal static class Npm
{
    private static readonly Lock One = new();

    /// <summary>The folder of a package, installed where it is not yet.</summary>
    internal static string Folder(string set, string package)
    {
        var home = Path.Combine(Repo.Root, "tests", "Interop.Tests", set);
        var folder = Path.Combine(home, "node_modules", package);
        lock (One)
        {
            var whole = Path.Combine(home, "node_modules", ".whole"); // an installation that was cut off has none
            if (!File.Exists(whole))
            {
                Run(home, "npm", "ci", "--no-audit", "--no-fund");
                File.Create(whole).Dispose();
            }
        }
        return folder;
    }

    internal static string Run(string home, string program, params string[] arguments) => Run(home, program, "", arguments);

    internal static string Run(string home, string program, string input, string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = home,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {output}\n{error.Result}");
        return output;
    }
}
