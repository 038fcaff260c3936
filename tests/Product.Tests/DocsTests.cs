using System.Text.RegularExpressions;
using Yihe.Host.Commands;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>What the documents say is what the code does.</summary>
[Trait("kind", "house")]
public partial class DocsTests
{
    [Theory]
    [InlineData("blueprints/blueprint.schema.json", "blueprint --schema")]
    [InlineData("docs/permissions.md", "permissions")]
    [InlineData("docs/flows.md", "flows")]
    [InlineData("docs/classification.md", "classification")]
    public async Task What_is_generated_is_up_to_date(string file, string command)
    {
        await using var console = new StringWriter();
        Assert.Equal(0, await CommandLine.Run(command.Split(' '), console, TestContext.Current.CancellationToken));
        Assert.True(console.ToString() == Repo.Text(file), $"{file} is out of date: ./yihe {command} > {file}");
    }

    [Fact]
    public void Every_clause_of_the_five_plans_has_its_row()
    {
        var expected =
            from plan in new[] { ("KS", 109), ("XX", 66), ("QJ", 78), ("WJ", 84), ("GZ", 92) }
            from n in Enumerable.Range(1, plan.Item2)
            select $"{plan.Item1}-{n:00}";
        Assert.Equal(429, expected.Count());
        Assert.Equal(expected, Rows.Select(r => r[0]));
    }

    [Fact]
    public void Every_row_has_a_state_and_the_counts_are_right()
    {
        string[] states = ["已实现", "部分", "以后", "非软件"];
        Assert.All(Rows, r => Assert.Contains(r[4], states));
        foreach (var state in states)
            Assert.Contains(
                $"| {Rows.Count(r => r[4] == state)} |",
                Repo.Text("docs/policy-trace.md").Split('\n').Single(line => line.StartsWith($"| {state} |", StringComparison.Ordinal)),
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void What_is_said_to_be_built_is_guarded_by_tests_that_exist()
    {
        var tests = Repo.Files("tests", "Tests.cs").Select(f => Path.GetFileNameWithoutExtension(f)).ToHashSet();
        var unguarded =
            from row in Rows
            where row[4] is "已实现" or "部分"
            from test in row[3].Split('、')
            where !tests.Contains(test)
            select $"{row[0]}: {test}";
        Assert.Equal("", string.Join('\n', unguarded));
    }

    private static readonly IReadOnlyList<string[]> Rows =
    [
        .. Row().Matches(Repo.Text("docs/policy-trace.md")).Select(m => m.Value.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
    ];

    [GeneratedRegex(@"(?m)^\| (?:KS|XX|QJ|WJ|GZ)-\d+ \|.*\|$")]
    private static partial Regex Row();
}
