using System.Text;
using Yihe.Basis;

namespace Yihe.Intake.Tests;

/// <summary>A region with a clerk who brings in lists, and the lists they bring.</summary>
public abstract class IntakeRegion(TestDb db) : RegionTests(db)
{
    private protected static readonly string[] Head =
    [
        "身份证号",
        "姓名",
        "电话",
        "住址",
        "过敏史",
        "登记机构",
        "签约团队",
        "签约日期",
        "已核对不是同一人",
    ];
    private protected Actor Clerk { get; private set; } = null!;
    private protected Actor Village { get; private set; } = null!;

    protected override async Task Begin() => (Clerk, Village) = (await Region.Part("recordClerk"), await Region.Part("villageDoctor"));

    private protected static string[] Row(
        string name,
        string phone = "",
        string address = "",
        string home = "",
        string team = "",
        string signed = ""
    ) => [People.NewIdentity(), name, phone, address, "", home, team, signed, ""];

    private protected static byte[] File(string kind, params string[][] rows) =>
        kind == "xlsx"
            ? Spreadsheet.Write(new SheetText("名单", [Head, .. rows]))
            : Text(kind, string.Concat(rows.Prepend(Head).Select(r => string.Join(',', r.Select(Quoted)) + "\r\n")));

    private static byte[] Text(string kind, string text) =>
        kind switch
        {
            "gbk" => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(text),
            "utf-8-bom" => Encoding.UTF8.GetBytes("\uFEFF" + text),
            _ => Encoding.UTF8.GetBytes(text),
        };

    private static string Quoted(string cell) => cell.Contains(',', StringComparison.Ordinal) ? $"\"{cell}\"" : cell;

    private protected Task<PreviewIntake.Outcome> Preview(byte[] file) =>
        Region.Must(PreviewIntake.Door, Clerk, new(new UploadedFile("名单.xlsx", file)));

    private protected Task<RegisterIntake.Outcome> Register(Guid id) => Region.Must(RegisterIntake.Door, Clerk, new(id));

    private protected Task<ShowIntake.Outcome> Show(Guid id) => Region.Must(ShowIntake.Door, Clerk, new(id));

    private protected async Task<byte[]> Returned(Guid id) => (await Region.Must(OpenReturned.Door, Clerk, new(id))).Content;

    private protected async Task<int> Residents()
    {
        await using var db = Region.Platform.Database.Open();
        return await Yihe.Residents.ResidentDirectory.Count(db, Ct);
    }

    private protected async Task<string[]> HealthCodes()
    {
        await using var db = Region.Platform.Database.Open();
        return await db
            .Database.SqlQueryRaw<string>("SELECT health_code AS \"Value\" FROM residents_resident ORDER BY health_code")
            .ToArrayAsync(Ct);
    }
}
