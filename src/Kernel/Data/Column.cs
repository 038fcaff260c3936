using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Yihe.Kernel.Data;

/// <summary>A column of a table as the engine stores it.</summary>
internal sealed class Column
{
    private static readonly SqliteCommand Sqlite = new();
    private static readonly NpgsqlCommand Postgres = new();
    private readonly RelationalTypeMapping mapping;
    private readonly NpgsqlDbType? type;

    internal Column(IProperty property, bool sqlite)
    {
        (Property, Name, mapping) = (property, $"\"{property.GetColumnName()}\"", property.GetRelationalTypeMapping());
        if (!sqlite)
            type = (mapping.CreateParameter(Postgres, "", null) as NpgsqlParameter)?.NpgsqlDbType;
    }

    internal IProperty Property { get; }

    /// <summary>How PostgreSQL stores it.</summary>
    internal NpgsqlDbType Type => type ?? throw new InvalidOperationException($"{Name} is not of PostgreSQL");
    internal string Name { get; }

    /// <summary>What a row holds in it, stored as the engine wants it.</summary>
    internal object? Stored(object row) => Converted(Property.GetGetter().GetClrValueUsingContainingEntity(row));

    internal DbParameter Read(object row, int place) => Value(Property.GetGetter().GetClrValueUsingContainingEntity(row), place);

    internal DbParameter Value(object? value, int place) =>
        type is { } known
            ? new NpgsqlParameter { NpgsqlDbType = known, Value = Converted(value) ?? DBNull.Value }
            : mapping.CreateParameter(Sqlite, $"${place}", value, nullable: true);

    private object? Converted(object? value) =>
        value is null || mapping.Converter is not { } converter ? value : converter.ConvertToProvider(value);
}
