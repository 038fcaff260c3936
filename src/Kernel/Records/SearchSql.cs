using System.Text;

namespace Yihe.Kernel.Records;

/// <summary>Writes conditions as SQL that both engines read; every value is a parameter.</summary>
internal sealed class SearchSql(bool isSqlite)
{
    internal const double NoValue = double.MaxValue;
    private const string Last = "\U0010FFFF";
    private readonly StringBuilder text = new();
    private readonly List<object> values = [];

    internal string Text => text.ToString();
    internal object[] Values => [.. values];

    internal SearchSql Documents(string type, IReadOnlyList<Condition> conditions)
    {
        text.Append($"SELECT * FROM kernel_document d WHERE d.type = {Value(type)} AND d.state <> 'Deleted'");
        foreach (var condition in conditions)
        {
            text.Append(" AND ");
            Write(condition);
        }
        return this;
    }

    /// <summary>Behind the last document of the page before, in the order asked for.</summary>
    internal void Behind(DocumentOrder order, Guid last)
    {
        var sign = order.Descending ? "<" : ">";
        var id = Value(last);
        if (order == DocumentOrder.ByKey)
            text.Append($" AND d.id > {id}");
        else if (order.Fields.Count == 0)
            text.Append($" AND (d.at, d.id) {sign} (SELECT l.at, l.id FROM kernel_document l WHERE l.id = {id})");
        else
            text.Append($" AND ({Smallest(order, "d.id")}, d.id) {sign} ({Smallest(order, id)}, {id})");
    }

    private string Smallest(DocumentOrder order, string document)
    {
        var (column, none) = order.IsText ? ("text", "''") : ("low", Value(NoValue));
        var fields = string.Join(", ", order.Fields.Select(Value));
        return $"COALESCE((SELECT MIN(s.{column}) FROM kernel_search_row s WHERE s.document = {document} AND s.field IN ({fields})), {none})";
    }

    private void Write(Condition condition)
    {
        switch (condition)
        {
            case Condition.Named named:
                text.Append($"d.name IN ({string.Join(", ", named.Names.Select(Value))})");
                break;
            case Condition.Written written:
                text.Append(Stretch(written.Test with { High = written.Test.High + 1 }, $"d.at", $"d.at", v => Value(Moment(v))));
                break;
            case Condition.Has has:
                text.Append($"d.id {(has.Not ? "NOT IN" : "IN")} (SELECT r.document FROM kernel_search_row r WHERE ");
                text.AppendJoin(" OR ", has.AnyOf.GroupBy(a => a.Test).Select(Rows)).Append(')');
                break;
        }
    }

    /// <summary>Rows of some fields that pass one test.</summary>
    private string Rows(IGrouping<Test, (string Field, Test Test)> alike)
    {
        var fields = alike.Select(a => Value(a.Field)).ToList();
        var of = fields.Count == 1 ? $"r.field = {fields[0]}" : $"r.field IN ({string.Join(", ", fields)})";
        var test = alike.Key;
        var says = test switch
        {
            { Text: null } => "",
            { Within: true } => $" AND r.text LIKE {Value($"%{Escaped(test.Text)}%")} ESCAPE '!'",
            { Begins: true, Text: [.., Term.Seam] } => $" AND r.text {OneOf(of, test.Text)}",
            { Begins: true } => $" AND r.text >= {Value(test.Text)} AND r.text < {Value(test.Text + Last)}",
            _ => $" AND r.text = {Value(test.Text)}",
        };
        return $"({of}{says}{(test.Low is null ? "" : " AND " + Stretch(test, "r.low", "r.high", v => Value(v)))})";
    }

    /// <summary>A code without its system: the few texts it stands in are found first; as a stretch, all of it would be read for every document.</summary>
    private string OneOf(string of, string head)
    {
        var (from, end) = (Value(head), Value(head + Last));
        var next = $"SELECT MIN(r.text) FROM kernel_search_row r WHERE {of} AND r.text < {end} AND r.text";
        var texts = $"WITH RECURSIVE t(text) AS ({next} >= {from} UNION ALL SELECT ({next} > t.text) FROM t WHERE t.text IS NOT NULL)";
        return $"{(isSqlite ? "IN (" : "= ANY(ARRAY(")}{texts} SELECT text FROM t WHERE text IS NOT NULL{(isSqlite ? ")" : "))")}";
    }

    /// <summary>How the row's stretch lies to the one asked for.</summary>
    private static string Stretch(Test test, string low, string high, Func<double, string> value)
    {
        var (from, to) = (value(test.Low!.Value), value(test.High!.Value));
        return test.Comparison switch
        {
            Comparison.Equal => $"({low} >= {from} AND {low} <= {to} AND {high} <= {to})",
            Comparison.NotEqual => $"({low} < {from} OR {high} > {to})",
            Comparison.Above => $"{high} > {to}",
            Comparison.Below => $"{low} < {from}",
            Comparison.From => $"({high} > {to} OR ({low} >= {from} AND {high} <= {to}))",
            Comparison.Until => $"({low} < {from} OR ({low} >= {from} AND {high} <= {to}))",
            Comparison.After => $"{low} > {to}",
            Comparison.Before => $"{high} < {from}",
            _ => $"({low} <= {to} AND {high} >= {from})",
        };
    }

    private object Moment(double milliseconds)
    {
        var ticks = Math.Clamp(milliseconds, -62_135_596_800_000, 253_402_300_799_999) * TimeSpan.TicksPerMillisecond;
        var at = DateTimeOffset.UnixEpoch.AddTicks((long)ticks);
        return isSqlite ? at.UtcTicks : at;
    }

    private static string Escaped(string like) =>
        like.Replace("!", "!!", StringComparison.Ordinal)
            .Replace("%", "!%", StringComparison.Ordinal)
            .Replace("_", "!_", StringComparison.Ordinal);

    private string Value(object value)
    {
        values.Add(value);
        return $"{{{values.Count - 1}}}";
    }
}
