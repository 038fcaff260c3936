using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Yihe.Kernel.Secrets;

namespace Yihe.Kernel.Data;

/// <summary>One statement for the database, its values in the order of <c>$1, $2, …</c>.</summary>
/// <param name="MustHit">it has to change exactly one row, and does not fail by itself where that row is gone</param>
internal sealed record Statement(string Sql, DbParameter[] Values, bool MustHit = false);

/// <summary>
/// Writes the rows of one table: its statements, and how each column is read and stored, are worked out from the model once.
/// An update of an entity carries its own guard: against a row of another version, or sealed anew meanwhile, the version becomes null, which the table refuses,
/// so that nothing written beside it stays.
/// </summary>
internal sealed class TableWriter
{
    private const int MostColumns = 128;
    private static readonly ConditionalWeakTable<IEntityType, TableWriter> Known = [];
    private readonly Column[] columns;
    private readonly Column[] keys;
    private readonly Column? version;
    private readonly Column[] seals;
    private readonly string insert;
    private readonly ConcurrentDictionary<UInt128, string> updates = [];

    private TableWriter(IEntityType type, bool sqlite)
    {
        Table = type.GetTableName()!;
        columns = [.. type.GetProperties().Select(p => new Column(p, sqlite))];
        if (columns.Length > MostColumns)
            throw new InvalidOperationException($"{Table} has more than {MostColumns} columns");
        keys = [.. columns.Where(c => c.Property.IsPrimaryKey())];
        version = columns.SingleOrDefault(c => c.Property.IsConcurrencyToken);
        seals = [.. SealedTable.Marked<SealedAttribute>(type).Select(m => columns.Single(c => c.Property == m.Property))];
        var names = string.Join(", ", columns.Select(c => c.Name));
        insert = $"INSERT INTO {Table} ({names}) VALUES ({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))})";
        if (columns.SingleOrDefault(c => c.Property.PropertyInfo?.IsDefined(typeof(AddsUpAttribute), false) == true) is { Name: var sum })
            insert += $" ON CONFLICT ({string.Join(", ", keys.Select(k => k.Name))}) DO UPDATE SET {sum} = {Table}.{sum} + excluded.{sum}";
        Copying = $"COPY {Table} ({names}) FROM STDIN (FORMAT BINARY)";
    }

    internal string Table { get; }
    internal IReadOnlyList<Column> Columns => columns;

    /// <summary>What PostgreSQL is told before many rows come at once.</summary>
    internal string Copying { get; }

    internal static TableWriter Of(AppDb db, IEntityType type) => Known.GetValue(type, t => new TableWriter(t, db.IsSqlite));

    internal Statement Insert(object row)
    {
        var values = new DbParameter[columns.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = columns[i].Read(row, i + 1);
        return new(insert, values);
    }

    /// <summary>Writes the columns that changed.</summary>
    internal Statement Update(EntityEntry entry)
    {
        var changed = columns.Where(c => entry.Property(c.Property).IsModified).ToList();
        var row = entry.Entity;
        var guarded = version is not null && changed.Contains(version);
        var sql = updates.GetOrAdd(Mask(changed), _ => UpdateOf(changed, guarded));
        var values = changed.Concat(keys).Select((c, i) => c.Read(row, i + 1)).ToList();
        if (guarded)
            foreach (var guard in seals.Prepend(version!))
                values.Add(guard.Value(entry.OriginalValues[guard.Property], values.Count + 1));
        return new(sql, [.. values], MustHit: !guarded);
    }

    internal Statement Delete(EntityEntry entry) =>
        new($"DELETE FROM {Table} WHERE {Where(1)}", [.. keys.Select((k, i) => k.Read(entry.Entity, i + 1))], MustHit: true);

    private string UpdateOf(List<Column> changed, bool guarded)
    {
        var before = changed.Count + keys.Length + 1;
        var same = guarded
            ? string.Join(" AND ", seals.Prepend(version!).Select((c, i) => $"{c.Name} IS NOT DISTINCT FROM ${before + i}"))
            : "";
        var sets = changed.Select(
            (c, i) => c == version && guarded ? $"{c.Name} = CASE WHEN {same} THEN ${i + 1} END" : $"{c.Name} = ${i + 1}"
        );
        return $"UPDATE {Table} SET {string.Join(", ", sets)} WHERE {Where(changed.Count + 1)}";
    }

    private string Where(int first) => string.Join(" AND ", keys.Select((k, i) => $"{k.Name} = ${first + i}"));

    private UInt128 Mask(List<Column> changed)
    {
        UInt128 mask = 0;
        foreach (var column in changed)
            mask |= UInt128.One << Array.IndexOf(columns, column);
        return mask;
    }
}

/// <summary>A new row whose key is there already is added to that one: this number grows.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AddsUpAttribute : Attribute;
