using Yihe.Accounts.Own;
using Yihe.Accounts.People;
using Yihe.Host;

namespace Yihe.Accounts.Tests;

/// <summary>Accounts hold: guessing locks, codes and links open once, sessions end when they should. GB/T 22239 8.1.4.1.</summary>
public abstract class SignInTests(TestDb db) : RegionTests(db)
{
    private const string Doctor = "tangguoping";
    private const string Right = DemoAccounts.Password;
    private const string New = "Another-2026";

    private Task<Result<SignIn.Outcome>> Open(string login, string password = Right, string? code = null) =>
        Region.Run(SignIn.Door, Actor.Nobody, new(login, password, code));

    private Task<Actor?> Who(string token) => SessionDirectory.ActorOf(Region.Platform, token, Ct);

    private async Task<string> CodeOf(string part) => (await DemoDirectory.List(Region.Platform, Ct)).Single(a => a.Story == part).Code!;

    private async Task<string> Invited(string login) =>
        (await Region.Must(InviteByOperator.Door, Actor.Platform("operator"), new(login))).Links.Single().Token;

    [Fact]
    public async Task The_right_password_opens_and_a_wrong_one_says_the_same_as_an_unknown_name()
    {
        var opened = await Open(Doctor);
        Assert.Equal("唐国平", (await Who(opened.Value.Token))!.Name);
        var wrong = await Open(Doctor, "Wrong-2026");
        Assert.Equal("wrong-credentials", wrong.Refusal!.Code);
        Assert.Equal(wrong.Refusal, (await Open("nobodyatall", "Wrong-2026")).Refusal);
    }

    [Theory]
    [InlineData(Doctor)]
    [InlineData("nobodyatall")]
    public async Task Five_wrong_guesses_in_ten_minutes_lock_for_fifteen_whether_the_name_exists_or_not(string login)
    {
        for (var i = 0; i < 5; i++)
            Assert.Equal("wrong-credentials", (await Open(login, "Wrong-2026")).Refusal!.Code);
        Assert.Equal("locked", (await Open(login)).Refusal!.Code);
        await Region.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal("locked", (await Open(login)).Refusal!.Code);
        await Region.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(login == Doctor ? null : "wrong-credentials", (await Open(login)).Refusal?.Code);
    }

    [Fact]
    public async Task Guesses_far_apart_do_not_lock()
    {
        for (var i = 0; i < 8; i++)
        {
            Assert.Equal("wrong-credentials", (await Open(Doctor, "Wrong-2026")).Refusal!.Code);
            await Region.Advance(TimeSpan.FromMinutes(4));
        }
        Assert.Null((await Open(Doctor)).Refusal);
    }

    [Fact]
    public async Task Many_guesses_at_once_count_as_many()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Open(Doctor, "Wrong-2026")));
        Assert.Equal("locked", (await Open(Doctor)).Refusal!.Code);
    }

    [Fact]
    public async Task An_administrator_needs_a_code_and_each_code_opens_once()
    {
        Assert.Equal("code-needed", (await Open("xitong")).Refusal!.Code);
        var code = await CodeOf("systemAdministrator");
        Assert.Null((await Open("xitong", code: code)).Refusal);
        Assert.Equal("wrong-code", (await Open("xitong", code: code)).Refusal!.Code);
    }

    [Fact]
    public async Task An_invitation_opens_once_and_ends_what_was_before()
    {
        var before = (await Open(Doctor)).Value.Token;
        var token = await Invited(Doctor);
        Assert.Equal(
            "again",
            (await Region.Run(AcceptInvitation.Door, Actor.Nobody, new(token, New, "Other-2026"))).Refusal!.Faults[0].Field
        );
        await Region.Must(AcceptInvitation.Door, Actor.Nobody, new(token, New, New));
        Assert.Equal("invitation-over", (await Region.Run(AcceptInvitation.Door, Actor.Nobody, new(token, New, New))).Refusal!.Code);
        Assert.Null(await Who(before));
        Assert.Equal("wrong-credentials", (await Open(Doctor)).Refusal!.Code);
        Assert.Null((await Open(Doctor, New)).Refusal);
    }

    [Fact]
    public async Task An_invitation_is_over_after_a_day()
    {
        var token = await Invited(Doctor);
        await Region.Advance(TimeSpan.FromHours(24.1));
        Assert.Equal("invitation-over", (await Region.Run(ShowInvitation.Door, Actor.Nobody, new(token))).Refusal!.Code);
    }

    [Fact]
    public async Task An_invited_administrator_binds_an_authenticator_in_the_same_step()
    {
        var token = await Invited("xitong");
        var shown = await Region.Must(ShowInvitation.Door, Actor.Nobody, new(token));
        var bare = await Region.Run(AcceptInvitation.Door, Actor.Nobody, new(token, New, New));
        Assert.Equal("code", bare.Refusal!.Faults[0].Field);
        var secret = Base32(shown.Authenticator!.Letters);
        var code = Totp.CodeAt(secret, Totp.StepAt(Region.Clock.GetUtcNow()));
        await Region.Must(AcceptInvitation.Door, Actor.Nobody, new(token, New, New, shown.Authenticator.Sealed, code));
        Assert.Equal("wrong-code", (await Open("xitong", New, code)).Refusal!.Code);
        await Region.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await Open("xitong", New, Totp.CodeAt(secret, Totp.StepAt(Region.Clock.GetUtcNow())))).Refusal);
    }

    [Fact]
    public async Task A_session_ends_after_quarter_of_an_hour_without_anybody()
    {
        var token = (await Open(Doctor)).Value.Token;
        await Region.Advance(TimeSpan.FromMinutes(14));
        Assert.NotNull(await Who(token));
        await Region.Advance(TimeSpan.FromMinutes(14));
        Assert.NotNull(await SessionDirectory.ActorOf(Region.Platform, token, Ct, touch: false));
        await Region.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await Who(token));
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_however_busy()
    {
        var token = (await Open(Doctor)).Value.Token;
        for (var minutes = 0; minutes < 12 * 60 - 10; minutes += 10)
        {
            Region.Clock.AdvanceTo(Region.Clock.GetUtcNow().AddMinutes(10));
            Assert.NotNull(await Who(token));
        }
        Region.Clock.AdvanceTo(Region.Clock.GetUtcNow().AddMinutes(11));
        Assert.Null(await Who(token));
    }

    [Fact]
    public async Task A_new_password_needs_the_old_one_and_ends_the_other_sessions()
    {
        var (here, there) = ((await Open(Doctor)).Value.Token, (await Open(Doctor)).Value.Token);
        var me = (await Who(here))!;
        Assert.Equal("current", (await Region.Run(ChangePassword.Door, me, new("Wrong-2026", New, New))).Refusal!.Faults[0].Field);
        Assert.Equal("password", (await Region.Run(ChangePassword.Door, me, new(Right, "short", "short"))).Refusal!.Faults[0].Field);
        await Region.Must(ChangePassword.Door, me, new(Right, New, New));
        Assert.NotNull(await Who(here));
        Assert.Null(await Who(there));
        Assert.Empty(await Region.Findings());
    }

    private static byte[] Base32(string letters)
    {
        var bits = string.Concat(letters.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Select(b => Convert.ToByte(new string(b), 2))];
    }
}

public sealed class SignInTestsOnSqlite(SqliteDb db) : SignInTests(db), IClassFixture<SqliteDb>;

public sealed class SignInTestsOnPostgres(PostgresDb db) : SignInTests(db), IClassFixture<PostgresDb>;
