using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Yihe.Accounts.People;
using Yihe.ResidentAccounts;

namespace Yihe.Consents.Tests;

/// <summary>A purpose opens exactly what its text says, until it is withdrawn or says something else. 个人信息保护法第十四、十五、二十九、三十一条.</summary>
public abstract class ConsentTests(TestDb db) : RegionTests(db)
{
    private Actor village = null!;
    private Actor stranger = null!;
    private Actor hospital = null!;
    private Actor self = null!;
    private ResidentId person;

    private DateOnly Today => Region.Clock.GetUtcNow().Day();

    protected override async Task Begin()
    {
        village = await Region.Part("villageDoctor");
        stranger = await Region.Person("zhaoyulan");
        hospital = await System("gh", "record.read", "record.push", "record.export");
        person = await Register("钱桂珍");
        self = await Enter(person);
        await Push(person, "钱桂珍", "plain", "空腹血糖");
        await Push(person, "钱桂珍", "secret", "梅毒螺旋体抗体");
    }

    private async Task<ResidentId> Register(string name, DateOnly? birth = null) =>
        new(Guid.Parse(await Region.Register(village, name, People.NewIdentity(birth))));

    private async Task<Actor> System(string institution, params string[] permissions)
    {
        var token = await Region.Must(
            "token.issue",
            await Region.Part("securityAdministrator"),
            new
            {
                name = "系统",
                institution = (await Region.Institution(institution)).Id,
                permissions,
                until = Today.AddDays(30),
            }
        );
        return (await SessionDirectory.ActorOf(Region.Platform, $"{token["secret"]}", Ct))!;
    }

    private async Task<Actor> Enter(ResidentId resident)
    {
        var code = await Region.Must("resident.open-account", village, new { id = resident, cardSeen = true });
        var opened = await Region.Must(
            "my.open-session",
            Actor.Nobody,
            new { code = $"{code["code"]}", identityNumber = People.IdentityOf($"{resident}") }
        );
        token = $"{opened["token"]}";
        return (await ResidentSessions.ActorOf(Region.Platform, token, Ct))!;
    }

    private string token = "";

    private async Task Push(ResidentId whom, string name, string id, string what)
    {
        var resources = new object[]
        {
            new
            {
                resourceType = "Patient",
                id = $"his-{whom}",
                identifier = new[] { new { system = "urn:oid:2.16.156.10011.1.3", value = People.IdentityOf($"{whom}") } },
                name = new[] { new { text = name } },
            },
            new
            {
                resourceType = "Observation",
                id = $"{id}-{whom}",
                status = "final",
                subject = new { reference = $"Patient/his-{whom}" },
                code = new { text = what },
                effectiveDateTime = "2026-11-02",
                valueString = "见报告",
            },
        };
        foreach (var resource in resources)
        {
            var node = JsonSerializer.SerializeToNode(resource)!;
            var (status, body) = await Fhir(
                "PUT",
                $"{node["resourceType"]}/{node["id"]}",
                hospital,
                Encoding.UTF8.GetBytes(node.ToJsonString())
            );
            Assert.True(status < 300, body);
        }
    }

