using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Yihe.Bench;

/// <summary>
/// The statement log of one committed booking, and the pgbench script made from it: every statement in order, what differs between
/// bookings turned into variables, every other value in a fixed form, so that the script changes only when our statements do.
/// </summary>
internal sealed partial class BookingScript : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    internal const string Session = "lpad(to_hex(:session::bigint), 32, '0')::uuid";
    internal const string Resident = "lpad(to_hex(:resident::bigint), 32, '0')::uuid";
    internal const string Unit = ":unit_id";

    /// <summary>The kernel tells under this name what it writes.</summary>
    private const string Saving = "Yihe.Saving";
    private const string Head = """
        -- All statements of one committed booking, made by `yihe bench booking` from our own statement log.
        -- The bench gives k, base, clients, first, sessions and residents; unit_id comes from the statement that locks a unit.
        \set k :k + 1
        \set i :base + :k * :clients + :client_id
        \set session :first + :i % :sessions
        \set resident (:i / :sessions + 31 * (:i % :sessions)) % :residents

        """;
    private readonly List<(string Text, Dictionary<string, object?> Values)> log = [];
    private readonly List<IDisposable> listening = [];

    internal BookingScript() => listening.Add(DiagnosticListener.AllListeners.Subscribe(this));

    internal int Statements => log.Count;

    /// <summary>How often the process waits for the database: a batch is one trip, and BEGIN travels with the statement after it.</summary>
    internal int Trips { get; private set; }

    /// <summary>Begins anew.</summary>
    internal void Clear()
    {
        log.Clear();
        Trips = 0;
    }

    /// <param name="known">what stands for a value that differs between bookings; other ids are new ones</param>
    /// <param name="locking">take the one row lock of the pool first</param>
    internal string Written(IReadOnlyDictionary<object, string> known, bool locking = false)
    {
        var variables = new Dictionary<object, string>(known);
        var lines = log.Select(s => Line(s.Text, s.Values, variables)).ToList();
        if (locking)
            lines.Insert(1, $"SELECT id FROM kernel_pool WHERE id = {Session} FOR UPDATE;");
        return Head + string.Join('\n', lines) + '\n';
    }

    public void OnNext(DiagnosticListener listener)
    {
        if (listener.Name is DbLoggerCategory.Name or Saving)
            listening.Add(listener.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> happened)
    {
        if (happened.Value is ValueTuple<List<(string, object?[])>, bool> sent)
            Saved(sent.Item1, sent.Item2);
        else if (happened.Key == RelationalEventId.TransactionStarted.Name)
            log.Add(("BEGIN", []));
        else if (happened.Key == RelationalEventId.TransactionCommitted.Name)
            (Trips, _) = (Trips + 1, Note("COMMIT", []));
        else if (happened.Value is TransactionEventData && happened.Key.Contains("Savepoint", StringComparison.Ordinal))
            (Trips, _) = (Trips + 1, Note("SAVEPOINT booking", []));
        else if (happened.Value is CommandEventData { Command: { } command } && happened.Key == RelationalEventId.CommandExecuting.Name)
        {
            Trips++;
            var values = command.Parameters.Cast<DbParameter>().ToDictionary(p => p.ParameterName.TrimStart('@'), p => p.Value);
            foreach (var statement in command.CommandText.Split(";\n", StringSplitOptions.RemoveEmptyEntries))
                Note(Spaces().Replace(statement.Trim().TrimEnd(';'), " "), values);
        }
    }

    private void Saved(List<(string Sql, object?[] Values)> statements, bool commits)
    {
        Trips++;
        foreach (var (sql, values) in statements)
            Note(sql, Enumerable.Range(0, values.Length).ToDictionary(i => $"{i + 1}", i => values[i]));
        if (commits)
            Note("COMMIT", []);
    }

    private bool Note(string statement, Dictionary<string, object?> values)
    {
        log.Add((statement, values));
        return true;
    }

    private static string Line(string text, Dictionary<string, object?> values, Dictionary<object, string> variables) =>
        Parameter().Replace(text, name => Expression(values[name.Value[1..]], variables))
        + (text.EndsWith("SKIP LOCKED", StringComparison.Ordinal) ? " \\gset unit_" : ";");

    private static string Expression(object? value, Dictionary<object, string> variables) =>
        value switch
        {
            null or DBNull => "NULL",
            _ when variables.TryGetValue(value, out var variable) => variable,
            Guid id => variables[id] = $"lpad(to_hex(:i::bigint + {variables.Count} * 1099511627776), 32, '0')::uuid",
            string text when Guid.TryParse(text, out var id) => $"({Expression(id, variables)})::text",
            bool flag => flag ? "true" : "false",
            int or long or short => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
            DateTimeOffset or DateTime => Text("2026-11-20 09:00:00+08"),
            DateOnly => Text("2026-11-20"),
            byte[] bytes => $"'\\x{string.Concat(Enumerable.Repeat("5a", bytes.Length))}'",
            _ => Text(Changing().Replace(value.ToString()!, m => new string('0', m.Length))),
        };

    /// <summary>pgbench takes a colon before a letter or digit for a variable, so it is written as an escape.</summary>
    private static string Text(string text) =>
        "E'"
        + text.Replace("\\", @"\\", StringComparison.Ordinal)
            .Replace("'", "''", StringComparison.Ordinal)
            .Replace(":", @"\x3a", StringComparison.Ordinal)
            .Replace("\n", @"\n", StringComparison.Ordinal)
        + "'";

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        foreach (var one in listening)
            one.Dispose();
    }

    [GeneratedRegex(@"@\w+|\$\d+")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("[0-9a-f]{4,}|[0-9]")]
    private static partial Regex Changing();
}
