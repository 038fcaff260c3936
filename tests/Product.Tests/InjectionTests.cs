using System.Text.RegularExpressions;
using Yihe.Basis;
using Yihe.Kernel.Working;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>
/// What is typed never becomes part of a query: a condition that is always true finds as little as one that is never true, at every text
/// of every route and page address, on both engines. S3. Odd and over-posted fields: <see cref="ApiTests"/>.
/// </summary>
public abstract partial class InjectionTests(ServedRegion served)
{
    private static readonly string[] Leaks = ["SQLite", "Npgsql", "SqlState", "syntax error", "near \"", "unterminated", "no such column"];

    /// <summary>Pairs that differ only in what the database would make of them.</summary>
    private static readonly (string True, string False)[] Pairs =
    [
        ("' OR '1'='1", "' OR '1'='2"),
        ("钱' AND 1=1 --", "钱' AND 1=2 --"),
        ("\" OR 1=1 --", "\" OR 1=2 --"),
        ("1) OR (1=1", "1) OR (1=2"),
        ("%' OR '1'='1' ESCAPE '!", "%' OR '1'='2' ESCAPE '!"),
        ("'; SELECT 1; --", "'; SELECT 2; --"),
        ("name DESC, (SELECT 1)", "name DESC, (SELECT 2)"),
        ("\\' OR 1=1 --", "\\' OR 1=2 --"),
        ("' UNION SELECT 1 --", "' UNION SELECT 2 --"),
        ("/*!1*/' OR 1=1", "/*!1*/' OR 1=2"),
    ];

    [Fact]
    public async Task A_condition_that_is_always_true_finds_no_more_than_one_that_never_is()
    {
        var ones = await OneOfEach.In(served, "钱桂珍");
        var (wrong, tried) = (new List<string>(), 0);
        var callers = new List<Caller>();
        foreach (
            var part in new[] { "villageDoctor", "referralOffice", "systemAdministrator", "securityAdministrator", "auditAdministrator" }
        )
            callers.Add(await served.As(served.Story[part]));
        var able = new List<(Route Route, List<Caller> May)>();
        foreach (var route in Requests.Routes.Where(r => r.Method == "GET"))
            able.Add((route, await Able(callers, route, ones)));
        foreach (var (route, may) in able)
        foreach (var field in TextsOf(route))
        foreach (var pair in Deep.Asked ? Pairs : [.. Pairs.Take(3), Pairs[tried % Pairs.Length]])
        foreach (var caller in Deep.Asked ? may : may.Skip(tried % Math.Max(1, may.Count)).Take(1))
        {
            Task<Reply> Ask(string text) =>
                caller.Get(
                    field == "{}"
                        ? route.PathOf(_ => Uri.EscapeDataString(text))
                        : $"{route.PathOf(t => ones[t])}?{field}={Uri.EscapeDataString(text)}"
                );
            var (always, never) = (await Ask(pair.True), await Ask(pair.False));
            tried++;
            var same = Plain(always, pair.True) == Plain(never, pair.False);
            if (!same && !(Changes(always, await Ask(pair.True), pair.True) && AlikeInSize(always, never)))
                wrong.Add($"{route.Pattern} {field} {pair.True}: {Start(always)} | {Start(never)}");
            foreach (var fault in new[] { always, never }.Where(a => a.Code >= 500 || Leaks.Any(a.Text.Contains)))
                wrong.Add($"{route.Pattern} {field} {pair.True}: {Start(fault)}");
        }
        Figures.Say($"{tried} pairs");
        None(wrong.Take(20));
        Assert.True(tried > 100, $"only {tried} tried");
    }

    /// <summary>Who gets as far as the query: whoever may not use a route tries nothing of it.</summary>
    private static async Task<List<Caller>> Able(IEnumerable<Caller> callers, Route route, OneOfEach ones)
    {
        var able = new List<Caller>();
        foreach (var caller in callers)
            if ((await caller.Send(route, t => ones[t])).Code is not (401 or 403))
                able.Add(caller);
        return able;
    }

    /// <summary>Texts of the query, an order that nobody offers, and the places of the address.</summary>
    private static IEnumerable<string> TextsOf(Route route)
    {
        foreach (var parameter in route.UseCase.Input.GetConstructors()[0].GetParameters())
            if (Shape.JsonName(parameter.Name!) is var field && !route.Pattern.Contains($"{{{field}}}", StringComparison.Ordinal))
                yield return field;
        yield return "sort";
        if (route.Pattern.Contains('{', StringComparison.Ordinal))
            yield return "{}";
    }

    /// <summary>The answer differs at every call whatever is asked: a secret made anew, the list of acts, which grows by being read.</summary>
    private static bool Changes(Reply one, Reply again, string text) => Plain(one, text) != Plain(again, text);

    private static bool AlikeInSize(Reply one, Reply other) =>
        one.Code == other.Code && Math.Abs(one.Text.Length - other.Text.Length) < one.Text.Length / 10;

    private static string Start(Reply reply) => reply.Comparable[..Math.Min(400, reply.Comparable.Length)];

    private static string Plain(Reply reply, string text) => Changing().Replace(reply.Comparable.Replace(text, "…"), "…");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\\d{4}-\\d\\d-\\d\\dT[^\"]*")]
    private static partial Regex Changing();
}

public sealed class InjectionTestsOnSqlite(ServedOnSqlite served) : InjectionTests(served), IClassFixture<ServedOnSqlite>;

public sealed class InjectionTestsOnPostgres(ServedOnPostgres served) : InjectionTests(served), IClassFixture<ServedOnPostgres>;
