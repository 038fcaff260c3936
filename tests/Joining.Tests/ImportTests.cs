using System.IO.Compression;
using Yihe.Accounts.People;
using Yihe.Basis.Files;
using Yihe.Joining.Import;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Files;

namespace Yihe.Joining.Tests;

/// <summary>Excel in: all rows or none, the faults written into the same file, hostile files not opened. U7, KS-108.</summary>
public abstract class ImportTests(TestDb db) : RegionTests(db)
{
    private static readonly string[] StaffHead = ["登录名", "姓名", "机构代码"];
    private Actor system = null!;

    protected override async Task Begin() => system = await Region.Part("systemAdministrator");

    private static ImportSheet.Input File(params IReadOnlyList<string>[] rows) =>
        new(new UploadedFile("名单.xlsx", Spreadsheet.Write(new SheetText("表", rows))));

    private async Task<int> Accounts()
    {
        await using var db = Region.Platform.Database.Open();
        return await db
            .Database.SqlQueryRaw<int>("SELECT CAST(COUNT(*) AS INTEGER) AS \"Value\" FROM organization_account")
            .SingleAsync(Ct);
    }

    private async Task<IReadOnlyList<SheetRow>> Returned(ImportSheet.Outcome outcome, Actor by) =>
        Spreadsheet.Read((await Region.Must(OpenImportReturn.Door, by, new(outcome.Returned!.Value))).Content).Value;

    [Fact]
    public async Task A_file_with_one_bad_row_writes_nothing_and_comes_back_with_the_reason_in_that_row()
    {
        var before = await Accounts();
        var file = File(StaffHead, ["linan", "李楠", "gh"], ["Bad Login", "", "nowhere"], ["zhoumin", "周敏", "hx"]);
        var outcome = await Region.Must(ImportStaff.Door, system, file);
        Assert.Equal((2, before), (outcome.Faults, await Accounts()));
        var rows = await Returned(outcome, system);
        Assert.Equal("错误", rows[0].Cells[4]);
        Assert.False(rows[1].Cells.ContainsKey(4));
        Assert.Contains("请填写姓名", rows[2].Cells[4], StringComparison.Ordinal);
        Assert.Contains("已有人使用", rows[3].Cells[4], StringComparison.Ordinal);
        Assert.Equal(ActOutcome.Failed, Assert.Single(await Region.Acts("account.import")).Outcome);
        var other = await Region.Run(OpenImportReturn.Door, await Region.Part("securityAdministrator"), new(outcome.Returned!.Value));
        Assert.Equal(RefusalKind.NotFound, other.Refusal!.Kind);
    }

