using System.Text.Json.Nodes;

namespace Yihe.Bench;

/// <summary>The parts of indicators that count visits and stays, as questions in SQL that PostgreSQL and DuckDB both read; made from the definitions.</summary>
internal static class FactsSql
{
    private static readonly string[] Fields = ["kind", "first", "department", "diagnosis"];

    /// <summary>What the peers are told of the region: whose member an institution is, where it counts, and which spans a day lies in.</summary>
    internal const string Frame = """
        CREATE TABLE bench_seat AS
        SELECT i.id AS institution, lower(left(i.kind, 1)) || substr(i.kind, 2) AS kind, lower(left(m.role, 1)) || substr(m.role, 2) AS role
        FROM organization_institution i LEFT JOIN organization_membership m ON m.institution = i.id AND m.role IN ('Lead', 'Member');
        CREATE TABLE bench_place AS
        SELECT id AS institution, CAST(id AS text) AS place FROM organization_institution
        UNION ALL SELECT id, 'region' FROM organization_institution
        UNION ALL SELECT institution, 'c:' || consortium FROM organization_membership WHERE role IN ('Lead', 'Member')
        UNION ALL SELECT institution, 'z:' || consortium || '/' || zone FROM organization_membership
                  WHERE role IN ('Lead', 'Member') AND zone IS NOT NULL;
        CREATE TABLE bench_span AS
        SELECT day, to_char(day, 'YYYY-MM-DD') AS span FROM (SELECT DISTINCT day FROM kernel_fact) d
        UNION ALL SELECT day, to_char(day, 'YYYY-MM') FROM (SELECT DISTINCT day FROM kernel_fact) d
        UNION ALL SELECT day, to_char(day, 'YYYY"-Q"Q') FROM (SELECT DISTINCT day FROM kernel_fact) d
        UNION ALL SELECT day, to_char(day, 'YYYY') FROM (SELECT DISTINCT day FROM kernel_fact) d;
        """;

    /// <summary>The columns a peer needs, in the order of <see cref="Table"/>.</summary>
    internal const string Columns = "institution, day, person, sign, word1, word2, word3, word4, number1";

    internal const string Table = """
        {'institution': 'UUID', 'day': 'DATE', 'person': 'UUID', 'sign': 'INTEGER', 'word1': 'VARCHAR', 'word2': 'VARCHAR',
         'word3': 'VARCHAR', 'word4': 'VARCHAR', 'number1': 'BIGINT'}
        """;

    internal static string Of(JsonNode part)
    {
        var where = string.Join(" AND ", part["where"]!.AsArray().Select(c => Condition(c!)).Prepend("f.kind = 'encounter.closed'"));
        var from = $"FROM kernel_fact f JOIN bench_seat s ON s.institution = f.institution WHERE {where}";
        if ((string?)part["take"] != "people")
            return $"""
                SELECT p.place, t.span, CAST(SUM(d.n) AS bigint) FROM
                (SELECT f.institution, f.day, SUM(f.sign * {((string?)part["of"] is null
                    ? "1"
                    : "COALESCE(f.number1, 0)")}) AS n {from} GROUP BY f.institution, f.day) d
                JOIN bench_place p ON p.institution = d.institution JOIN bench_span t ON t.day = d.day GROUP BY p.place, t.span
                """;
        return $"""
            SELECT place, span, COUNT(*) FROM
            (SELECT DISTINCT p.place, t.span, m.person FROM
            (SELECT f.institution, CAST(date_trunc('month', f.day) AS date) AS day, f.person {from} GROUP BY 1, 2, 3 HAVING SUM(f.sign) > 0) m
            JOIN bench_place p ON p.institution = m.institution JOIN bench_span t ON t.day = m.day AND length(t.span) < 10) q
            GROUP BY place, span
            """;
    }

    private static string Condition(JsonNode condition)
    {
        var field = (string)condition["field"]!;
        var column = field.StartsWith("institution.", StringComparison.Ordinal)
            ? $"s.{field["institution.".Length..]}"
            : $"f.word{Array.IndexOf(Fields, field) + 1}";
        var likes =
            Strings(condition, "begins").Select(b => $"{column} LIKE '{b}%'") is var begins && begins.Any() ? begins
            : Strings(condition, "contains").Select(c => $"{column} LIKE '%{c}%'") is var contains && contains.Any() ? contains
            : [$"{column} IN ({string.Join(", ", Strings(condition, "in").Select(i => $"'{i}'"))})"];
        var holds = $"COALESCE({string.Join(" OR ", likes)}, FALSE)";
        return (bool?)condition["not"] == true ? $"NOT {holds}" : holds;
    }

    private static IEnumerable<string> Strings(JsonNode condition, string name) =>
        (condition[name]?.AsArray() ?? []).Select(v => v!.GetValue<string>());
}
