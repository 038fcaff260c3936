using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Yihe.Kernel.Data;
using Yihe.Kernel.Secrets;

namespace Yihe.Kernel.Acts;

/// <summary>What a commit changed: raises the version of every touched entity and notes the keyed hashes of its content.</summary>
internal static class Changes
{
    private static readonly ConditionalWeakTable<IEntityType, IProperty[]> Columns = [];

    /// <param name="reseals">nothing changed but the keys that values are sealed with: the versions stay</param>
    /// <param name="born">lines of new entities that the context does not track</param>
    internal static IReadOnlyList<(IEntity Entity, string Line)> Note(
        AppDb db,
        Vault vault,
        bool reseals = false,
        IEnumerable<(IEntity Entity, string Line)>? born = null
    )
    {
        var lines = born?.ToList() ?? [];
        foreach (var entry in db.ChangeTracker.Entries<IEntity>().ToList())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached)
                continue;
            if (entry.State == EntityState.Deleted)
                throw new InvalidOperationException(
                    $"{entry.Metadata.ClrType.Name} is an entity; entities end by a state or a date, never by deletion"
                );
            var version = entry.Property(nameof(IEntity.Version));
            if (!reseals)
                version.CurrentValue = (int)version.CurrentValue! + 1;
            var old = entry.State == EntityState.Added ? "" : Hash(entry.Metadata, p => entry.OriginalValues[p], vault);
            var now = Hash(entry.Metadata, p => entry.CurrentValues[p], vault);
            var trail = entry.Entity is IReplayed replayed ? $"|{replayed.Trail}" : "";
            lines.Add((entry.Entity, $"{entry.Metadata.GetTableName()}|{entry.Entity.Key:N}|{version.CurrentValue}|{old}|{now}{trail}"));
        }
        return lines;
    }

    internal static string Text(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));

    /// <summary>Gives a new entity its first version, outside a commit that would; the line an act keeps of it.</summary>
    internal static string Born(AppDb db, IEntity entity, Vault vault)
    {
        var type = db.Model.FindEntityType(entity.GetType())!;
        type.FindProperty(nameof(IEntity.Version))!.PropertyInfo!.SetValue(entity, 1);
        return $"{type.GetTableName()}|{entity.Key:N}|{entity.Version}||{HashOf(type, entity, vault)}";
    }

    internal static string HashOf(IEntityType type, object entity, Vault vault) =>
        Hash(type, property => property.GetGetter().GetClrValueUsingContainingEntity(entity), vault);

    /// <summary>
    /// A column that says nothing (null, zero, the first of its kind) is left out: so one that a later version of the program adds leaves the
    /// hashes of older rows, which their acts keep for good, as they are.
    /// </summary>
    private static string Hash(IEntityType type, Func<IProperty, object?> read, Vault vault)
    {
        var text = new StringBuilder(512);
        foreach (var property in Columns.GetValue(type, InOrder))
            if (read(property) is { } value && !value.Equals(property.Sentinel))
                text.Append(property.Name).Append('=').Append(Text(property, value)).Append('\n');
        return Convert.ToHexStringLower(vault.Mac(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }

    private static IProperty[] InOrder(IEntityType type) => [.. type.GetProperties().OrderBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>The same words for the same content on both engines, before saving and after reading back.</summary>
    private static string Text(IProperty property, object value) =>
        value switch
        {
            DateTimeOffset at => at.UtcTicks.ToString(CultureInfo.InvariantCulture),
            byte[] bytes => Convert.ToHexStringLower(bytes),
            string text => text,
            bool or Enum or Guid => value.ToString()!,
            decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
            IFormattable simple when property.GetValueConverter() is null => simple.ToString(null, CultureInfo.InvariantCulture),
            IEnumerable when property.GetValueConverter() is null => JsonText.Write(value),
            _ => property.GetValueConverter()!.ConvertToProvider(value)?.ToString() ?? "∅",
        };
}
