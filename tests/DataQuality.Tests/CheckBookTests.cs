using System.Text.Json.Nodes;
using Xunit;
using Yihe.DataQuality.Checks;
using Yihe.Host;
using Yihe.Testing;

namespace Yihe.DataQuality.Tests;

/// <summary>The table of checks is read strictly, and says where each limit comes from.</summary>
public class CheckBookTests
{
    private static readonly string Text = Repo.Text("knowledge/data-quality.json");

    [Fact]
    public void Every_check_reads_what_there_is_and_says_what_to_do_and_by_which_source()
    {
        var (file, faults) = Read(Text);
        Assert.Empty(faults);
        Assert.All(file!.Checks, c => Assert.True(c.Todo.Length > 10 && c.Source.Length > 4, c.Code));
        Assert.Equal(Enum.GetValues<CheckKind>().Order(), file.Checks.Select(c => c.Kind).Distinct().Order());
    }

    [Theory]
    [InlineData("fact", "\"nothing.done\"", "visit-diagnosis：没有事实种类 nothing.done")]
    [InlineData("fields", "[\"colour\"]", "visit-diagnosis：encounter.closed 没有字段 colour")]
    [InlineData("fields", "[]", "visit-diagnosis：没有写明看哪些字段")]
    [InlineData("limits", "{}", "visit-diagnosis：缺少界值 share")]
    [InlineData("least", "0", "visit-diagnosis：至少几条（least）从 1 起")]
    [InlineData("where", "{\"days\":\"1\"}", "visit-diagnosis：encounter.closed 没有文字字段 days")]
    [InlineData("kind", "\"guess\"", "不合格式")]
    [InlineData("colour", "1", "不合格式")]
    [InlineData("code", "\"visit-pressure\"", "visit-pressure：有 2 条")]
    public void What_cannot_be_read_is_named(string field, string value, string fault)
    {
        var root = JsonNode.Parse(Text)!;
        root["checks"]![0]![field] = JsonNode.Parse(value);
        var (file, faults) = Read(root.ToJsonString());
        Assert.Null(file);
        Assert.Contains(faults, f => f.Contains(fault, StringComparison.Ordinal));
    }

    private static (CheckFile?, IReadOnlyList<string>) Read(string text) => CheckBook.Read(text, ModuleList.All.Facts, _ => null);
}
