using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Yihe.HealthRecord.My;
using Yihe.Host;
using Yihe.Interop.Rest;
using Yihe.ResidentAccounts;

namespace Yihe.HealthRecord.Tests;

/// <summary>
/// What is sensitive is closed by default: at every door it is left out for who has no special standing; whoever wrote it, the person, and who gave
/// a reason that opens it see it. 个人信息保护法第二十九条.
/// </summary>
public abstract class SensitiveTests(TestDb db) : RecordTests(db)
{
    private const string Secret = "人类免疫缺陷病毒抗体";
    private Actor system = null!;
    private Guid closed;
    private Guid open;

    protected override async Task Begin()
    {
        await base.Begin();
        var code = (await Region.On(Region.Clock.GetUtcNow().Day())).Single(i => i.Id == Village.Institution).Code;
        system = await SystemOf(code, "村卫生室系统", "record.read", "record.export");
        open = await Result("2345-7", 6.1, "2026-11-01");
        closed = await Push("Observation", Tested("56888-1", Secret));
    }

    private static object Tested(string code, string text) =>
        new
        {
            status = "final",
            code = new { coding = new[] { new { system = "http://loinc.org", code } }, text },
            effectiveDateTime = "2026-11-02",
            valueString = "阳性",
        };

    private Task<RecordView> Seen(Actor actor) => Region.Must(ShowTimeline.Door, actor, new(Person));

