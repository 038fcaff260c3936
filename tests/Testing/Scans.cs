using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xunit;
using Yihe.Basis;
using Yihe.Kernel.Working;

namespace Yihe.Testing;

/// <summary>Asks SQLite how it would read each query before it does: which indexes it reads, and which tables it goes through whole.</summary>
public sealed class Scans : DbCommandInterceptor
{
    /// <summary>The tables gone through.</summary>
    public SortedSet<string> Found { get; } = [];

    /// <summary>The indexes read.</summary>
    public SortedSet<string> Used { get; } = [];
    public int Queries { get; private set; }

    /// <summary>A gate to the same region, all of whose queries are looked at.</summary>
    public async Task<Gate> Watch(TestRegion region)
    {
        var platform = (region.Options with { Also = b => b.AddInterceptors(this) }).Build(TestDb.Vault);
        await using var db = platform.Database.Open();
        await platform.Blueprints.Load(db, TestContext.Current.CancellationToken);
        return new Gate(platform);
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        await using var explain = command.Connection!.CreateCommand();
        explain.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        explain.Transaction = command.Transaction;
        foreach (DbParameter given in command.Parameters)
        {
            var same = explain.CreateParameter();
            (same.ParameterName, same.Value) = (given.ParameterName, given.Value);
            explain.Parameters.Add(same);
        }
        Queries++;
        await using var plan = await explain.ExecuteReaderAsync(cancellationToken);
        while (await plan.ReadAsync(cancellationToken))
        {
            if (Regex.Match(plan.GetString(3), "INDEX (ix_\\w+)") is { Success: true } index)
                Used.Add(index.Groups[1].Value);
            if (TableOf(plan.GetString(3), command.CommandText) is { } table)
                Found.Add(table);
        }
        return result;
    }

    /// <summary>A step that reads neither by an index nor what another query of it gave, but all rows of a table.</summary>
    private static string? TableOf(string step, string query) =>
        step.StartsWith("SCAN", StringComparison.Ordinal)
        && !step.Contains("USING", StringComparison.Ordinal)
        && Regex.Match(query, $"\"(\\w+)\" AS \"{step.Split(' ')[1]}\"") is { Success: true } named
            ? named.Groups[1].Value
            : null;
}
