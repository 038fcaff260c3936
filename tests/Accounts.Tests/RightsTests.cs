using Yihe.Accounts.People;
using Yihe.Accounts.Tokens;
using Yihe.Host;

namespace Yihe.Accounts.Tests;

/// <summary>Three administrators, three people; what is taken away is gone at the next request. XX-44, GB/T 22239 8.1.5.</summary>
public abstract class RightsTests(TestDb db) : RegionTests(db)
{
    private Actor system = null!;
    private Actor security = null!;
    private Actor audit = null!;
    private InstitutionId hospital;

    protected override async Task Begin()
    {
        system = await Region.Part("systemAdministrator");
        security = await Region.Part("securityAdministrator");
        audit = await Region.Part("auditAdministrator");
        hospital = (await Region.Institution("gh")).Id;
    }

    private async Task<AccountId> Created(string login = "linan") =>
        (await Region.Must(CreateAccount.Door, system, new(login, "李楠", hospital))).Id;

    private Task<Result<GrantPost.Outcome>> Grant(Actor by, AccountId account, params string[] roles) =>
        Region.Run(GrantPost.Door, by, new(account, hospital, roles));

    private async Task<string> Token(string login) =>
        (await Region.Must(SignIn.Door, Actor.Nobody, new(login, DemoAccounts.Password))).Token;

    private Task<Actor?> Who(string token) => SessionDirectory.ActorOf(Region.Platform, token, Ct);

    private async Task<ShowAccount.Outcome> Account(string login)
    {
        var rows = await Region.Must(ListAccounts.Door, system, new(login));
        return await Region.Must(ShowAccount.Door, system, new(rows.Items.Single(a => a.Login == login).Id));
    }

    [Fact]
    public async Task The_three_administrators_keep_to_their_own()
    {
        var account = await Created();
        Assert.Equal(RefusalKind.Denied, (await Grant(system, account, "specialist")).Refusal!.Kind);
        Assert.Equal(RefusalKind.Denied, (await Region.Run(CreateAccount.Door, security, new("other", "别人", hospital))).Refusal!.Kind);
        Assert.Equal(RefusalKind.Denied, (await Region.Run(ListAccounts.Door, audit, new())).Refusal!.Kind);
        Assert.Equal(RefusalKind.Denied, (await Region.Run("act.search", system, new { })).Refusal!.Kind);
        Assert.Equal(RefusalKind.Denied, (await Region.Run("act.search", security, new { })).Refusal!.Kind);
    }

    [Theory]
    [InlineData("systemAdministrator", "specialist")]
    [InlineData("systemAdministrator", "auditAdministrator")]
    public async Task An_administrator_holds_no_second_role_not_even_at_another_post(string first, string second)
    {
        var account = await Created();
        Assert.Equal("roles", (await Grant(security, account, first, second)).Refusal!.Faults[0].Field);
        Assert.Null((await Grant(security, account, first)).Refusal);
        Assert.Equal("roles", (await Grant(security, account, second)).Refusal!.Faults[0].Field);
    }

    [Fact]
    public async Task The_list_of_an_earlier_day_names_those_who_held_a_post_then()
    {
        var day = Region.Clock.GetUtcNow().Day();
        var post = (await Grant(security, await Created(), "specialist")).Value.Post;
        await Region.Advance(TimeSpan.FromDays(2));
        await Region.Must(EndPost.Door, security, new(post));
        async Task<int> Posts(DateOnly? asOf) =>
            (await Region.Must(ListAccounts.Door, system, new("linan", AsOf: asOf))).Items.Sum(a => a.Posts.Count);
        var seen = new List<int>();
        foreach (var at in new[] { -1, 0, 1, 2 })
            seen.Add(await Posts(day.AddDays(at)));
        Assert.Equal([0, 1, 1, 0], seen);
        Assert.Empty((await Region.Must(ListAccounts.Door, system, new("linan", AsOf: day.AddDays(2)))).Items);
        Assert.Single((await Region.Must(ListAccounts.Door, system, new("linan"))).Items);
    }

    [Fact]
    public async Task Nobody_grants_to_themselves_nor_disables_themselves()
    {
        Assert.Equal("self", (await Grant(security, security.Account!.Value, "specialist")).Refusal!.Code);
        Assert.Equal("self", (await Region.Run(DisableAccount.Door, system, new(system.Account!.Value))).Refusal!.Code);
        Assert.Equal("self", (await Region.Run(EndPost.Door, security, new(security.Post!.Value))).Refusal!.Code);
    }

    [Fact]
    public async Task One_administrator_cannot_become_another_by_inviting_anew()
    {
        var refused = await Region.Run(InviteAccount.Door, system, new(security.Account!.Value));
        Assert.Equal("administrator", refused.Refusal!.Code);
    }

