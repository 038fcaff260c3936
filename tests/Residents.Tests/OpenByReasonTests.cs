using Yihe.Kernel.Acts;

namespace Yihe.Residents.Tests;

/// <summary>Who may look at a resident: those who care, and for a while those who say why. XX-39.</summary>
public abstract class OpenByReasonTests(TestDb db) : RegionTests(db)
{
    private const string Identity = "11010519491231002X";
    private Actor village = null!;
    private Actor stranger = null!;
    private ResidentId resident;

    protected override async Task Begin()
    {
        village = await Region.Part("villageDoctor");
        stranger = await Region.Person("zhaoyulan");
        resident = ResidentId.From(Guid.Parse(await Region.Register(village, "钱桂珍", Identity, "15400006071")));
    }

    private async Task<Refusal?> Look(Actor actor) => (await Region.Run(ShowResident.Door, actor, new(resident))).Refusal;

    private Task<Result<OpenByReason.Outcome>> Open(
        Actor actor,
        string identity = Identity,
        string name = "钱桂珍",
        string reason = "visit"
    ) => Region.Run(OpenByReason.Door, actor, new(identity, name, reason));

    [Fact]
    public async Task Those_who_registered_see_and_so_does_their_branch_but_no_one_else()
    {
        Assert.Null(await Look(village));
        Assert.Null(await Look(await Region.Part("branchDoctor")));
        foreach (var other in new[] { stranger, await Region.Part("specialist"), await Region.Person("qianweimin") })
            Assert.Equal(Refusal.NotFound, await Look(other));
        foreach (var part in new[] { "overseer", "systemAdministrator", "securityAdministrator", "auditAdministrator" })
            Assert.Equal(RefusalKind.Denied, (await Look(await Region.Part(part)))?.Kind);
    }

    [Fact]
    public async Task A_reason_opens_for_a_day_and_is_on_file()
    {
        var opened = await Open(stranger);
        Assert.Equal(resident, opened.Value.Id);
        Assert.Null(await Look(stranger));
        var act = Assert.Single(await Region.Acts("resident.open"));
        Assert.Equal((ActOutcome.Done, "visit", (Guid?)resident.Value), (act.Outcome, act.ReasonCode, act.Subject));
        await Region.Advance(TimeSpan.FromHours(23.5));
        Assert.Null(await Look(stranger));
        await Region.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Refusal.NotFound, await Look(stranger));
        Assert.Null(await Look(village));
    }

    [Fact]
    public async Task Both_identifiers_and_a_listed_reason_are_needed()
    {
        (string Identity, string Name, string Reason, string Code)[] cases =
        [
            (Identity, "钱桂芝", "visit", "no-match"),
            ("34052419800101001X", "钱桂珍", "visit", "no-match"),
            ("11010519491231002", "钱桂珍", "visit", "invalid"),
            (Identity, "钱桂珍", "curious", "invalid"),
            (Identity, "钱桂珍", "", "invalid"),
            (Identity, "", "visit", "invalid"),
        ];
        foreach (var (identity, name, reason, code) in cases)
            Assert.Equal(code, (await Open(stranger, identity, name, reason)).Refusal?.Code);
        Assert.Equal(Refusal.NotFound, await Look(stranger));
    }

    [Fact]
    public async Task Each_look_and_each_denial_is_an_act()
    {
        await Look(village);
        await Look(stranger);
        var acts = await Region.Acts("resident.show");
        Assert.Equal([ActOutcome.Done, ActOutcome.Denied], acts.Select(a => a.Outcome));
        Assert.Equal("care", acts[0].Purpose);
        Assert.Equal(resident.Value, acts[0].Subject);
    }

    [Fact]
    public async Task A_whole_number_is_shown_once_for_a_reason_within_a_limit()
    {
        var input = new RevealNumber.Input(resident, RevealField.IdentityNumber, "办理住院登记");
        Assert.Equal(Identity, (await Region.Must(RevealNumber.Door, village, input)).Value);
        Assert.Equal("15400006071", (await Region.Must(RevealNumber.Door, village, input with { Field = RevealField.Phone })).Value);
        Assert.Equal("invalid", (await Region.Run(RevealNumber.Door, village, input with { Reason = " " })).Refusal?.Code);
        Assert.Equal(Refusal.NotFound, (await Region.Run(RevealNumber.Door, stranger, input)).Refusal);
        for (var i = 2; i < 30; i++)
            await Region.Must(RevealNumber.Door, village, input);
        Assert.Equal((RefusalKind.TooMany, "reveal-limit"), await KindOf(input));
        await Region.Advance(TimeSpan.FromMinutes(61));
        Assert.Null((await Region.Run(RevealNumber.Door, village, input)).Refusal);
        var acts = (await Region.Acts("resident.reveal")).Where(a => a.Outcome == ActOutcome.Done).ToList();
        Assert.Equal(31, acts.Count);
        Assert.All(acts, a => Assert.Equal(("reveal", (Guid?)resident.Value), (a.Purpose, a.Subject)));
    }

    private async Task<(RefusalKind?, string?)> KindOf(RevealNumber.Input input)
    {
        var refusal = (await Region.Run(RevealNumber.Door, village, input)).Refusal;
        return (refusal?.Kind, refusal?.Code);
    }

    [Fact]
    public async Task A_phone_that_is_not_on_record_is_said_to_be_missing()
    {
        var other = ResidentId.From(Guid.Parse(await Region.Register(village, "王小二", phone: null)));
        var refusal = (await Region.Run(RevealNumber.Door, village, new(other, RevealField.Phone, "联系"))).Refusal;
        Assert.Equal("没有登记电话", refusal?.Message);
    }

    [Fact]
    public async Task Signing_with_a_team_lasts_its_months()
    {
        await Region.Must(SignTeam.Door, village, new(resident, "上河村家庭医生团队"));
        Assert.Equal("上河村家庭医生团队", (await Region.Must(ShowResident.Door, village, new(resident))).Resident.SignedTeam);
        await Region.Advance(TimeSpan.FromDays(366));
        Assert.Null((await Region.Must(ShowResident.Door, village, new(resident))).Resident.SignedTeam);
    }

    [Theory]
    [InlineData("2026-11-19", "2026-11-19", "0 天")]
    [InlineData("2026-10-20", "2026-11-19", "30 天")]
    [InlineData("2026-10-19", "2026-11-19", "1 个月")]
    [InlineData("2023-11-20", "2026-11-19", "35 个月")]
    [InlineData("2023-11-19", "2026-11-19", "3 岁")]
    [InlineData("2004-02-29", "2026-02-28", "21 岁")]
    [InlineData("2004-02-29", "2026-03-01", "22 岁")]
    public void Age_is_said_as_doctors_say_it(string birth, string day, string words) =>
        Assert.Equal(words, ResidentCard.AgeOn(DateOnly.Parse(birth, null), DateOnly.Parse(day, null)));
}

public sealed class OpenByReasonTestsOnSqlite(SqliteDb db) : OpenByReasonTests(db), IClassFixture<SqliteDb>;

public sealed class OpenByReasonTestsOnPostgres(PostgresDb db) : OpenByReasonTests(db), IClassFixture<PostgresDb>;
