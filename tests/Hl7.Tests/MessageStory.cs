using System.Text;
using System.Text.Json.Nodes;
using Yihe.Accounts.People;
using Yihe.Hl7.Text;
using Yihe.Kernel.Flows;
using Yihe.Kernel.Records;
using Yihe.MasterIndex;

namespace Yihe.Hl7.Tests;

/// <summary>A laboratory system that was let in and registered, and what became of what it sent.</summary>
public abstract class MessageStory(TestDb db) : RegionTests(db)
{
    private protected Actor Clerk { get; private set; } = null!;
    private protected Actor Lis { get; private set; } = null!;
    private protected string Secret { get; private set; } = "";
    private protected static readonly string[] Push = ["record.push", "record.read"];

    protected override async Task Begin()
    {
        Clerk = await Region.Part("recordClerk");
        var token = await Region.Must(
            "token.issue",
            await Region.Part("securityAdministrator"),
            new
            {
                name = "检验系统",
                institution = Clerk.Institution,
                permissions = Push,
                until = Region.Clock.GetUtcNow().Day().AddDays(30),
            }
        );
        Secret = token["secret"]!.GetValue<string>();
        Lis = (await SessionDirectory.ActorOf(Region.Platform, Secret, Ct))!;
        await Region.Must(RegisterSource.Door, Clerk, new("LIS", "检验系统"));
    }

    private protected static string Head(string type, string id, string app = "LIS", string secret = "") =>
        $"MSH|^~\\&|{app}|GH|YIHE|C|20261119090000|{secret}|{type}|{id}|P|2.5.1\r";

    private protected static string Patient(string number = "P1", string name = "吴^桂珍", string identity = "") =>
        $"PID|1||{number}^^^GH^MR{(identity.Length > 0 ? $"~{identity}^^^^NI" : "")}||{name}||{(identity.Length > 0 ? identity[6..14] : "19550309")}|{(identity.Length > 0 && (identity[16] - '0') % 2 == 1 ? 'M' : 'F')}|||第一村^^^^||13900001234\r";

    private protected static string Result(string id, string patient, string value = "9.8", string status = "F") =>
        Head("ORU^R01^ORU_R01", id)
        + patient
        + "OBR|1|O1|F1|58410-2^血常规^LN|||20261119083000|||||||||||||||20261119085000|||F\r"
        + $"OBX|1|NM|WBC^白细胞^L||{value}|10*9/L^^UCUM|3.5-9.5|H|||{status}|||20261119084000\rNTE|1||复查\r"
        + "OBX|2|ST|PS^镜检^L||正常||||||F\r";

    private protected async Task<string> Send(string text, Actor? actor = null)
    {
        var reply = await MessageDoor.Answer(Region.Gate, actor ?? Lis, Encoding.UTF8.GetBytes(text), new Call(), Ct);
        return Codings.Utf8.GetString(reply.Body);
    }

    private protected static string Code(string answer) => Message.Read(answer).Value.Text("MSA-1")!;

    private protected static string Why(string answer) => Message.Read(answer).Value.Text("MSA-3") ?? "";

    private protected async Task<List<JsonNode>> Documents(string type)
    {
        await using var db = Region.Platform.Database.Open();
        var found = await db.Set<Document>()
            .AsNoTracking()
            .Where(d => d.Type == type && d.State == DocumentState.Kept)
            .OrderBy(d => d.Id)
            .ToListAsync(Ct);
        return [.. found.Select(d => JsonNode.Parse(DocumentStore.Read(Region.Platform.Vault, d))!)];
    }

    private protected async Task<JsonNode> Count() => (await Documents("Observation")).Single(o => $"{o["code"]!["text"]}" == "白细胞");

    private protected async Task<List<Document>> Rows()
    {
        await using var db = Region.Platform.Database.Open();
        return await db.Set<Document>().AsNoTracking().Where(d => d.State == DocumentState.Kept).OrderBy(d => d.Id).ToListAsync(Ct);
    }

    private protected async Task<List<FailedMessage>> Failed()
    {
        await using var db = Region.Platform.Database.Open();
        return await db.Set<FailedMessage>().AsNoTracking().OrderBy(m => m.Id).ToListAsync(Ct);
    }
}
