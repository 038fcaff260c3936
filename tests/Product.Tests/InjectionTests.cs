using System.Text.RegularExpressions;
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
        foreach (var route in Requests.Routes.Where(r => r.Method == "GET"))
        foreach (var field in TextsOf(route))
        foreach (var pair in Deep.Asked ? Pairs : [.. Pairs.Take(3), Pairs[tried % Pairs.Length]])
        foreach (var caller in callers.Skip(Deep.Asked ? 0 : tried % callers.Count).Take(Deep.Asked ? callers.Count : 2))
        {
            var answers = new List<Reply>();
            foreach (var text in new[] { pair.True, pair.False })
            {
                var value = Uri.EscapeDataString(text);
                answers.Add(
                    await caller.Get(
                        field == "{}" ? route.PathOf(_ => value) : $"{route.PathOf(t => ones[t])}?{Uri.EscapeDataString(field)}={value}"
                    )
                );
            }
            tried++;
            if (Plain(answers[0], pair.True) != Plain(answers[1], pair.False))
                wrong.Add($"{route.Pattern} {field} {pair.True}: {answers[0].Comparable} | {answers[1].Comparable}");
            if (answers.Find(a => a.Code >= 500 || Leaks.Any(a.Text.Contains)) is { } fault)
                wrong.Add($"{route.Pattern} {field} {pair.True}: {fault.Code} {fault.Text}");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{tried} pairs");
        None(wrong.Take(20));
        Assert.True(tried > 100, $"only {tried} tried");
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

    private static string Plain(Reply reply, string text) => Changing().Replace(reply.Comparable.Replace(text, "…"), "…");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\\d{4}-\\d\\d-\\d\\dT[^\"]*")]
    private static partial Regex Changing();
}

public sealed class InjectionTestsOnSqlite(ServedOnSqlite served) : InjectionTests(served), IClassFixture<ServedOnSqlite>;

public sealed class InjectionTestsOnPostgres(ServedOnPostgres served) : InjectionTests(served), IClassFixture<ServedOnPostgres>;
