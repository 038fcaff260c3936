using System.Net;
using System.Text.Json.Nodes;
using Xunit;
using Yihe.Basis;
using Yihe.Kernel.Working;
using Yihe.Testing;

namespace Yihe.Insurance.Tests;

/// <summary>The deductible beside a referral: told before it is sent, on the referral itself, and to those alone who may see it.</summary>
public abstract class ReferralDeductibleTests(TestDb db) : RegionTests(db)
{
    private Actor village = null!;
    private Actor branch = null!;
    private Actor office = null!;
    private Actor overseer = null!;

    protected override async Task Begin()
    {
        village = await Region.Part("villageDoctor");
        branch = await Region.Part("branchDoctor");
        office = await Region.Part("referralOffice");
        overseer = await Region.Part("overseer");
    }

    [Fact]
    public async Task Inside_the_consortium_the_second_stay_pays_nothing()
    {
        var referral = await Region.Refer(village, "hx");
        Assert.Equal(20_000, await Due(village, referral));
        await Arrive(branch, referral, "inpatient");
        Assert.Equal(20_000, await Due(village, referral));
        var start = await Region.Must("referral.start", branch, new { follows = referral });
        Assert.All(start["deductibles"]!.AsArray(), d => Assert.Equal(0, (long)d!["due"]!));
    }

    [Fact]
    public async Task A_stay_of_another_course_counts_for_nothing()
    {
        await Arrive(branch, await Region.Refer(village, "hx"), "inpatient");
        Assert.Equal(20_000, await Due(village, await Region.Refer(village, "hx")));
        var start = await Region.Must("referral.start", village, new { visit = await Visit("孙晓梅") });
        Assert.All(start["deductibles"]!.AsArray(), d => Assert.Equal(0, (long)d!["paid"]!));
    }

    [Fact]
    public async Task A_stay_where_it_is_no_longer_the_same_consortium_counts_for_nothing()
    {
        var referral = await Region.Refer(village, "hx");
        await Arrive(branch, referral, "inpatient");
        var request = new
        {
            follows = referral,
            to = (await Region.Institution("gh")).Id.ToString(),
            summary = "请进一步检查。",
            @override = "本院不能做冠脉造影",
            consent = "本人",
        };
        var on = $"{(await Region.Must("referral.request", branch, request))["id"]}";
        Assert.Equal(0, await Due(office, on));
        var leaving = new
        {
            institution = branch.Institution.ToString(),
            until = Region.Clock.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd", null),
            reason = "机构整合",
        };
        await Region.Must("membership.end", overseer, leaving);
        await Region.Advance(TimeSpan.FromDays(1));
        Assert.Equal(50_000, await Due(office, on));
    }

    private async Task<string> Visit(string name) => await Region.Visit(village, await Region.Register(village, name));

    [Fact]
    public async Task A_visit_without_a_stay_has_paid_nothing_yet()
    {
        var referral = await Region.Refer(village, "hx");
        await Arrive(branch, referral, "outpatient");
        var start = await Region.Must("referral.start", branch, new { follows = referral });
        var hospital = start["deductibles"]!.AsArray().First(d => $"{d!["level"]}" == "secondary")!;
        Assert.Equal((0L, 50_000L), ((long)hospital["paid"]!, (long)hospital["due"]!));
    }

    [Fact]
    public async Task A_site_that_admits_nobody_has_no_deductible()
    {
        var referral = await Region.Refer(village, "hx");
        await Arrive(branch, referral, "inpatient");
        var down = await Region.Must(
            "referral.step-down",
            branch,
            new
            {
                id = referral,
                to = village.Institution.ToString(),
                diagnosis = "I10.x00",
                dischargeSummary = "血压平稳。",
                medication = "无",
                rehabilitation = "低盐饮食",
                followUpOn = Region.Clock.GetUtcNow().AddDays(7).ToString("yyyy-MM-dd", null),
            }
        );
        Assert.Empty((await Region.Must("referral.show", branch, new { id = $"{down["id"]}" }))["deductibles"]!.AsArray());
    }

    [Fact]
    public async Task The_paper_and_the_page_say_what_a_stay_would_cost_and_on_whose_word()
    {
        var referral = await Region.Refer(village, "hx");
        await using var demo = await Region.Serve();
        Assert.Contains(
            "一级机构住院起付线 200.00 元，如住院应付 200.00 元（本次病程第一次住院，按本级收取）；以医保结算为准",
            await Page(demo.Http, $"/referrals/{referral}/slip"),
            StringComparison.Ordinal
        );
        var table = await Page(demo.Http, "/deductibles?stays=primary");
        foreach (var shown in new[] { "1,000.00 元", "不再收第二次起付线", "取消医共体内转诊医保二次起付线", "30 天以内" })
            Assert.Contains(shown, table, StringComparison.Ordinal);
    }

    private async Task<string> Page(HttpClient http, string address)
    {
        var login = Region.Platform.Blueprints.At<Organization.Story>(Region.Clock.GetUtcNow()).Actors["villageDoctor"];
        var session = await Region.Must("session.open", Actor.Nobody, new { login, password = Host.DemoAccounts.Password });
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new("Bearer", $"{session["token"]}");
        return WebUtility.HtmlDecode(await (await http.SendAsync(request)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_table_answers_what_comes_after_some_stays()
    {
        var shown = await Region.Must("deductible.show", office, new { stays = new[] { "primary" } });
        Assert.Equal([0, 0, 0], shown["next"]!.AsArray().Select(d => (long)d!["due"]!));
        Assert.Equal(
            [20_000, 50_000, 100_000],
            (await Region.Must("deductible.show", overseer, new { }))["next"]!.AsArray().Select(d => (long)d!["due"]!)
        );
        Assert.NotNull((await Region.Run("deductible.show", office, new { stays = new[] { "none" } })).Refusal);
        Assert.NotNull((await Region.Run("deductible.show", Actor.Nobody, new { })).Refusal);
    }

    private async Task Arrive(Actor at, string referral, string kind)
    {
        await Region.Must("referral.accept", at, new { id = referral });
        await Region.Must("referral.confirm-arrival", at, new { id = referral, kind });
        await Region.Advance(TimeSpan.FromMinutes(5));
    }

    private async Task<long> Due(Actor looker, string referral) =>
        (long)(await Region.Must("referral.show", looker, new { id = referral }))["deductibles"]![0]!["due"]!;
}

public sealed class ReferralDeductibleTestsOnSqlite(SqliteDb db) : ReferralDeductibleTests(db), IClassFixture<SqliteDb>;

public sealed class ReferralDeductibleTestsOnPostgres(PostgresDb db) : ReferralDeductibleTests(db), IClassFixture<PostgresDb>;
