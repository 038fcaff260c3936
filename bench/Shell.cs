using System.Diagnostics;
using Npgsql;

namespace Yihe.Bench;

/// <summary>Lines that a shell runs, such as those of a peer with a client of its own.</summary>
internal static class Shell
{
    /// <summary>What it printed; a line that fails ends the measuring.</summary>
    internal static async Task<string> Run(string line)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", line]) { RedirectStandardOutput = true })!;
        var said = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return shell.ExitCode == 0 ? said : throw new InvalidOperationException($"{line}: {said}");
    }

    /// <summary>The client of PostgreSQL at a database.</summary>
    internal static string Psql(string database)
    {
        var at = new NpgsqlConnectionStringBuilder(database);
        return $"psql -q -v ON_ERROR_STOP=1 -h {at.Host} -U {at.Username} -d {at.Database}";
    }
}
