using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Records;

public enum Comparison
{
    Equal,
    NotEqual,
    Above,
    Below,
    From,
    Until,
    After,
    Before,
    Near,
}

/// <summary>What a search row must say (检索条件).</summary>
/// <param name="Text">the whole text, or with <paramref name="Begins"/> how it begins, with <paramref name="Within"/> what it contains</param>
/// <param name="Low">with <paramref name="High"/> a stretch to compare the row's with</param>
public sealed record Test(
    string? Text = null,
    bool Begins = false,
    bool Within = false,
    double? Low = null,
    double? High = null,
    Comparison Comparison = Comparison.Equal
);

/// <summary>A condition on documents, met through their search rows.</summary>
public abstract record Condition
{
    /// <summary>Some row of these fields passes; with <paramref name="Not"/> none does.</summary>
    public sealed record Has(IReadOnlyList<(string Field, Test Test)> AnyOf, bool Not = false) : Condition;

    /// <summary>It has one of these names.</summary>
    public sealed record Named(IReadOnlyList<string> Names) : Condition;

    /// <summary>Its newest version was written then.</summary>
    public sealed record Written(Test Test) : Condition;
}

/// <summary>In which order; by key where nothing else is said. The key breaks ties.</summary>
/// <param name="Fields">the fields whose smallest value decides; empty for the time of writing</param>
public sealed record DocumentOrder(IReadOnlyList<string> Fields, bool IsText, bool Descending)
{
    public static readonly DocumentOrder ByKey = new([], false, false);
}

/// <summary>Finds documents of one type by their search rows alone.</summary>
public static class DocumentSearch
{
    /// <summary>Those that meet all conditions, unordered, to be narrowed by who may see them and then put <see cref="InOrder"/>.</summary>
    /// <param name="after">the document that ended the page before</param>
    public static IQueryable<Document> Find(
        AppDb db,
        string type,
        IReadOnlyList<Condition> conditions,
        DocumentOrder? order = null,
        Guid? after = null
    )
    {
        var sql = new SearchSql(db.IsSqlite).Documents(type, conditions);
        if (after is { } last)
            sql.Behind(order ?? DocumentOrder.ByKey, last);
        return db.Set<Document>().FromSqlRaw(sql.Text, sql.Values).AsNoTracking();
    }

    public static IQueryable<Document> InOrder(AppDb db, IQueryable<Document> found, DocumentOrder order)
    {
        if (order == DocumentOrder.ByKey)
            return found.OrderBy(d => d.Id);
        var (fields, rows) = (order.Fields, db.Set<SearchRow>());
        var sorted =
            fields.Count == 0 ? Sorted(found, d => d.At, order)
            : order.IsText
                ? Sorted(found, d => rows.Where(r => r.Document == d.Id && fields.Contains(r.Field)).Min(r => r.Text) ?? "", order)
            : Sorted(
                found,
                d => rows.Where(r => r.Document == d.Id && fields.Contains(r.Field)).Min(r => r.Low) ?? SearchSql.NoValue,
                order
            );
        return order.Descending ? sorted.ThenByDescending(d => d.Id) : sorted.ThenBy(d => d.Id);
    }

    private static IOrderedQueryable<Document> Sorted<T>(
        IQueryable<Document> found,
        Expression<Func<Document, T>> value,
        DocumentOrder order
    ) => order.Descending ? found.OrderByDescending(value) : found.OrderBy(value);
}
