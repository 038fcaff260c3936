using System.Text;
using Yihe.Basis.Files;
using Yihe.Host.Commands;
using Yihe.Kernel.Files;

namespace Yihe.Product.Tests;

/// <summary><c>yihe match</c> as it is called: lists of any columns and encodings, and clear words where something is wrong with them.</summary>
public sealed class MatchCommandTests : IDisposable
{
    private const string Heading = "编号,姓名,出生日期,身份证号,电话";
    private const string Map =
        """{ "id": "编号", "columns": { "姓名": "姓名", "出生日期": "birth", "身份证号": "identity", "电话": "phone" } }""";
    private const string One = "a1,王淑芬,1962-03-05,340524196203050026,13800138000";
    private const string Two = "a2,王树芬,1962/3/5,,13800138000";
    private const string Other = "a3,\"赵,小红\",1990-11-12,,18900000000";
    private readonly string folder = Directory.CreateTempSubdirectory("yihe-match-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<string> Yihe(int code, params string[] args)
    {
        await using var console = new StringWriter();
        var answered = await CommandLine.Run(["match", .. args], console, Ct);
        Assert.True(answered == code, console.ToString());
        return console.ToString();
    }

    private string Save(string name, string text, Encoding? encoding = null)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, text, encoding ?? new UTF8Encoding(false));
        return file;
    }

    private string Out => Path.Combine(folder, "pairs.csv");

    private static string Lines(params string[] rows) => string.Join("\r\n", rows);

    private async Task<string[]> Pairs(params string[] files)
    {
        await Yihe(0, [.. files, "--map", Save("map.json", Map), "--out", Out]);
        var lines = await File.ReadAllLinesAsync(Out, Ct);
        Assert.Equal("left,right,probability,reasons", lines[0]);
        return lines[1..];
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("GB18030")]
    public async Task A_list_is_read_in_the_encodings_people_have(string encoding)
    {
        var chosen = encoding == "utf-8" ? new UTF8Encoding(true) : CodePagesEncodingProvider.Instance.GetEncoding(encoding)!;
        var pair = Assert.Single(await Pairs(Save("list.csv", Lines(Heading, One, Other, Two), chosen)));
        Assert.StartsWith("a1,a2,", pair, StringComparison.Ordinal);
        Assert.Contains("姓名读音相同（支持", pair, StringComparison.Ordinal);
        Assert.Contains("电话相同（", pair, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_is_a_list_too()
    {
        string[][] rows = [Heading.Split(','), One.Split(','), ["a3", "赵小红", "1990-11-12", "", "18900000000"], Two.Split(',')];
        var book = Path.Combine(folder, "list.xlsx");
        await File.WriteAllBytesAsync(book, Spreadsheet.Write(new SheetText("名单", rows)), Ct);
        Assert.StartsWith("a1,a2,", Assert.Single(await Pairs(book)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_lists_only_pairs_between_them_are_found()
    {
        var (first, second) = (Save("1.csv", Lines(Heading, One, Two, Other)), Save("2.csv", Lines(Heading, "b1" + One[2..])));
        var pairs = await Pairs(first, second);
        Assert.Contains(pairs, p => p.StartsWith("a1,b1,", StringComparison.Ordinal));
        Assert.All(pairs, p => Assert.Equal("b1", p.Split(',')[1]));
    }

    [Theory]
    [InlineData("编号,姓名,出生日期,身份证号", "没有对照文件所说的列：电话")]
    [InlineData(Heading + "\r\n", "没有一行数据")]
    [InlineData("", "是空的")]
    [InlineData(Heading + "\r\n" + One + "\r\n" + One, "1 个编号重复：a1")]
    [InlineData(Heading + "\r\n,张三,,,", "第 2 行没有编号")]
    public async Task What_is_wrong_with_a_list_is_said(string text, string said)
    {
        var answer = await Yihe(1, Save("list.csv", text), "--map", Save("map.json", Map), "--out", Out);
        Assert.Contains(said, answer, StringComparison.Ordinal);
        Assert.False(File.Exists(Out));
    }

    [Theory]
    [InlineData("{", "不是能读的 JSON")]
    [InlineData("{}", "没有说哪一列是编号")]
    [InlineData("""{ "id": "编号", "columns": {} }""", "没有要比较的列")]
    [InlineData("""{ "id": "编号", "columns": { "姓名": "nom" } }""", "种类“nom”不认识")]
    public async Task What_is_wrong_with_a_map_is_said(string map, string said) =>
        Assert.Contains(
            said,
            await Yihe(1, Save("list.csv", Lines(Heading, One)), "--map", Save("map.json", map), "--out", Out),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_file_that_is_no_text_or_is_not_there_is_refused()
    {
        var bytes = Path.Combine(folder, "list.csv");
        await File.WriteAllBytesAsync(bytes, [0x61, 0x00, 0xFF, 0x81, 0x30], Ct);
        var map = Save("map.json", Map);
        Assert.Contains("既不是 UTF-8 也不是 GBK", await Yihe(1, bytes, "--map", map), StringComparison.Ordinal);
        Assert.Contains("没有找到", await Yihe(1, bytes + "x", "--map", map), StringComparison.Ordinal);
        Assert.Contains("没有找到对照文件", await Yihe(1, bytes, "--map", map + "x"), StringComparison.Ordinal);
        Assert.Contains("--map", await Yihe(2, bytes), StringComparison.Ordinal);
        Assert.Contains("请写出要查的名单", await Yihe(2), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
