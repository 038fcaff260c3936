using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Yihe.Kernel.Data;

/// <summary>Names tables <c>module_noun</c> and columns in snake_case, so that SQL written by hand reads the same on both engines.</summary>
internal sealed class SnakeCase : IModelFinalizingConvention
{
    private static readonly ConcurrentDictionary<Type, string> Tables = [];

    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var entity in modelBuilder.Metadata.GetEntityTypes())
        {
            var table = TableOf(entity.ClrType);
            entity.SetTableName(table);
            foreach (var property in entity.GetProperties())
                property.SetColumnName(Name(property.Name));
            foreach (var key in entity.GetKeys())
                key.SetName($"pk_{table}");
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName($"ix_{table}_{string.Join('_', index.Properties.Select(p => Name(p.Name)))}");
        }
    }

    public static string TableOf(Type type) => Tables.GetOrAdd(type, t => $"{PrefixOf(t.Assembly)}_{Name(t.Name)}");

    private static string PrefixOf(Assembly module) =>
        module.GetCustomAttribute<TablesOfAttribute>()?.Prefix ?? Name(module.GetName().Name!.Split('.')[1]);

    public static string Name(string pascal)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pascal.Length; i++)
        {
            var starts =
                char.IsUpper(pascal[i])
                && i > 0
                && (!char.IsUpper(pascal[i - 1]) || (i + 1 < pascal.Length && char.IsLower(pascal[i + 1])));
            text.Append(starts ? "_" : "").Append(char.ToLowerInvariant(pascal[i]));
        }
        return text.ToString();
    }
}

/// <summary>The module whose prefix these tables keep: acts name tables and never change, so a table that moves to another module keeps its name.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class TablesOfAttribute(string prefix) : Attribute
{
    public string Prefix => prefix;
}
