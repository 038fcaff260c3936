using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Yihe.Accounts.People;
using Yihe.Host;
using Yihe.Kernel.Acts;
using Yihe.ResidentAccounts;
using Yihe.Residents.Messages;

namespace Yihe.ResidentAccounts.Tests;

/// <summary>How residents come in, whose things they reach, and when that is over. QJ-66.</summary>
public abstract partial class ResidentAccountTests(TestDb db) : RegionTests(db)
{
    private static readonly Actor Nobody = Actor.Nobody;
    private Actor village = null!;
    private ResidentId mother;
    private ResidentId daughter;

    protected override async Task Begin()
    {
        village = await Region.Part("villageDoctor");
        mother = await Register("钱桂珍");
        daughter = await Register("孙晓梅");
    }

    [Fact]
    public async Task A_code_from_the_counter_opens_once_and_for_a_quarter_of_an_hour()
    {
        var code = await CounterCode(mother);
        Assert.Null((await Enter(mother, code)).Refusal);
        Assert.Equal("wrong-code", (await Enter(mother, code)).Refusal?.Code);
        code = await CounterCode(mother);
        await Region.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal("wrong-code", (await Enter(mother, code)).Refusal?.Code);
    }

    [Fact]
    public async Task A_counter_opens_no_account_without_the_card()
    {
        var refused = await Region.Run(OpenAccount.Door, village, new(mother));
        Assert.Equal("cardSeen", refused.Refusal?.Faults[0].Field);
        var stranger = await Region.Person("zhaoyulan");
        Assert.Equal(Refusal.NotFound, (await Region.Run(OpenAccount.Door, stranger, new(mother, true))).Refusal);
    }

