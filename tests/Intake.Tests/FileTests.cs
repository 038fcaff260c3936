using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace Yihe.Intake.Tests;

/// <summary>Files of any sort get a clear answer, and ten thousand rows are no burden. U7, S5.</summary>
public abstract class FileTests(TestDb db) : IntakeRegion(db)
{
    public static TheoryData<string, string> Wrong =>
        new()
        {
            { "empty", "没有要导入的行" },
            { "titles", "没有要导入的行" },
            { "columns", "多出：密码" },
            { "utf-16", "编码" },
            { "noise", "编码" },
            { "xls", "旧版 Excel" },
            { "quote", "引号没有配对" },
            { "formula", "是公式" },
            { "bomb", "解压后过大" },
            { "large", "20 MB" },
            { "many", "10001 行" },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_or_hostile_file_is_refused_with_the_way_out(string kind, string told)
    {
        var plain = File("xlsx", Row("单秀英"));
        var bytes = kind switch
        {
            "empty" => [],
            "titles" => File("xlsx"),
            "columns" => Encoding.UTF8.GetBytes("身份证号,姓名,密码\n1,2,3"),
            "utf-16" => Encoding.Unicode.GetBytes("\uFEFF身份证号,姓名\n1,2"),
            "noise" => [0x81, 0xFF, 0xFE, 0x81],
            "xls" => [0xD0, 0xCF, 0x11, 0xE0, 0, 0],
            "quote" => Encoding.UTF8.GetBytes("身份证号,姓名\n1,\"2\n3,4"),
            "formula" => Within(plain, "</x:row>", "<x:c r=\"J2\"><x:f>HYPERLINK(\"http://x\")</x:f><x:v>1</x:v></x:c></x:row>"),
            "bomb" => With(plain, "xl/media/a.xml", new byte[120 << 20]),
            "large" => new byte[21 << 20],
            _ => Encoding.UTF8.GetBytes("身份证号,姓名\n" + string.Concat(Enumerable.Repeat("1,2\n", 10_001))),
        };
        var refusal = (await Region.Run(PreviewIntake.Door, Clerk, new(new UploadedFile("名单.csv", bytes)))).Refusal!;
        Assert.Equal((RefusalKind.Invalid, "file"), (refusal.Kind, refusal.Faults[0].Field));
        Assert.Contains(told, refusal.Message + refusal.Faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_template_is_filled_in_and_taken()
    {
        var template = await Region.Must(IntakeTemplate.Door, Clerk, new());
        Assert.Equal(Head, Spreadsheet.Read(template.Content).Value[0].Cells.Values);
    }

    [Fact]
    public async Task Full_width_digits_and_blanks_are_read_as_they_are_meant()
    {
        var row = Row("单秀英", phone: "１３９ ００００ １２３４");
        row[0] = " " + string.Concat(row[0].Select(c => (char)(c + 0xFEE0)));
        Assert.Equal(1, (await Preview(File("gbk", row))).Counts.New);
    }

    [Fact]
    public async Task Rows_below_empty_lines_keep_their_numbers()
    {
        var file = Encoding.UTF8.GetBytes($"身份证号,姓名\r\n\r\n,,\r\n{People.NewIdentity()},单秀英\r\n1,王小二\r\n");
        var preview = await Preview(file);
        Assert.Equal(new IntakeCounts(2, 1, 0, 0, 1), preview.Counts);
        var back = TableFile.Lines(await Returned(preview.Id), 10).Value;
        Assert.Equal([1, 4, 5], back.Select(r => r.Number));
        Assert.Contains("身份证号", back[2].Cells[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_rows_are_previewed_registered_and_taken_back_in_seconds()
    {
        var rows = Enumerable.Range(0, Deep.Of(1_500, 10_000)).Select(n => Person(n)).ToArray();
        var watch = Stopwatch.StartNew();
        var preview = await Preview(File("xlsx", rows));
        Said("previewed");
        Assert.Equal(rows.Length, preview.Counts.New);
        Assert.Equal(rows.Length, (await Register(preview.Id)).Registered);
        Said("registered");
        Assert.Equal(rows.Length, (await Region.Must(TakeBackIntake.Door, Clerk, new(preview.Id, "试"))).TakenBack);
        Said("taken back");
        Assert.Empty(await Region.Findings());

        void Said(string what)
        {
            Figures.Say($"{rows.Length} rows {what} in {watch.Elapsed.TotalSeconds:0.0} s");
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{what}: {watch.Elapsed}");
            watch.Restart();
        }
    }

    private static string[] Person(int n)
    {
        var birth = new DateOnly(1940, 1, 1).AddDays(n * 2);
        return
        [
            People.NewIdentity(birth),
            $"王{(char)('一' + n % 3_000)}{(char)('一' + n / 3_000)}",
            $"139{n:00000000}",
            $"河溪镇{n % 40}组",
            "",
            "",
            "",
            "",
            "",
        ];
    }

    private static byte[] With(byte[] file, string part, byte[] content)
    {
        using var bytes = new MemoryStream();
        bytes.Write(file);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        using (var entry = zip.CreateEntry(part).Open())
            entry.Write(content);
        return bytes.ToArray();
    }

    private static byte[] Within(byte[] file, string what, string instead)
    {
        using var bytes = new MemoryStream();
        bytes.Write(file);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            var sheet = zip.Entries.First(e => e.FullName.Contains("worksheets/sheet", StringComparison.Ordinal));
            string text;
            using (var reader = new StreamReader(sheet.Open()))
                text = reader.ReadToEnd();
            using var writer = new StreamWriter(sheet.Open());
            writer.BaseStream.SetLength(0);
            var at = text.LastIndexOf(what, StringComparison.Ordinal);
            writer.Write(text[..at] + instead + text[(at + what.Length)..]);
        }
        return bytes.ToArray();
    }
}

public sealed class FileTestsOnSqlite(SqliteDb db) : FileTests(db), IClassFixture<SqliteDb>;

public sealed class FileTestsOnPostgres(PostgresDb db) : FileTests(db), IClassFixture<PostgresDb>;
