using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Npgsql;
using Yihe.Basis;
using Yihe.Kernel.Data;

namespace Yihe.Host.Operations;

/// <summary>
/// What whoever helps from afar needs to see (求助包), and nothing of anybody: versions, settings without secrets, counts of rows, the
/// doctor's report, the last lines of the log with whatever looks like a number of a person taken out.
/// </summary>
internal static partial class SupportBundle
{
    private const int LogLines = 2_000;

    /// <summary>Writes it under another name and renames it when it is whole.</summary>
    internal static async Task Write(HostOptions options, string? log, string path, CancellationToken ct)
    {
        var part = path + ".part";
        try
        {
            await using (var zip = await ZipFile.OpenAsync(part, ZipArchiveMode.Create, ct))
            {
                await Add(zip, "about.json", JsonText.Write(About(options)), ct);
                var checks = await Doctor.Run(options, null, ct);
                await Add(zip, "doctor.txt", string.Join('\n', checks), ct);
                if (checks.Any(c => c is { Name: "database", State: CheckState.Good }))
                    await Add(zip, "counts.json", JsonText.Write(await Counts(options, ct)), ct);
                if (log is not null)
                    await Add(zip, "log.txt", string.Join('\n', File.ReadLines(log).TakeLast(LogLines).Select(Cleaned)), ct);
            }
            File.Move(part, path);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static object About(HostOptions options) =>
        new
        {
            program = HostOptions.Program,
            runtime = RuntimeInformation.FrameworkDescription,
            system = RuntimeInformation.OSDescription,
            processors = Environment.ProcessorCount,
            options.Data,
            database = options.IsEmbedded ? "SQLite" : Host(options.Address),
            options.KeyFile,
            options.Listen,
            options.Port,
            smsGateway = options.SmsGateway is not null,
            hospitalSystems = options.HospitalSystems is not null,
        };

    private static string Host(string address) => $"PostgreSQL {new NpgsqlConnectionStringBuilder(address).Host}";

    private static async Task<object> Counts(HostOptions options, CancellationToken ct)
    {
        using var database = options.Open();
        await using var db = database.Open();
        var rows = new Dictionary<string, long>();
        foreach (var table in await Snapshot.TableNames(db, ct))
            rows[table] = await Snapshot.RowsIn(db, table, ct);
        return new { schema = await Schema.Of(db, ct), rows };
    }

    private static async Task Add(ZipArchive zip, string name, string text, CancellationToken ct)
    {
        await using var entry = new StreamWriter(await zip.CreateEntry(name).OpenAsync(ct));
        await entry.WriteAsync(text);
    }

    /// <summary>The log holds nothing personal; should something have slipped in, it does not leave the house.</summary>
    private static string Cleaned(string line) => Chinese().Replace(Number().Replace(line, "…"), "…");

    [GeneratedRegex(@"\d{6,}[\dXx]?")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?:\p{IsCJKUnifiedIdeographs}|\\u[0-9A-Fa-f]{4})+")]
    private static partial Regex Chinese();
}