    [Fact]
    public async Task A_code_to_the_phone_on_file_opens_and_stands_nowhere_in_the_open()
    {
        var ticket = (await Region.Must(AskForCode.Door, Nobody, new(NumberOf(mother)))).Ticket;
        var code = await CodeOnPhone(mother);
        Assert.Equal("wrong-code", (await Region.Run(OpenSession.Door, Nobody, new(code, NumberOf(daughter)))).Refusal?.Code);
        Assert.Null((await Region.Run(OpenSession.Door, Nobody, new(code, Ticket: ticket))).Refusal);
        await using var db = Region.Platform.Database.Open();
        var acts = await db.Set<Act>().ToListAsync(Ct);
        Assert.DoesNotContain(acts, a => $"{a.Changes}{a.Key}{a.ReasonCode}".Contains(code, StringComparison.Ordinal));
        Assert.DoesNotContain(
            "code",
            (await db.Set<ResidentAccount>().SingleAsync(a => a.Id == mother, Ct)).CodeHash ?? "",
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Whoever_asks_for_a_code_learns_nothing_about_who_exists()
    {
        var known = await Region.Must(AskForCode.Door, Nobody, new(NumberOf(mother)));
        var unknown = await Region.Must(AskForCode.Door, Nobody, new(People.NewIdentity()));
        Assert.Equal(known.Ticket.Length, unknown.Ticket.Length);
        var refusals = new List<Refusal?>();
        foreach (var ticket in new[] { known.Ticket, unknown.Ticket })
            refusals.Add((await Region.Run(OpenSession.Door, Nobody, new("000000x", Ticket: ticket))).Refusal);
        Assert.Equal(refusals[0]?.Message, refusals[1]?.Message);
        foreach (var number in new[] { NumberOf(mother), People.NewIdentity() })
            refusals.Add(await AskOften(number));
        Assert.Equal((RefusalKind.TooMany, refusals[3]?.Message), (refusals[2]!.Kind, refusals[2]?.Message));
    }

    [Fact]
    public async Task Guessing_locks_the_person_and_no_one_else_for_a_while()
    {
        var code = await CounterCode(mother);
        for (var i = 0; i < 5; i++)
            Assert.Equal("wrong-code", (await Enter(mother, code + "0")).Refusal?.Code);
        Assert.Equal("locked", (await Enter(mother, code)).Refusal?.Code);
        Assert.Null((await Enter(daughter, await CounterCode(daughter))).Refusal);
        await Region.Advance(TimeSpan.FromMinutes(16));
        Assert.Null((await Enter(mother, await CounterCode(mother))).Refusal);
    }

    [Fact]
    public async Task A_session_ends_when_idle_when_left_and_when_the_account_is_closed()
    {
        var (idle, left, closed) = (await Token(mother), await Token(mother), await Token(mother));
        await Region.Must(CloseSession.Door, (await ActorOf(left))!, new());
        Assert.Null(await ActorOf(left));
        Assert.NotNull(await ActorOf(closed));
        await Region.Must(CloseAccount.AtCounter, village, new(mother));
        Assert.Null(await ActorOf(closed));
        await Region.Run(AskForCode.Door, Nobody, new(NumberOf(mother)));
        Assert.Null(await MessageTo(mother));
        idle = await Token(mother);
        await Region.Advance(TimeSpan.FromMinutes(31));
        Assert.Null(await ActorOf(idle));
    }

    [Fact]
    public async Task One_resident_never_sees_another_and_no_staff_at_all()
    {
        var actor = (await ActorOf(await Token(daughter)))!;
        Assert.Equal(Refusal.NotFound, (await Region.Run(ShowSelf.Door, actor, new(mother))).Refusal);
        Assert.Equal(Refusal.NotFound, (await Region.Run(ShowLooks.Door, actor, new(mother))).Refusal);
        foreach (var useCase in Region.Platform.Modules.UseCases.Values.Where(u => u.Permission != Permission.Anyone))
            Assert.Equal(useCase.Permission == Permission.Self, actor.May(useCase.Permission));
        Assert.False(village.May(Permission.Self));
        Assert.Equal(RefusalKind.Denied, (await Region.Run(ShowSelf.Door, village, new(mother))).Refusal?.Kind);
    }

    [Fact]
    public async Task Whoever_acts_for_another_does_so_on_proof_until_the_day_and_not_a_moment_longer()
    {
        var token = await Token(daughter);
        Assert.Equal("proof", (await Appoint("said so")).Refusal?.Faults[0].Field);
        Assert.Null((await Appoint("family")).Refusal);
        Assert.Equal("agent-already", (await Appoint("family")).Refusal?.Code);
        var seen = await Region.Must(ShowSelf.Door, (await ActorOf(token))!, new(mother));
        Assert.Equal("钱桂珍", seen.Person.Name);
        Assert.Empty((await Region.Must(ShowSelf.Door, (await ActorOf(await Token(mother)))!, new())).Others);
        var agency = Assert.Single((await Region.Must(ShowAccess.Door, village, new(mother))).Agents);
        await Region.Must(EndAgent.AtCounter, village, new(agency.Id));
        Assert.Equal(Refusal.NotFound, (await Region.Run(ShowSelf.Door, (await ActorOf(token))!, new(mother))).Refusal);
        Assert.Null((await Appoint("family")).Refusal);
        await Region.Advance(TimeSpan.FromDays(32));
        token = await Token(daughter);
        Assert.Equal(Refusal.NotFound, (await Region.Run(ShowSelf.Door, (await ActorOf(token))!, new(mother))).Refusal);
    }

    [Fact]
    public async Task The_person_ends_it_themselves_and_another_agent_may_not()
    {
        var son = await Register("孙建国");
        await Appoint("family");
        await Region.Must(RegisterAgent.Door, village, new(mother, NumberOf(son), "孙建国", "family", Today.AddMonths(1)));
        var agencies = (await Region.Must(ShowAccess.Door, village, new(mother))).Agents;
        var ofSon = agencies.Single(a => a.Person == son).Id;
        var other = (await ActorOf(await Token(daughter)))!;
        Assert.Equal(Refusal.NotFound, (await Region.Run(EndAgent.Own, other, new(ofSon))).Refusal);
        await Region.Must(EndAgent.Own, (await ActorOf(await Token(mother)))!, new(ofSon));
        Assert.Equal(daughter, Assert.Single((await Region.Must(ShowAccess.Door, village, new(mother))).Agents).Person);
    }

    [Fact]
    public async Task Every_look_at_a_record_is_shown_to_whose_it_is_with_where_who_why_and_when()
    {
        await Region.Must(ShowResident.Door, village, new(mother));
        var stranger = await Region.Person("zhaoyulan");
        await Region.Must(OpenInEmergency.Door, stranger, new(NumberOf(mother), "钱桂珍", "emergency", DemoAccounts.Password));
        await Appoint("family");
        await Region.Must(ShowSelf.Door, (await ActorOf(await Token(daughter)))!, new(mother));
        var own = (await ActorOf(await Token(mother)))!;
        await Region.Must(ShowSelf.Door, own, new());
        var lines = (await Region.Must(ShowLooks.Door, own, new())).Items;
        Assert.Contains("家人代办 孙晓梅 代您办理", lines.Select(WordsOf));
        Assert.Contains("急救", lines.Select(WordsOf));
        Assert.Contains(
            lines,
            l => l is { Who: "乡村医生", What: "查看居民", Why: "为您看病、转诊或预约" } && l.Where == village.InstitutionName
        );
        Assert.Contains(lines, l => l is { Who: "乡村医生", What: "登记居民" });
        Assert.DoesNotContain(
            (await Region.Must(ShowLooks.Door, (await ActorOf(await Token(daughter)))!, new())).Items,
            l => l.Why == "急救"
        );
        Assert.Empty(await Region.Findings());
    }

    private static string WordsOf(ShowLooks.Line line) => line.Where == "家人代办" ? $"{line.Where} {line.Who} {line.Why}" : line.Why;

    private DateOnly Today => Region.Clock.GetUtcNow().Day();

    private Task<Result<Done>> Appoint(string proof) =>
        Region.Run(RegisterAgent.Door, village, new(mother, NumberOf(daughter), "孙晓梅", proof, Today.AddMonths(1)));

    private async Task<ResidentId> Register(string name) => ResidentId.From(Guid.Parse(await Region.Register(village, name)));

    private static string NumberOf(ResidentId resident) => People.IdentityOf(resident.ToString());

    private async Task<string> CounterCode(ResidentId resident) => (await Region.Must(OpenAccount.Door, village, new(resident, true))).Code;

    private Task<Result<OpenSession.Outcome>> Enter(ResidentId resident, string code) =>
        Region.Run(OpenSession.Door, Nobody, new(code, NumberOf(resident)));

    private async Task<string> Token(ResidentId resident) => (await Enter(resident, await CounterCode(resident))).Value.Token;

    private Task<Actor?> ActorOf(string token) => ResidentSessions.ActorOf(Region.Platform, token, Ct);

    private async Task<Refusal?> AskOften(string number)
    {
        for (var i = 0; i < 10; i++)
            if ((await Region.Run(AskForCode.Door, Nobody, new(number))).Refusal is { } refusal)
                return refusal;
        return null;
    }

    private async Task<string> CodeOnPhone(ResidentId resident) => Six().Match((await MessageTo(resident))!).Value;

    private async Task<string?> MessageTo(ResidentId resident)
    {
        await using var db = Region.Platform.Database.Open();
        var last = await db.Set<Message>().Where(m => m.Resident == resident).OrderByDescending(m => m.At).FirstOrDefaultAsync(Ct);
        return last is null ? null : Region.Platform.Vault.DecryptText(last.Text, "message.text");
    }

    [GeneratedRegex(@"^\d{6}")]
    private static partial Regex Six();
}

public sealed class ResidentAccountTestsOnSqlite(SqliteDb db) : ResidentAccountTests(db), IClassFixture<SqliteDb>;

public sealed class ResidentAccountTestsOnPostgres(PostgresDb db) : ResidentAccountTests(db), IClassFixture<PostgresDb>;
