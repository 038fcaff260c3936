using System.Text.Json.Nodes;

namespace Yihe.Referral.Tests;

/// <summary>Sending up: where one may send, what must be said, and what is carried over. XX-23, XX-25.</summary>
public abstract class RequestReferralTests(TestDb db) : ReferralStory(db)
{
    [Fact]
    public async Task What_the_visit_found_goes_along_and_the_limit_runs()
    {
        var referral = await Region.Refer(Village, "hx", "priority");
        var shown = await Show(referral);
        Assert.Equal("头晕 3 天", shown["picture"]!["complaint"]!.GetValue<string>());
        Assert.Equal("血压 186/112 mmHg", shown["picture"]!["signs"]!.GetValue<string>());
        Assert.Equal(["HTN-UP-01", "HTN-UP-02"], shown["criteria"]!.AsArray().Select(c => c!["code"]!.GetValue<string>()));
        Assert.Matches(@"^XX261119-0001$", shown["here"]!["number"]!.GetValue<string>());
        var item = (await Item(Branch, referral))!;
        Assert.Equal(
            ("受理上转", "priority", "限 2 小时"),
            (item["asks"]!.GetValue<string>(), item["urgency"]!.GetValue<string>(), item["limitWords"]!.GetValue<string>())
        );
        Assert.InRange(
            item["dueAt"]!.GetValue<DateTimeOffset>() - Region.Clock.GetUtcNow(),
            TimeSpan.FromHours(1.9),
            TimeSpan.FromHours(2)
        );
        Assert.Null(await Item(Village, referral));
    }

    [Theory]
    [InlineData("mk", null, "to")]
    [InlineData("yg", null, "to")]
    [InlineData("hx1", null, "to")]
    [InlineData("gh", "魔法科", "department")]
    [InlineData("hx", "心血管内科", "department")]
    public async Task One_sends_to_another_member_and_a_department_it_has(string to, string? department, string field)
    {
        var visit = await Region.Visit(Village, await Region.Register(Village, "钱桂珍"));
        var refusal = await No(Village, "referral.request", await Region.RequestOf(visit, to, department: department));
        Assert.Equal(field, refusal.Faults.Single().Field);
    }

    [Fact]
    public async Task A_member_that_left_yesterday_is_no_member_today()
    {
        var resident = await Region.Register(Village, "钱桂珍");
        await Region.Refer(Village, "fb", resident: resident);
        var id = await IdOf("fb");
        await Region.Sql($"UPDATE organization_membership SET until = '2026-11-20' WHERE lower(CAST(institution AS text)) = '{id}'");
        await Region.Advance(TimeSpan.FromDays(1));
        var refusal = await No(Village, "referral.request", await Region.RequestOf(await Region.Visit(Village, resident), "fb"));
        Assert.Contains("今天不是本县域医共体成员", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_criterion_a_reason_is_needed_and_kept()
    {
        var visit = await Region.Visit(Village, await Region.Register(Village, "钱桂珍"), "130/80");
        var request = await Region.RequestOf(visit, "hx");
        Assert.Equal("override", (await No(Village, "referral.request", request)).Faults.Single().Field);
        request["override"] = "家属坚持";
        var done = await Must(Village, "referral.request", request);
        var shown = await Show(done["id"]!.GetValue<string>());
        Assert.Equal("家属坚持", shown["basis"]!["override"]!.GetValue<string>());
        Assert.Empty(shown["basis"]!["criteria"]!.AsArray());
    }

    [Fact]
    public async Task A_judged_criterion_is_enough()
    {
        var request = await Region.RequestOf(await Region.Visit(Village, await Region.Register(Village, "钱桂珍"), "130/80"), "hx");
        request["criteria"] = new JsonArray("UP-02");
        await Must(Village, "referral.request", request);
    }

    [Fact]
    public async Task All_that_is_missing_is_told_at_once()
    {
        var refusal = await No(Village, "referral.request", new { });
        Assert.Equal(["consent", "summary", "to"], refusal.Faults.Select(f => f.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nobody_refers_from_the_visit_or_the_referral_of_another()
    {
        var visit = await Region.Visit(Village, await Region.Register(Village, "钱桂珍"));
        Assert.Equal("visit", (await No(Stranger, "referral.request", await Region.RequestOf(visit, "gh"))).Faults.Single().Field);
        var referral = await Region.Refer(Village, "hx");
        var request = await Region.RequestOf(visit, "gh");
        request.Remove("visit");
        request["follows"] = referral;
        Assert.Equal(Refusal.NotFound, await No(Stranger, "referral.request", request));
        Assert.Equal(RefusalKind.Denied, (await No(Office, "referral.request", request)).Kind);
    }

    [Fact]
    public async Task Numbers_run_through_the_day_and_begin_again_the_next()
    {
        var resident = await Region.Register(Village, "钱桂珍");
        var numbers = new List<string>();
        for (var i = 0; i < 2; i++)
            numbers.Add((await Show(await Region.Refer(Village, "hx", resident: resident)))["here"]!["number"]!.GetValue<string>());
        await Region.Advance(TimeSpan.FromDays(1));
        numbers.Add((await Show(await Region.Refer(Village, "hx", resident: resident)))["here"]!["number"]!.GetValue<string>());
        Assert.Equal(["XX261119-0001", "XX261119-0002", "XX261120-0001"], numbers);
    }

    [Fact]
    public async Task The_first_hop_goes_on_up_and_ends_and_the_sender_sees_where_the_patient_is()
    {
        var first = await Arrived();
        var request = await Region.RequestOf("", "gh", department: "心血管内科");
        request.Remove("visit");
        request["follows"] = first;
        request["criteria"] = new JsonArray("UP-02");
        var second = (await Must(Branch, "referral.request", request))["id"]!.GetValue<string>();
        Assert.Equal("concluded", await State(first));
        Assert.Contains("尚未到 县总医院", (await Show(first))["whereabouts"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(2, (await Show(first))["course"]!.AsArray().Count);
        Assert.Equal(Refusal.NotFound, await No(Stranger, "referral.show", new { id = second }));
        Assert.Equal("illegal-move", (await No(Branch, "referral.request", request)).Code);
        Assert.Empty(await Region.Findings());
    }
}

public sealed class RequestReferralTestsOnSqlite(SqliteDb db) : RequestReferralTests(db), IClassFixture<SqliteDb>;

public sealed class RequestReferralTestsOnPostgres(PostgresDb db) : RequestReferralTests(db), IClassFixture<PostgresDb>;
