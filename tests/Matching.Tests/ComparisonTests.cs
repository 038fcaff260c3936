namespace Yihe.Matching.Tests;

/// <summary>What is said of two values, kind by kind.</summary>
public class ComparisonTests
{
    private static readonly Terms s_terms = new(Sample.Rules);

    [Theory]
    [InlineData("姓名", "张伟", "张 伟", Level.Equal)]
    [InlineData("姓名", "张伟", "张玮", Level.SameSound)]
    [InlineData("姓名", "陈静", "陈净", Level.SameSound)]
    [InlineData("姓名", "王淑芬", "王树芬", Level.SameSound)]
    [InlineData("姓名", "李晨", "季晨", Level.LookAlike)]
    [InlineData("姓名", "王未来", "王末来", Level.LookAlike)]
    [InlineData("姓名", "刘建国", "刘国建", Level.Swapped)]
    [InlineData("姓名", "刘建国", "刘国", Level.OneOff)]
    [InlineData("姓名", "刘建国", "刘建军", Level.Partly)]
    [InlineData("姓名", "刘建国", "赵小红", Level.Different)]
    [InlineData("姓名", "张伟", "Zhang Wei", Level.SameSound)]
    [InlineData("姓名", "张伟", "Wei Zhang", Level.Swapped)]
    [InlineData("姓名", "阿依古丽·买买提", "阿依古力·买买提", Level.SameSound)]
    [InlineData("姓名", "张伟", "不详", Level.Missing)]
    [InlineData("given_name", "katherine", "kathrine", Level.OneOff)]
    [InlineData("given_name", "KATHERINE", "katherine", Level.Equal)]
    [InlineData("given_name", "k", "katherine", Level.Partly)]
    [InlineData("given_name", "katherine", "michael", Level.Different)]
    [InlineData("name", "john smith", "smith john", Level.Swapped)]
    [InlineData("出生日期", "19800203", "1980-2-3", Level.Equal)]
    [InlineData("出生日期", "1980年2月3日", "1980/02/03", Level.Equal)]
    [InlineData("出生日期", "1980-02-03", "1980-03-02", Level.Swapped)]
    [InlineData("出生日期", "1980-02-03", "1990-02-03", Level.OneOff)]
    [InlineData("出生日期", "1980-02-13", "1980-02-27", Level.Near)]
    [InlineData("出生日期", "1980-02-13", "1980", Level.Partly)]
    [InlineData("出生日期", "1980-02-13", "1957-11-30", Level.Different)]
    [InlineData("身份证号", "34052419800101001X", "34052419800101001x", Level.Equal)]
    [InlineData("身份证号", "340524800101001", "34052419800101001X", Level.Equal)]
    [InlineData("身份证号", "34052419800101001X", "34052419800101007X", Level.OneOff)]
    [InlineData("身份证号", "34052419800101001X", "34052419800110001X", Level.OneOff)]
    [InlineData("身份证号", "34052419800101001X", "11010519491231002X", Level.Different)]
    [InlineData("电话", "+86 138-0013-8000", "13800138000", Level.Equal)]
    [InlineData("电话", "13800138000", "13800138001", Level.OneOff)]
    [InlineData("电话", "13800138000", "1380138000", Level.OneOff)]
    [InlineData("电话", "13800138000", "18912345678", Level.Different)]
    [InlineData("住址", "新河村三组１２号", "新河村3组12号", Level.Equal)]
    [InlineData("住址", "江城县新河镇新河村3组12号", "新河村3组12号", Level.Near)]
    [InlineData("住址", "新河村3组12号", "新河村5组7号", Level.Partly)]
    [InlineData("address", "12 giblin street", "12 giblni street", Level.OneOff)]
    [InlineData("address", "12 giblin street", "13 giblin street", Level.Partly)]
    [InlineData("性别", "男", "M", Level.Equal)]
    [InlineData("性别", "男", "女", Level.Different)]
    [InlineData("邮编", "4011", "4101", Level.OneOff)]
    [InlineData("年龄", "45", "46岁", Level.OneOff)]
    internal void Two_values_agree_so_far(string kind, string one, string other, Level level)
    {
        var field = Sample.Rules.KindOf(kind)!;
        var (a, b) = (s_terms.Of(field, one, monthFirst: false), s_terms.Of(field, other, monthFirst: false));
        Assert.Equal(level, Comparison.Of(field, a, b, Sample.Rules.Shapes));
        Assert.Equal(level, Comparison.Of(field, b, a, Sample.Rules.Shapes));
    }

    [Fact]
    public void Every_level_a_comparison_gives_has_words_and_priors()
    {
        foreach (var kind in Sample.Rules.Kinds)
        {
            Assert.Equal(kind.Levels.Count, kind.Levels.Keys.Distinct().Count());
            Assert.True(kind.Levels.ContainsKey(Level.Equal) && kind.Levels.ContainsKey(Level.Different), kind.Name);
            Assert.All(kind.Levels.Values, l => Assert.True(l.Words.Length > 0 && l is { Same: > 0 and < 1, Kin: > 0 and < 1 }, kind.Name));
        }
    }

    [Theory]
    [InlineData("martha", "marhta", 0.9611)]
    [InlineData("dwayne", "duane", 0.84)]
    [InlineData("dixon", "dicksonx", 0.8133)]
    [InlineData("abc", "", 0)]
    internal void Jaro_Winkler_is_that_of_the_paper(string a, string b, double like) => Assert.Equal(like, Edits.JaroWinkler(a, b), 4);

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "ac", 1)]
    [InlineData("", "abc", 3)]
    internal void Edits_are_counted(string a, string b, int distance) => Assert.Equal(distance, Edits.Distance(a, b));
}
