using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Secrets;

/// <summary>A table with sealed columns, as the model marks them: counts its values by key version, and seals rows anew.</summary>
public sealed partial class SealedTable
{
    private readonly IEntityType type;
    private readonly bool sqlite;
    private readonly List<(IProperty Property, SealedAttribute Seal)> columns;
    private readonly List<(IProperty Property, IndexOfAttribute Of)> indexes;
    private readonly IReadOnlyList<IProperty> keys;

    private SealedTable(AppDb db, IEntityType type)
    {
        (this.type, sqlite, keys) = (type, db.IsSqlite, type.FindPrimaryKey()!.Properties);
        columns = Marked<SealedAttribute>(type);
        indexes = Marked<IndexOfAttribute>(type);
    }

    public string Name => type.GetTableName()!;

    private int AtOnce => columns.Min(c => c.Seal.AtOnce);

    public static IReadOnlyList<SealedTable> All(AppDb db) =>
        [.. db.Model.GetEntityTypes().Select(t => new SealedTable(db, t)).Where(t => t.columns.Count > 0).OrderBy(t => t.Name)];

    internal static List<(IProperty Property, T Mark)> Marked<T>(IEntityType type)
        where T : Attribute =>
        [
            .. from property in type.GetProperties()
            let mark = property.PropertyInfo?.GetCustomAttribute<T>()
            where mark is not null
            select (property, mark),
        ];

    /// <summary>How many values are sealed under each version, the first at 0.</summary>
    public async Task<long[]> Count(AppDb db, int newest, CancellationToken ct)
    {
        var counts = new long[newest];
        foreach (var column in columns)
        {
            for (var version = 2; version <= newest; version++)
                counts[version - 1] += await Number(Under(column, version));
            counts[0] += await Number(Held(column));
        }
        counts[0] -= counts[1..].Sum();
        return counts;

        Task<long> Number(string where)
        {
            var sql = $"SELECT count(*) AS \"Value\" FROM {Name} WHERE {where}";
            return db.Database.SqlQueryRaw<long>(sql).SingleAsync(ct);
        }
    }

    /// <summary>The next rows by key that hold a value of another version, held until the end of the work.</summary>
    internal async Task<IReadOnlyList<object>> Next(AppDb db, int version, object[]? after, CancellationToken ct)
    {
        var names = string.Join(", ", keys.Select(Quoted));
        var old = string.Join(" OR ", columns.Select(c => $"({Held(c)} AND NOT {Under(c, version)})"));
        var beyond = after is null ? "" : $" AND ({names}) > ({string.Join(", ", after.Select((_, i) => "{" + i + "}"))})";
        var sql = $"SELECT * FROM {Name} WHERE ({old}){beyond} ORDER BY {names} LIMIT {AtOnce}{(sqlite ? "" : " FOR UPDATE")}";
        var read = typeof(SealedTable)
            .GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type.ClrType);
        return await (Task<IReadOnlyList<object>>)read.Invoke(null, [db, sql, after ?? [], ct])!;
    }

    private static async Task<IReadOnlyList<object>> Read<T>(AppDb db, string sql, object[] values, CancellationToken ct)
        where T : class => await db.Set<T>().FromSqlRaw(sql, values).IgnoreQueryFilters().ToListAsync(ct);

    /// <summary>The key of a row as the database holds it.</summary>
    internal object[] KeyOf(object row) =>
        [
            .. keys.Select(k => k.PropertyInfo!.GetValue(row)!)
                .Select((value, i) => keys[i].GetTypeMapping().Converter?.ConvertToProvider(value) ?? value),
        ];

    /// <exception cref="System.Security.Cryptography.CryptographicException">a value does not open</exception>
    internal void Reseal(EntityEntry row, Vault vault)
    {
        foreach (var (property, seal) in columns)
            if (row.Property(property).CurrentValue is { } held)
            {
                var place = PlaceOf(row, seal.Place);
                var plain = vault.Decrypt(held as byte[] ?? Convert.FromBase64String((string)held), place);
                var fresh = vault.Encrypt(plain, place);
                row.Property(property).CurrentValue = held is byte[] ? fresh : Convert.ToBase64String(fresh);
                foreach (var (index, of) in indexes.Where(i => i.Of.Column == property.Name))
                    row.Property(index).CurrentValue = vault.Index(of.Kind, End(Encoding.UTF8.GetString(plain), of.Last));
            }
    }

    private static string End(string text, int last) => last == 0 ? text : text[^last..];

    private static string PlaceOf(EntityEntry row, string place) =>
        Braces()
            .Replace(
                place,
                column =>
                    row.Property(column.Groups["name"].Value).CurrentValue switch
                    {
                        IFormattable value => value.ToString(column.Groups["format"].Value, CultureInfo.InvariantCulture),
                        var value => value!.ToString()!,
                    }
            );

    /// <summary>There is a sealed value at all.</summary>
    private string Held((IProperty Property, SealedAttribute Seal) column) =>
        $"{Quoted(column.Property)} IS NOT NULL" + (column.Seal.Rows is { } rows ? $" AND {Quoted(keys[0])} LIKE '{rows}%'" : "");

    private string Under((IProperty Property, SealedAttribute Seal) column, int version)
    {
        var head = Vault.HeadOf(version);
        var (text, bytes) = (column.Property.ClrType == typeof(string), Convert.ToHexStringLower(head));
        var literal =
            text ? $"'{Convert.ToBase64String(head)}'"
            : sqlite ? $"x'{bytes}'"
            : $"'\\x{bytes}'::bytea";
        return $"substr({Quoted(column.Property)}, 1, {(text ? head.Length / 3 * 4 : head.Length)}) = {literal}";
    }

    private static string Quoted(IProperty property) => $"\"{property.GetColumnName()}\"";

    [GeneratedRegex(@"\{(?<name>\w+)(:(?<format>\w+))?\}")]
    private static partial Regex Braces();
}
