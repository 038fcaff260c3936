using System.Text;
using Xunit;
using Yihe.Basis;
using Yihe.Basis.Files;
using Yihe.Kernel.Files;
using Yihe.Kernel.Working;
using Yihe.Monitoring.Import;
using Yihe.Testing;

namespace Yihe.Monitoring.Tests;

/// <summary>Facts from elsewhere come whole or not at all, say what is wrong row by row, and are counted once.</summary>
public abstract class ImportTests(TestDb db) : RegionTests(db)
{
    private const string Head = "编号,机构代码,日期,身份证号,类别,就医地,就医机构,险种,总费用（元）,基金支付（元）";
    private Actor office = null!;
    private readonly string person = People.NewIdentity();

    protected override async Task Begin() => office = await Region.Part("statistician");

    [Fact]
    public async Task A_settlement_file_in_either_encoding_is_counted_once()
    {
        Assert.Equal("noSource", await State());
        var text =
            $"{Head}\r\n1,hx,2026-10-08,{person},住院,县域内,基层,居民,1200.50,800\r\n2,hx,2026/10/9,{person},住院,县域外,三级,居民,\"9,000.00\",3000\r\n";
        Assert.Equal((2, 0, 0), await Take(Encoding.UTF8.GetBytes("\uFEFF" + text)));
        Assert.Equal((0, 0, 2), await Take(Gbk(text)));
        Assert.Equal((0, 1, 1), await Take(Gbk(text.Replace("县域外", "县域内", StringComparison.Ordinal))));
        await Region.Beat();
        Assert.Equal("known", await State());
        Assert.Equal(100m, await Value("stays-inside"));
        Assert.Equal(5_100.25m, await Value("stay-cost"));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_workbook_is_read_like_a_file_of_text()
    {
        var cells = new[] { Head.Split(','), ["1", "hx", "2026-10-08", person, "门急诊", "县域内", "基层", "", "30", "10"] };
        Assert.Equal((1, 0, 0), await Take(Spreadsheet.Write(new SheetText("结算", cells))));
    }

    [Theory]
    [InlineData("1,hx,2025-10-08,{0},住院,县域内,基层,,1,1", "不在 2026 年 10 月")]
    [InlineData("1,hx,2026-10-08,{0},住院,县域内,基层,,1,1\n1,hx,2026-10-09,{0},住院,县域内,基层,,1,1", "出现了两次")]
    [InlineData("1,nowhere,2026-10-08,{0},住院,县域内,基层,,1,1", "没有代码为“nowhere”的机构")]
    [InlineData("1,hx,8th of October,{0},住院,县域内,基层,,1,1", "读不出来")]
    [InlineData("1,hx,2026-10-08,123,住院,县域内,基层,,1,1", "身份证号")]
    [InlineData("1,hx,2026-10-08,{0},看病,县域内,基层,,1,1", "类别应为其中之一")]
    [InlineData("1,hx,2026-10-08,{0},住院,县域内,基层,,1.005,1", "至多两位小数")]
    [InlineData(",hx,2026-10-08,{0},住院,县域内,基层,,1,1", "编号应为")]
    public async Task One_wrong_row_is_named_and_nothing_is_taken(string rows, string told)
    {
        var good = $"9,hx,2026-10-07,{person},住院,县域内,基层,,1,1\n";
        var text = $"{Head}\n{good}{string.Format(null, rows, person)}";
        var done = await Region.Must(ImportFacts.Door, office, Input(Encoding.UTF8.GetBytes(text)));
        Assert.Contains(done.Faults, f => f.Row >= 3 && f.Message.Contains(told, StringComparison.Ordinal));
        await Region.Beat();
        Assert.Equal("noSource", await State());
    }

    [Theory]
    [InlineData("编号,日期,多余\n1,2026-10-08,x", "多出：多余")]
    [InlineData("日期\n2026-10-08", "缺少：编号")]
    [InlineData("编号,编号\n1,2", "出现了 2 次")]
    [InlineData("", "没有要导入的行")]
    public async Task A_file_with_other_columns_is_refused_whole(string text, string told)
    {
        var refusal = (await Region.Run(ImportFacts.Door, office, Input(Encoding.UTF8.GetBytes(text)))).Refusal!;
        Assert.Contains(told, refusal.Message + string.Join(' ', refusal.Faults.Select(f => f.Message)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_not_the_right_imports_nothing() =>
        Assert.Equal("denied", (await Region.Run(ImportFacts.Door, await Region.Part("villageDoctor"), Input([1]))).Refusal!.Code);

    [Fact]
    public async Task Two_persons_of_two_sources_are_the_same_person_once()
    {
        var resident = await Region.Register(await Region.Part("villageDoctor"), "钱桂珍", person);
        await Region.Visit(await Region.Part("villageDoctor"), resident);
        var rows = new[]
        {
            new Dictionary<string, string>
            {
                ["编号"] = "1",
                ["日期"] = "2026-11-03",
                ["机构代码"] = "hx1",
                ["身份证号"] = person,
                ["kind"] = "outpatient",
            },
        };
        await Region.Must(
            "fact.send",
            office,
            new
            {
                kind = "encounter.closed",
                source = "旧系统",
                period = "2026-11",
                items = rows,
            }
        );
        await Region.Beat();
        Assert.Equal((2m, 1m), (await Value("outpatient-visits", "2026-11"), await Value("outpatients", "2026-11")));
    }

    private static byte[] Gbk(string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030").GetBytes(text);
    }

    private static ImportFacts.Input Input(byte[] file) =>
        new("settlement.paid", "市医保局结算平台", "2026-10", new UploadedFile("结算.csv", file));

    private async Task<(int, int, int)> Take(byte[] file)
    {
        var done = await Region.Must(ImportFacts.Door, office, Input(file));
        Assert.Empty(done.Faults);
        return (done.New, done.Corrected, done.Same);
    }

    private async Task<string> State() =>
        (await Region.Must("indicator.show", office, new { code = "stays-inside", period = "2026-10" }))["figure"]![
            "state"
        ]!.GetValue<string>();

    private async Task<decimal?> Value(string code, string period = "2026-10") =>
        (await Region.Must("indicator.show", office, new { code, period }))["figure"]!["value"]?.GetValue<decimal>();
}

public sealed class SqliteImportTests() : ImportTests(new SqliteDb());

public sealed class PostgresImportTests() : ImportTests(new PostgresDb());
