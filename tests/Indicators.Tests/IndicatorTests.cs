using Xunit;
using Yihe.Basis.Blueprints;
using Yihe.Host;
using Yihe.Indicators.Counting;
using Yihe.Kernel.Facts;
using Yihe.Monitoring;
using Yihe.Testing;

namespace Yihe.Indicators.Tests;

/// <summary>Indicators are data that is read strictly; the arithmetic that is not plain division has worked examples.</summary>
public class IndicatorTests
{
    private static readonly IReadOnlyDictionary<string, FactKind> Kinds = ModuleList.All.Facts;
    internal static readonly IndicatorBook Book = Read();

    private static IndicatorBook Read()
    {
        var (book, faults) = IndicatorBook.Read(Path.Combine(Repo.Root, "knowledge", "indicators"), Kinds);
        Faults.None(faults);
        return book!;
    }

    [Fact]
    public void All_indicators_and_kinds_of_facts_are_sound()
    {
        Faults.None(Kinds.Values.SelectMany(k => k.Faults()));
        Assert.All(Book.All, i => Assert.True(i.Origins.Count > 0 && i.Definition.Length > 0 && i.Name.Length > 0));
        Assert.Empty(Book.Parts.Where(p => !Used(p.Code)).Select(p => p.Code));
    }

    [Fact]
    public void The_national_fourteen_are_there()
    {
        var numbers = Book
            .All.SelectMany(i => i.Origins)
            .Select(o => o.Clause)
            .Where(c => c.StartsWith("国家监测指标 2024-", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(1, 14), numbers.Select(c => int.Parse(c.Split('-')[1])).Distinct().Order());
    }

    /// <summary>A number without definition or way down to its facts is none.</summary>
    [Fact]
    public void Every_figure_opens_to_facts_or_names_its_evidence() =>
        Assert.All(Book.All, i => Assert.True(i.Formula == Formula.Checklist ? i.Evidence!.Count > 0 : Book.Leaves(i).Any()));

    [Fact]
    public void Every_target_of_the_five_plans_is_an_indicator_with_its_clause()
    {
        foreach (var place in new[] { "kunshan", "county", "guizhou", "qijiang", "wujiang" })
        {
            var (plan, faults) = BlueprintReader.Read(Repo.Text($"blueprints/{place}.json"), ModuleList.All.Sections);
            Assert.Empty(faults);
            foreach (var target in plan!.Of<MonitoringSection>().Targets)
            {
                var indicator = Book.Find(target.Indicator);
                Assert.NotNull(indicator);
                Assert.Contains(indicator.Origins, o => target.Source.Contains(o.Clause, StringComparison.Ordinal));
            }
        }
    }

    /// <summary>Eight five-year bands from 30 to 69; the published way of reckoning gives 13.239 %.</summary>
    [Fact]
    public void The_life_table_gives_the_worked_result()
    {
        double[] rates = [.0005, .0007, .001, .0016, .0026, .0042, .0068, .011];
        Assert.Equal(13.239, Math.Round(Reckoning.Unconditional(rates) * 100, 3));
        Assert.Equal(0, Reckoning.Unconditional([0, 0]));
    }

    [Theory]
    [InlineData("""{"code":"a","words":"甲","plus":["b"]},{"code":"b","words":"乙","plus":["a"]}""", "绕回了自己")]
    [InlineData("""{"code":"a","words":"甲","plus":["nowhere"]}""", "nowhere 没有写")]
    [InlineData("""{"code":"a","words":"甲","fact":"no.such"}""", "没有这一种")]
    [InlineData("""{"code":"a","words":"甲","fact":"encounter.closed","where":[{"field":"nothing","in":["x"]}]}""", "没有这个字段")]
    [InlineData(
        """{"code":"a","words":"甲","fact":"encounter.closed","where":[{"field":"kind","in":["dentist"]}]}""",
        "没有 dentist 这个值"
    )]
    [InlineData("""{"code":"a","words":"甲","fact":"encounter.closed","take":"sum"}""", "求和要写明")]
    [InlineData("""{"code":"a","words":"甲","fact":"center.report","take":"people"}""", "不涉及个人")]
    [InlineData("""{"code":"a","words":"甲"}""", "只能写一样")]
    [InlineData("""{"code":"a","words":"甲","fact":"encounter.closed","typo":1}""", "不合格式")]
    public void A_part_that_is_circular_missing_or_misfit_is_refused(string parts, string told) =>
        Assert.Contains(FaultsOf($$"""{"source":"试验","parts":[{{parts}}]}"""), f => f.Contains(told, StringComparison.Ordinal));

    [Theory]
    [InlineData("\"numerator\":\"none\",\"denominator\":\"n\"", "none 没有写")]
    [InlineData("\"numerator\":\"n\"", "与算法")]
    [InlineData("\"numerator\":\"n\",\"denominator\":\"n\",\"origins\":[]", "缺口径或来源")]
    [InlineData("\"numerator\":\"x\",\"formula\":\"growth\"", "绕回了自己")]
    public void An_indicator_without_its_parts_or_its_source_is_refused(string said, string told)
    {
        var origins = said.Contains("origins", StringComparison.Ordinal) ? "" : """,{"o":1}""";
        var text =
            $$"""{"source":"试验","parts":[{"code":"n","words":"数","fact":"encounter.closed"}],"indicators":[{"code":"x","name":"名","dimension":"维","definition":"义",{{(said.Contains("formula", StringComparison.Ordinal) ? "" : "\"formula\":\"ratio\",")}}"unit":"%","direction":"up","places":["region"],"periods":["year"],"from":"2024-01-01",{{(origins.Length > 0 ? "\"origins\":[{\"clause\":\"甲\",\"text\":\"乙\"}]," : "")}}{{said}}}]}""";
        Assert.Contains(FaultsOf(text), f => f.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void All_faults_are_told_at_once() =>
        Assert.True(
            FaultsOf("""{"source":"试验","parts":[{"code":"a","words":"甲"},{"code":"b","words":"乙","fact":"no.such"}]}""").Count >= 2
        );

    [Theory]
    [InlineData("2026", "2026 年", 12)]
    [InlineData("2026-Q4", "2026 年第 4 季度", 3)]
    [InlineData("2026-09", "2026 年 9 月", 1)]
    [InlineData("2026-09-14", "2026 年 9 月 14 日", 1)]
    public void A_span_reads_as_it_is_written(string text, string words, int months)
    {
        var period = Period.Parse(text)!;
        Assert.Equal((text, words, months), ($"{period}", period.Words, period.Months.Count()));
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-Q5")]
    [InlineData("lately")]
    public void What_is_no_span_is_none(string text) => Assert.Null(Period.Parse(text));

    private static IReadOnlyList<string> FaultsOf(string text) => IndicatorBook.Read([("probe.json", text)], Kinds).Faults;

    private static bool Used(string part) =>
        Book.All.Any(i => i.Numerator == part || i.Denominator == part)
        || Book.Parts.Any(p => p.Plus?.Contains(part) == true || p.Minus?.Contains(part) == true || p.Among == part);
}