    private async Task<(int Status, string Body)> Fhir(string method, string path, Actor actor, byte[]? body = null, string? query = null)
    {
        var reply = await Interop.Rest.FhirDoor.Answer(
            Region.Gate,
            actor,
            new(
                method,
                [.. path.Split('/')],
                query is null ? [] : [.. query.Split('&').Select(q => KeyValuePair.Create(q.Split('=')[0], q.Split('=')[1]))],
                new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = "application/fhir+json" },
                body ?? [],
                "http://region/fhir"
            ),
            new Call(TraceId: "test"),
            Ct
        );
        return (reply.Status, reply.ContentLocation ?? Encoding.UTF8.GetString(reply.Body));
    }

    /// <summary>What the actor sees of the person's record, or null where the person is not there.</summary>
    private async Task<string?> Seen(Actor actor)
    {
        var (view, refusal) = await Region.Run("health-record.show", actor, new { id = person });
        return refusal is not null ? null : string.Join(' ', view["entries"]!["items"]!.AsArray().Select(e => $"{e!["what"]}").Order());
    }

    private async Task<Guid> Give(Purpose purpose, InstitutionId? institution = null, Actor? actor = null, ResidentId? whom = null) =>
        (await Region.Must(GiveConsent.Door, actor ?? self, new(purpose, 1, institution ?? GiveConsent.AllInstitutions, true, whom))).Id;

    private Task<Result<GiveConsent.Outcome>> TryGive(
        Actor actor,
        ResidentId? whom = null,
        Purpose purpose = Purpose.Care,
        int edition = 1
    ) => Region.Run(GiveConsent.Door, actor, new(purpose, edition, GiveConsent.AllInstitutions, true, whom));

    [Fact]
    public async Task Consent_to_care_opens_the_record_without_what_is_sensitive_to_the_institution_named_and_a_withdrawal_bites_at_once()
    {
        Assert.Null(await Seen(stranger));
        var unsaid = await Region.Run(GiveConsent.Door, self, new(Purpose.Care, 1, null, true));
        Assert.Equal("institution", unsaid.Refusal?.Faults.Single().Field);
        var consent = await Give(Purpose.Care, stranger.Institution);
        Assert.Equal("空腹血糖", await Seen(stranger));
        Assert.Null(await Seen(await Region.Person("qianweimin")));
        await Region.Must(WithdrawConsent.Own, self, new(consent));
        Assert.Null(await Seen(stranger));
        Assert.Equal(
            [("my.give-consent", "care"), ("my.withdraw-consent", "care")],
            (await Region.Acts("my.give-consent")).Concat(await Region.Acts("my.withdraw-consent")).Select(a => (a.UseCase, a.ReasonCode!))
        );
        var book = await Region.Must(ListOwnConsents.Door, self, new());
        Assert.Equal("已撤回", Assert.Single(book.Past).StateWords);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Consent_to_what_is_sensitive_opens_it_to_who_may_read_the_record_and_the_record_to_nobody()
    {
        Assert.Equal("空腹血糖", await Seen(village));
        var consent = await Give(Purpose.Sensitive);
        Assert.Equal("梅毒螺旋体抗体 空腹血糖", await Seen(village));
        Assert.Null(await Seen(stranger));
        await Region.Must(WithdrawConsent.Own, self, new(consent));
        Assert.Equal("空腹血糖", await Seen(village));
        await Give(Purpose.Research);
        await Give(Purpose.FamilySensitive);
        Assert.Equal("空腹血糖", await Seen(village));
        Assert.Null(await Seen(stranger));
    }

    [Fact]
    public async Task Another_text_asks_again_and_what_was_opened_is_closed()
    {
        await Give(Purpose.Care, stranger.Institution);
        Assert.Equal(
            "consent-already",
            (await Region.Run(GiveConsent.Door, self, new(Purpose.Care, 1, stranger.Institution, true))).Refusal?.Code
        );
        await Region.Enact(Today, ("consents.purposes[care].edition", "2"));
        Assert.Null(await Seen(stranger));
        self = (await ResidentSessions.ActorOf(Region.Platform, token, Ct)) ?? await Enter(person);
        var book = await Region.Must(ListOwnConsents.Door, self, new());
        Assert.True(book.Purposes.Single(p => p.Purpose == Purpose.Care).AsksAgain);
        Assert.Equal("text-changed", (await TryGive(self)).Refusal?.Code);
        Assert.Null((await TryGive(self, edition: 2)).Refusal);
        Assert.Equal("空腹血糖", await Seen(stranger));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task For_a_child_the_guardian_decides_and_from_that_age_on_the_person_alone()
    {
        var mother = await Register("孙晓梅");
        var child = await Register("孙小宝", Today.AddYears(-14).AddDays(1));
        await Agent(child, mother, "孙晓梅", "guardian");
        Assert.Equal("guardian-needed", (await TryGive(await Enter(child))).Refusal?.Code);
        var consent = await Give(Purpose.Care, stranger.Institution, await Enter(mother), child);
        Assert.Equal("监护人在手机上同意", (await Book(await Enter(mother), child)).Purposes[0].Given.Single().By);
        Assert.Equal("guardian-needed", (await Region.Run(WithdrawConsent.Own, await Enter(child), new(consent))).Refusal?.Code);
        await Region.Advance(TimeSpan.FromDays(1));
        Assert.Equal("own-decision", (await Region.Run(WithdrawConsent.Own, await Enter(mother), new(consent))).Refusal?.Code);
        await Region.Must(WithdrawConsent.Own, await Enter(child), new(consent));
    }

    [Fact]
    public async Task Who_acts_for_a_grown_person_does_not_consent_for_them_and_who_acts_otherwise_is_no_guardian()
    {
        var daughter = await Register("孙晓梅");
        await Agent(person, daughter, "孙晓梅", "family");
        Assert.Equal("own-decision", (await TryGive(await Enter(daughter), person)).Refusal?.Code);
        var child = await Register("孙小宝", Today.AddYears(-8));
        await Agent(child, daughter, "孙晓梅", "family");
        Assert.Equal("guardian-needed", (await TryGive(await Enter(daughter), child)).Refusal?.Code);
        Assert.Equal(Refusal.NotFound, (await TryGive(await Enter(daughter), await Register("别人"))).Refusal);
    }

    [Fact]
    public async Task Staff_note_a_consent_for_their_own_institution_on_evidence_and_for_a_child_a_guardians()
    {
        Assert.Equal("invalid", (await Note(person, "seen")).Refusal?.Code);
        Assert.Equal("invalid", (await Note(person, "written", told: false)).Refusal?.Code);
        Assert.Null((await Note(person, "written")).Refusal);
        Assert.Equal("梅毒螺旋体抗体 空腹血糖", await Seen(village));
        var line = (await Book(self)).Purposes.Single(p => p.Purpose == Purpose.Sensitive).Given.Single();
        Assert.Contains("本人签字的书面同意书", line.By, StringComparison.Ordinal);
        Assert.Equal(
            Refusal.NotFound,
            (await Region.Run(RecordConsent.Door, stranger, new(person, Purpose.Care, "written", true))).Refusal
        );
        Assert.Equal(Refusal.NotFound, (await Region.Run(WithdrawConsent.AtDesk, stranger, new(line.Id))).Refusal);
        await Region.Must(WithdrawConsent.AtDesk, village, new(line.Id));
        Assert.Equal("空腹血糖", await Seen(village));
        Assert.Equal("illegal-move", (await Region.Run(WithdrawConsent.AtDesk, village, new(line.Id))).Refusal?.Code);
        var child = await Register("孙小宝", Today.AddYears(-8));
        Assert.Equal("invalid", (await Note(child, "written")).Refusal?.Code);
        Assert.Null((await Note(child, "guardian")).Refusal);
    }

    private Task<Result<Done>> Note(ResidentId whom, string evidence, bool told = true) =>
        Region.Run(RecordConsent.Door, village, new(whom, Purpose.Sensitive, evidence, told));

    [Fact]
    public async Task Who_no_longer_wants_family_to_act_ends_it_at_the_next_request()
    {
        var daughter = await Register("孙晓梅");
        await Agent(person, daughter, "孙晓梅", "family");
        var actor = await Enter(daughter);
        var (open, before) = (token, (await Book(self)).Purposes.Single(p => p.Purpose == Purpose.Family).Given.Single());
        Assert.Contains(person.Value, actor.Persons);
        await Region.Must(WithdrawConsent.Own, self, new(before.Id));
        Assert.DoesNotContain(person.Value, (await ResidentSessions.ActorOf(Region.Platform, open, Ct))!.Persons);
    }

    [Fact]
    public async Task Family_who_act_see_what_is_sensitive_only_where_the_person_says_so()
    {
        var daughter = await Register("孙晓梅");
        await Agent(person, daughter, "孙晓梅", "family");
        Assert.Equal(1, await OwnEntries(await Enter(daughter)));
        var consent = await Give(Purpose.FamilySensitive);
        Assert.Equal(2, await OwnEntries(await Enter(daughter)));
        await Region.Must(WithdrawConsent.Own, self, new(consent));
        Assert.Equal(1, await OwnEntries(await Enter(daughter)));
    }

    private async Task<int> OwnEntries(Actor actor) =>
        (await Region.Must("my.record", actor, new { @for = person }))["record"]!["entries"]!["items"]!.AsArray().Count;

    [Fact]
    public async Task Research_takes_out_only_those_who_consented_and_nothing_sensitive()
    {
        Assert.Empty(await Exported());
        var consent = await Give(Purpose.Research);
        Assert.Equal([$"plain-{person}"], await Exported());
        await Region.Must(WithdrawConsent.Own, self, new(consent));
        Assert.Empty(await Exported());
        Assert.Equal(400, (await Fhir("GET", "$export", hospital, query: "_purpose=sale")).Status);
    }

    private async Task<string[]> Exported()
    {
        var (_, location) = await Fhir("GET", "$export", hospital, query: "_type=Observation&_purpose=research");
        var list = JsonNode.Parse((await Fhir("GET", Path(location), hospital)).Body)!["output"]!.AsArray();
        if (list.Count == 0)
            return [];
        var lines = (await Fhir("GET", Path($"{list[0]!["url"]}"), hospital)).Body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(l => $"{JsonNode.Parse(l)!["id"]}").Order()];
    }

    private static string Path(string url) => url[(url.IndexOf("fhir/", StringComparison.Ordinal) + 5)..];

    private Task<ConsentBook> Book(Actor actor, ResidentId? whom = null) => Region.Must(ListOwnConsents.Door, actor, new(whom));

    private Task<JsonNode> Agent(ResidentId principal, ResidentId agent, string name, string proof) =>
        Region.Must(
            "agent.register",
            village,
            new
            {
                id = principal,
                identityNumber = People.IdentityOf($"{agent}"),
                name,
                proof,
                until = Today.AddMonths(1),
            }
        );
}

public sealed class ConsentsOnSqlite(SqliteDb db) : ConsentTests(db), IClassFixture<SqliteDb>;

public sealed class ConsentsOnPostgres(PostgresDb db) : ConsentTests(db), IClassFixture<PostgresDb>;
