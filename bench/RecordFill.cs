namespace Yihe.Bench;

/// <summary>
/// Fills a region with residents that nobody asks for, made of one that is there: each with a care relation, an act, a document of their own
/// with its search rows, and one observation with its. Nothing of them opens (their bytes are cut short); they make the tables as large as a county's.
/// </summary>
internal static class RecordFill
{
    private const int AtOnce = 100_000;

    /// <summary>Residents numbered from one to another, both included.</summary>
    internal static async Task Add(string database, int from, int to)
    {
        for (var first = from; first <= to; first += AtOnce)
            foreach (var statement in Statements(first, Math.Min(first + AtOnce - 1, to)))
                await Peer.Execute(database, statement);
        await Peer.Execute(database, "VACUUM ANALYZE");
    }

    private static string Id(int kind) => $"('{kind:x8}-0000-0000-0000-' || lpad(to_hex(n), 12, '0'))::uuid";

    private static string[] Statements(int from, int to)
    {
        var many = $"generate_series({from}, {to}) n";
        const string person = "(SELECT * FROM kernel_document WHERE type = 'Patient' AND state = 'Own' ORDER BY id LIMIT 1)";
        const string observation = "(SELECT * FROM kernel_document WHERE type = 'Observation' AND name = 'o1')";
        return
        [
            $"""
                INSERT INTO residents_resident SELECT r.* FROM {many},
                    (SELECT r AS whole FROM residents_resident r ORDER BY id LIMIT 1) t,
                    LATERAL jsonb_populate_record(t.whole, jsonb_build_object('id', {Id(1)}, 'health_code', 'ZZ' || lpad(n::text, 9, '0'),
                        'name', substr('王李张刘陈杨赵黄周吴', 1 + n % 10, 1) || chr(19968 + n * 31 % 6000) || chr(19968 + n * 17 % 7000),
                        'given_name', chr(19968 + n * 31 % 6000) || chr(19968 + n * 17 % 7000), 'pinyin', 'wang ' || n % 40009,
                        'initials', 'w' || chr(97 + n % 26) || chr(97 + n / 26 % 26), 'birth_date', DATE '1940-01-01' + n % 29000,
                        'identity_index', md5('i' || n), 'identity_tail4', md5('4' || n % 10000), 'identity_tail6', md5('6' || n % 1000000),
                        'phone_index', md5('p' || n))) r
                """,
            $"""
                INSERT INTO residents_care_relation SELECT {Id(2)}, t.version, {Id(1)}, t.institution, t.kind, NULL, t.at, NULL
                    FROM {many}, (SELECT * FROM residents_care_relation WHERE kind = 'Registered' ORDER BY id LIMIT 1) t
                """,
            $"""
                INSERT INTO kernel_act SELECT {Id(
                    3
                )}, t.at + n * interval '1 ms', t.account, t.institution, t.agent, t.use_case, t.entity, {Id(1)},
                    t.move, t.reason_code, t.purpose, t.outcome, {Id(1)}, NULL, t.blueprint, md5('k' || n), t.trace_id, t.changes, t.mac
                    FROM {many}, (SELECT * FROM kernel_act WHERE use_case = 'resident.register' ORDER BY id LIMIT 1) t
                """,
            $"""
                INSERT INTO kernel_document SELECT {Id(
                    1
                )}, t.version, t.type, 'q' || n, t.at + n * interval '1 ms', t.by, t.institution, {Id(1)},
                    t.state, t.content FROM {many}, {person} t
                """,
            $"""
                INSERT INTO kernel_document SELECT {Id(
                    4
                )}, t.version, t.type, 'f' || n, t.at + n * interval '1 ms', t.by, t.institution, {Id(1)},
                    t.state, substr(t.content, 1, 400) FROM {many}, {observation} t
                """,
            Rows(many, person, Id(1)),
            Rows(many, observation, Id(4)),
        ];
    }

    /// <summary>Words of a few characters are codes and stay; longer ones tell one from another.</summary>
    private static string Rows(string many, string of, string id) =>
        $"""
            INSERT INTO kernel_search_row SELECT {id}, r.number, r.field,
                CASE WHEN r.text LIKE 'Patient/%' THEN 'Patient/q' || n WHEN r.field LIKE '%.code' OR length(r.text) < 9 THEN r.text ELSE r.text || n END,
                r.low + n * 1000.0, r.high + n * 1000.0
            FROM {many}, {of} t JOIN kernel_search_row r ON r.document = t.id
            """;
}