    private async Task<(int Status, string Body)> Ask(string path, string query = "", Actor? actor = null)
    {
        var request = new FhirRequest(
            "GET",
            [.. path.Split('/')],
            [.. query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(q => KeyValuePair.Create(q.Split('=')[0], q.Split('=')[1]))],
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase),
            [],
            "http://region/fhir"
        );
        var reply = await FhirDoor.Answer(Region.Gate, actor ?? system, request, new Call(TraceId: "test"), Ct);
        return (reply.Status, Regex.Unescape(Encoding.UTF8.GetString(reply.Body)) + reply.ContentLocation);
    }

    private async Task<string> NameOf(Guid id)
    {
        await using var db = Region.Platform.Database.Open();
        return db.Set<Kernel.Records.Document>().Single(d => d.Id == id).Name;
    }

    [Fact]
    public async Task Who_cares_for_the_person_but_did_not_write_it_sees_all_else_and_that_something_is_closed()
    {
        var seen = await Seen(Village);
        Assert.True(seen.IsWhole);
        Assert.True(seen.HasClosed);
        Assert.Equal([open], seen.Entries.Items.Select(e => e.Id));
        Assert.Equal(["2345-7"], seen.Summary!.Results.Select(r => r.What));
        Assert.Equal(1, seen.Kinds.Sum(k => k.Count));
        var paper = await Region.Must(PrintSummary.Door, Village, new(Person));
        Assert.True(paper.HasClosed);
        Assert.Equal(["2345-7"], paper.Summary.Results.Select(r => r.What));
        Assert.Equal(Refusal.NotFound, (await Region.Run(ShowEntry.Door, Village, new(Person, closed))).Refusal);
        Assert.Null((await Region.Run(ShowEntry.Door, Village, new(Person, open))).Refusal);
    }

    [Fact]
    public async Task Systems_that_ask_over_FHIR_get_it_by_no_door()
    {
        var (name, patient) = (await NameOf(closed), $"{Person}");
        Assert.Equal(200, (await Ask($"Observation/{await NameOf(open)}")).Status);
        foreach (var path in new[] { $"Observation/{name}", $"Observation/{name}/_history", $"Observation/{name}/_history/1" })
            Assert.Equal(404, (await Ask(path)).Status);
        foreach (
            var (path, query) in new[]
            {
                ("Observation", $"subject=Patient/{patient}"),
                ("Observation", "code=56888-1&_total=accurate"),
                ("Observation", $"_id={name}"),
                ("Observation/_history", ""),
                ($"Patient/{patient}/$everything", ""),
                ("Patient", $"_id={patient}&_revinclude=Observation:subject"),
            }
        )
        {
            var (status, body) = await Ask(path, query);
            Assert.Equal(200, status);
            Assert.DoesNotContain($"\"id\":\"{name}\"", body, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, body, StringComparison.Ordinal);
            var (ownPath, ownQuery) = (Theirs(path), Theirs(query));
            var answered = await Ask(ownPath, ownQuery, Hospital);
            Assert.True(answered.Body.Contains(Secret, StringComparison.Ordinal), $"{ownPath}?{ownQuery}: {answered}");
        }
    }

    /// <summary>The patient as the hospital's own system calls them.</summary>
    private string Theirs(string asked) => asked.Replace($"{Person}", $"his-{Person}", StringComparison.Ordinal);

    [Fact]
    public async Task An_export_leaves_it_out()
    {
        var location = (await Ask("$export", "_type=Observation")).Body;
        var list = JsonNode.Parse(
            (await Ask(location[(location.LastIndexOf("fhir/", StringComparison.Ordinal) + 5)..])).Body.Split(
                "http://region/fhir/$export-status"
            )[0]
        )!;
        var file = $"{list["output"]![0]!["url"]}".Split("fhir/")[1];
        Assert.Equal(1, list["output"]![0]!["count"]!.GetValue<int>());
        var lines = (await Ask(file)).Body;
        Assert.Contains(await NameOf(open), lines, StringComparison.Ordinal);
        Assert.DoesNotContain(await NameOf(closed), lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_says_it_no_more_does_not_open_what_the_earlier_said()
    {
        var name = await NameOf(closed);
        await Put("Observation", name, JsonNode.Parse("""{"status":"entered-in-error","code":{"text":"作废"}}""")!.AsObject(), Person);
        Assert.Equal(404, (await Ask($"Observation/{name}/_history")).Status);
        Assert.True((await Seen(Village)).HasClosed);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Whoever_wrote_it_sees_it_and_so_does_the_person()
    {
        var hospital = await Region.Part("specialist");
        Assert.Equal([closed, open], (await Seen(hospital)).Entries.Items.Select(e => e.Id));
        var own = await Region.Must(ShowOwnRecord.Door, await Enter(Person), new());
        Assert.False(own.Record.HasClosed);
        Assert.Equal([closed, open], own.Record.Entries.Items.Select(e => e.Id));
        var copy = await Region.Must(CopyOwnRecord.Door, await Enter(Person), new());
        Assert.Contains("56888-1", Encoding.UTF8.GetString(copy.Content), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reason_that_opens_it_opens_it_to_the_one_who_gave_it_for_some_hours_and_other_reasons_do_not()
    {
        var doctor = await Region.Part("branchDoctor");
        var identity = People.IdentityOf($"{Person}");
        await Region.Must("resident.open", doctor, Reasoned("visit"));
        Assert.Equal([open], (await Seen(doctor)).Entries.Items.Select(e => e.Id));
        await Region.Must("resident.open-in-emergency", doctor, Proven("emergency"));
        Assert.Equal([closed, open], (await Seen(doctor)).Entries.Items.Select(e => e.Id));
        Assert.True((await Seen(Village)).HasClosed);
        Assert.True((await Seen(doctor with { Account = Village.Account })).HasClosed);
        var look = (await Region.Acts("resident.open-in-emergency")).Last();
        Assert.Equal(("emergency", (Guid?)Person.Value), (look.ReasonCode, look.Subject));
        await Region.Advance(TimeSpan.FromHours(5));
        Assert.Equal([open], (await Seen(doctor)).Entries.Items.Select(e => e.Id));

        object Reasoned(string reason) =>
            new
            {
                identityNumber = identity,
                name = "钱桂珍",
                reason,
            };

        object Proven(string reason) =>
            new
            {
                identityNumber = identity,
                name = "钱桂珍",
                reason,
                password = DemoAccounts.Password,
            };
    }

    [Fact]
    public async Task Who_acts_for_the_person_sees_the_rest_and_a_guardian_all()
    {
        var daughter = await Another("孙晓梅");
        await Act(Person, daughter, "family");
        var own = await Region.Must(ShowOwnRecord.Door, await Enter(daughter), new(Person));
        Assert.Equal([open], own.Record.Entries.Items.Select(e => e.Id));
        Assert.True(own.Record.HasClosed);
        var child = new ResidentId(
            Guid.Parse(await Region.Register(Village, "孙小宝", People.NewIdentity(Region.Clock.GetUtcNow().Day().AddYears(-8))))
        );
        var tested = await Push("Observation", Tested("56888-1", Secret), child, "孙小宝");
        await Act(child, daughter, "guardian");
        var ofChild = await Region.Must(ShowOwnRecord.Door, await Enter(daughter), new(child));
        Assert.Equal([tested], ofChild.Record.Entries.Items.Select(e => e.Id));
    }

    private Task<Done> Act(ResidentId principal, ResidentId agent, string proof) =>
        Region.Must(
            RegisterAgent.Door,
            Village,
            new(principal, People.IdentityOf($"{agent}"), "孙晓梅", proof, Region.Clock.GetUtcNow().Day().AddMonths(1))
        );

    [Fact]
    public async Task What_was_filed_before_the_table_knew_it_is_marked_when_it_is_looked_at_again()
    {
        await Region.TakeOffGuards();
        await Region.Sql(
            Region.Platform.Database.IsSqlite
                ? "DROP TRIGGER kernel_document_mark_no_DELETE"
                : "ALTER TABLE kernel_document_mark DISABLE TRIGGER USER"
        );
        await Region.Sql("DELETE FROM kernel_document_mark");
        Assert.False((await Seen(Village)).HasClosed);
        Assert.True(await Region.Must(Kernel.Records.MarkDocuments.Door, Actor.Platform("operator"), Done.Yes) >= 2);
        Assert.Equal(0, await Region.Must(Kernel.Records.MarkDocuments.Door, Actor.Platform("operator"), Done.Yes));
        Assert.True((await Seen(Village)).HasClosed);
        await using var db = Region.Platform.Database.Open();
        Assert.Equal([closed], db.Set<Kernel.Records.DocumentMark>().Select(m => m.Document));
    }

    [Theory]
    [InlineData("""{"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"F20.900"}]}}""", true)]
    [InlineData("""{"reasonCode":[{"text":"梅毒 A53.900"}]}""", true)]
    [InlineData("""{"reasonCode":[{"text":"艾滋病 B24.x00"}]}""", true)]
    [InlineData("""{"code":{"text":"女性不孕症"}}""", true)]
    [InlineData("""{"medicationCodeableConcept":{"text":"奥氮平片"}}""", true)]
    [InlineData("""{"code":{"coding":[{"display":"Human immunodeficiency virus infection"}]}}""", true)]
    [InlineData("""{"section":[{"text":{"div":"<div>既往精神分裂症病史</div>"}}]}""", true)]
    [InlineData("""{"code":{"text":"原发性高血压 I10.x00"}}""", false)]
    [InlineData("""{"code":{"text":"流行性腮腺炎 B26.900"}}""", false)]
    [InlineData("""{"code":{"coding":[{"system":"http://loinc.org","code":"2345-7"}]}}""", false)]
    [InlineData("""{"identifier":[{"system":"urn:bed","value":"B21"}],"id":"F20"}""", false)]
    [InlineData("""{"code":{"text":"正常妊娠产前检查 Z34.900"}}""", false)]
    public void Codes_and_words_of_the_table_mark_what_they_stand_in(string json, bool isMarked) =>
        Assert.Equal(isMarked, Region.Platform.Modules.Marks!(Region.Platform, Encoding.UTF8.GetBytes(json)) is not null);
}

public sealed class SensitiveOnSqlite(SqliteDb db) : SensitiveTests(db), IClassFixture<SqliteDb>;

public sealed class SensitiveOnPostgres(PostgresDb db) : SensitiveTests(db), IClassFixture<PostgresDb>;
