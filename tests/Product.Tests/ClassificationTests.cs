using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Yihe.Host.Commands;
using Yihe.Kernel.Secrets;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>How sensitive each field is stands in a table, and what is most sensitive is nowhere in the clear. GB/T 39725-2020.</summary>
[Trait("kind", "house")]
public class ClassificationTests
{
    [Fact]
    public void Every_column_of_every_table_is_classified() =>
        None(
            from column in ClassificationCommand.Columns()
            where column.Line is null
            select $"knowledge/classification.tsv lacks {column.Table} {column.Column.GetColumnName()}"
        );

    [Fact]
    public void Every_line_of_the_table_is_of_a_column_that_exists_and_every_level_is_one_of_five()
    {
        var columns = ClassificationCommand.Columns();
        var known = columns.Select(c => (c.Table, c.Column.GetColumnName())).Concat(columns.Select(c => (c.Table, "*"))).ToHashSet();
        None(ClassificationCommand.Lines.Where(l => !known.Contains((l.Table, l.Column))));
        Assert.All(ClassificationCommand.Lines, l => Assert.InRange(l.Level, 1, 5));
        None(ClassificationCommand.Lines.GroupBy(l => (l.Table, l.Column)).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    /// <summary>Numbers of people and all that proves who somebody is are kept as ciphers or hashes, whatever they are called.</summary>
    [Fact]
    public void What_is_most_sensitive_is_kept_as_cipher_or_hash()
    {
        var clear =
            from column in ClassificationCommand.Columns()
            let name = column.Column.GetColumnName()
            where
                column.Line!.Level == 5
                || (column.Table != "organization_institution" && (name.Contains("phone") || name.Contains("identity")))
            where column.Line!.Kept.StartsWith("明文", StringComparison.Ordinal)
            select $"{column.Table}.{name}: {column.Line!.Kept}";
        None(clear);
        None(
            from column in ClassificationCommand.Columns()
            where column.Line!.Kept == "加密" && column.Column.ClrType != typeof(byte[])
            select $"{column.Table}.{column.Column.GetColumnName()} is no cipher"
        );
    }

    /// <summary>A change of keys finds sealed columns by their marks alone: what is classified as sealed has one, and nothing else has.</summary>
    [Fact]
    public void What_is_kept_sealed_or_as_a_keyed_index_is_marked_for_the_change_of_keys()
    {
        None(
            from column in ClassificationCommand.Columns()
            let kept = column.Line!.Kept
            let seal = column.Column.PropertyInfo!.GetCustomAttribute<SealedAttribute>()
            let index = column.Column.PropertyInfo!.GetCustomAttribute<IndexOfAttribute>()
            where (kept == "加密") != (seal is { Rows: null }) || (kept == "带密钥散列") != (index is not null)
            select $"{column.Table}.{column.Column.GetColumnName()}: {kept}"
        );
    }
}