    [Fact]
    public async Task The_corrected_file_is_taken_whole_with_its_column_of_faults()
    {
        var outcome = await Region.Must(ImportStaff.Door, system, File(StaffHead, ["linan", "李楠", "nowhere"]));
        var back = (await Region.Must(OpenImportReturn.Door, system, new(outcome.Returned!.Value))).Content;
        Assert.Equal(1, (await Region.Must(ImportStaff.Door, system, new(new UploadedFile("再传.xlsx", back)))).Faults);
        var before = await Accounts();
        var mended = File([.. StaffHead, "错误"], ["linan", "李楠", "gh", "没有这个机构"], ["linbei", "林北", "hx", ""]);
        Assert.Equal(new ImportSheet.Outcome(2, 0, null), await Region.Must(ImportStaff.Door, system, mended));
        Assert.Equal(before + 2, await Accounts());
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Institutions_are_added_with_those_above_them_and_never_changed()
    {
        string[] head = ["机构代码", "机构名称", "简称", "类别", "级别", "机构性质", "上级机构代码", "科室"];
        var file = File(
            head,
            ["xz", "新镇卫生院", "新镇", "乡镇卫生院、社区卫生服务中心", "一级", "公立", "", "全科、中医科"],
            ["xz1", "新村卫生所", "新村卫生所", "村卫生室、社区卫生服务站", "一级", "公立", "xz", ""]
        );
        Assert.Null((await Region.Must(ImportInstitutions.Door, system, file)).Returned);
        var added = await Region.Institution("xz");
        Assert.Equal(["全科", "中医科"], added.Departments);
        Assert.Equal(added.Id, (await Region.Institution("xz1")).Parent);
        var again = await Region.Must(
            ImportInstitutions.Door,
            system,
            File(head, ["gh", "改名", "改名", "综合医院", "特级", "公立", "", ""])
        );
        Assert.Contains("级别应为其中之一", (await Returned(again, system))[1].Cells[9], StringComparison.Ordinal);
        again = await Region.Must(ImportInstitutions.Door, system, File(head, ["gh", "改名", "改名", "综合医院", "三级", "公立", "", ""]));
        Assert.Contains("只新增", (await Returned(again, system))[1].Cells[9], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Posts_follow_the_same_rules_as_one_by_one()
    {
        var security = await Region.Part("securityAdministrator");
        await Region.Must(ImportStaff.Door, system, File(StaffHead, ["linan", "李楠", "gh"]));
        string[] head = ["登录名", "机构代码", "角色", "科室", "任职起始日"];
        var file = File(
            head,
            ["linan", "gh", "专科医生", "骨科", "2026/12/1"],
            ["linan", "gh", "审计管理员", "", ""],
            ["nobody", "gh", "专科医生", "", ""]
        );
        var rows = await Returned(await Region.Must(ImportPosts.Door, security, file), security);
        Assert.Contains("不能兼任", rows[2].Cells[6], StringComparison.Ordinal);
        Assert.Contains("先导入人员", rows[3].Cells[6], StringComparison.Ordinal);
        Assert.Equal(1, (await Region.Must(ImportPosts.Door, security, File(head, ["linan", "gh", "专科医生", "骨科", "46357"]))).Rows);
        Assert.Equal(RefusalKind.Denied, (await Region.Run(ImportPosts.Door, system, file)).Refusal!.Kind);
    }

    [Fact]
    public async Task The_template_can_be_read_back_and_names_its_columns()
    {
        foreach (var kind in ImportKind.All)
        {
            var by = await Region.Part(kind.Name == "posts" ? "securityAdministrator" : "systemAdministrator");
            var template = await Region.Must(kind.Template, by, new());
            Assert.Equal(kind.Columns.Select(c => c.Title), Spreadsheet.Read(template.Content).Value[0].Cells.Values);
        }
    }

    public static TheoryData<string> Hostile => ["text", "bomb", "macro", "formula", "large", "columns", "empty"];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_or_wrong_file_is_refused_with_the_way_out(string kind)
    {
        var plain = Spreadsheet.Write(new SheetText("表", [StaffHead, ["linan", "李楠", "gh"]]));
        var bytes = kind switch
        {
            "text" => "登录名,姓名\n"u8.ToArray(),
            "bomb" => With(plain, "xl/media/a.xml", new byte[60 << 20]),
            "macro" => With(plain, "xl/vbaProject.bin", [1]),
            "formula" => Formula(plain),
            "large" => new byte[6 << 20],
            "columns" => Spreadsheet.Write(
                new SheetText(
                    "表",
                    [
                        ["登录名", "密码"],
                        ["a", "b"],
                    ]
                )
            ),
            _ => Spreadsheet.Write(new SheetText("表", [StaffHead])),
        };
        var refusal = (await Region.Run(ImportStaff.Door, system, new(new UploadedFile("a.xlsx", bytes)))).Refusal!;
        Assert.Equal("file", refusal.Faults[0].Field);
        Assert.NotEmpty(refusal.Message);
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

    private static byte[] Formula(byte[] file)
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
            var end = text.LastIndexOf("</x:row>", StringComparison.Ordinal);
            Assert.True(end > 0);
            writer.Write(text.Insert(end, "<x:c r=\"D2\"><x:f>HYPERLINK(\"http://x\")</x:f><x:v>1</x:v></x:c>"));
        }
        return bytes.ToArray();
    }
}

public sealed class ImportTestsOnSqlite(SqliteDb db) : ImportTests(db), IClassFixture<SqliteDb>;

public sealed class ImportTestsOnPostgres(PostgresDb db) : ImportTests(db), IClassFixture<PostgresDb>;