    [Fact]
    public async Task A_login_is_taken_once_and_has_one_spelling()
    {
        await Created();
        Assert.Equal("login", (await Region.Run(CreateAccount.Door, system, new("linan", "李楠", hospital))).Refusal!.Faults[0].Field);
        Assert.Equal("login", (await Region.Run(CreateAccount.Door, system, new("LiNan", "李楠", hospital))).Refusal!.Faults[0].Field);
    }

    [Fact]
    public async Task A_department_belongs_to_its_institution()
    {
        var account = await Created();
        var wrong = await Region.Run(GrantPost.Door, security, new(account, hospital, ["specialist"], "没有的科"));
        Assert.Equal("department", wrong.Refusal!.Faults[0].Field);
        Assert.Null((await Region.Run(GrantPost.Door, security, new(account, hospital, ["specialist"], "心血管内科"))).Refusal);
    }

    [Fact]
    public async Task A_post_that_ends_bites_at_the_next_request()
    {
        var token = await Token("tangguoping");
        Assert.NotNull(await Who(token));
        var post = (await Account("tangguoping")).Posts.Single();
        await Region.Must(EndPost.Door, security, new(post.Id));
        Assert.Null(await Who(token));
        var again = await Region.Run(SignIn.Door, Actor.Nobody, new("tangguoping", DemoAccounts.Password));
        Assert.Equal(RefusalKind.Denied, again.Refusal!.Kind);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_disabled_account_is_out_at_once_and_stays_out_when_enabled_until_it_signs_in()
    {
        var token = await Token("tangguoping");
        var account = (await Account("tangguoping")).Id;
        await Region.Must(DisableAccount.Door, system, new(account));
        Assert.Null(await Who(token));
        Assert.NotNull((await Region.Run(SignIn.Door, Actor.Nobody, new("tangguoping", DemoAccounts.Password))).Refusal);
        await Region.Must(EnableAccount.Door, system, new(account));
        Assert.Null(await Who(token));
        Assert.NotNull(await Who(await Token("tangguoping")));
    }

    [Fact]
    public async Task One_switches_between_ones_own_posts_alone()
    {
        var token = await Token("sundayong");
        var me = (await Who(token))!;
        var other = (await Account("sundayong")).Posts.Single(p => p.Id != me.Post);
        await Region.Must(SwitchPost.Door, me, new(other.Id));
        Assert.Equal(other.Institution, (await Who(token))!.InstitutionName);
        var foreign = (await Account("tangguoping")).Posts.Single();
        Assert.Equal("post", (await Region.Run(SwitchPost.Door, me, new(foreign.Id))).Refusal!.Faults[0].Field);
    }

    [Fact]
    public async Task A_system_may_what_its_token_says_at_its_institution_until_it_is_revoked()
    {
        var until = Region.Clock.GetUtcNow().Day().AddDays(30);
        var issued = await Region.Must(IssueToken.Door, security, new("县总医院 HIS", hospital, ["organization.read"], until));
        var his = (await Who(issued.Secret))!;
        Assert.Equal(hospital, his.Institution);
        Assert.Null((await Region.Run("institution.list", his, new { })).Refusal);
        Assert.Equal(RefusalKind.Denied, (await Region.Run("referral.list", his, new { })).Refusal!.Kind);
        Assert.Equal(RefusalKind.Denied, (await Region.Run("inbox.show", his, new { })).Refusal!.Kind);
        var taken = await Region.Run(IssueToken.Door, security, new("越权", hospital, ["account.manage"], until));
        Assert.Equal("permissions", taken.Refusal!.Faults[0].Field);
        var line = (await Region.Must(ListTokens.Door, security, new())).Items.Single();
        await Region.Must(RevokeToken.Door, security, new(line.Id));
        Assert.Null(await Who(issued.Secret));
    }

    [Fact]
    public async Task A_token_ends_on_its_day()
    {
        var until = Region.Clock.GetUtcNow().Day().AddDays(2);
        var issued = await Region.Must(IssueToken.Door, security, new("影像系统", hospital, ["organization.read"], until));
        await Region.Advance(TimeSpan.FromHours(24));
        Assert.NotNull(await Who(issued.Secret));
        await Region.Advance(TimeSpan.FromHours(24));
        Assert.Null(await Who(issued.Secret));
    }
}

public sealed class RightsTestsOnSqlite(SqliteDb db) : RightsTests(db), IClassFixture<SqliteDb>;

public sealed class RightsTestsOnPostgres(PostgresDb db) : RightsTests(db), IClassFixture<PostgresDb>;
