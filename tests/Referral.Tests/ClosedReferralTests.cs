using System.Text.Json.Nodes;

namespace Yihe.Referral.Tests;

/// <summary>An office that oversees sees who was sent where, not for what, where that is sensitive; the two sides see all. 个人信息保护法第二十九条.</summary>
public abstract class ClosedReferralTests(TestDb db) : ReferralStory(db)
{
    private const string Illness = "精神分裂症";
    private string referral = "";
    private string resident = "";

    protected override async Task Begin()
    {
        await base.Begin();
        resident = await Region.Register(Village, "钱桂珍");
        var visit = await Must(
            Village,
            "visit.record",
            new
            {
                resident,
                complaint = "凭空闻语半年",
                diagnosis = "F20.900",
            }
        );
        var request = await Region.RequestOf($"{visit["id"]}", "hx");
        request["override"] = "基层不能处理";
        referral = $"{(await Must(Village, "referral.request", request))["id"]}";
    }

    private static bool Tells(JsonNode node) =>
        node.ToJsonString(JsonText.Options) is var text
        && (text.Contains(Illness, StringComparison.Ordinal) || text.Contains("凭空闻语", StringComparison.Ordinal));

    [Fact]
    public async Task Both_sides_see_what_it_is_for_and_who_oversees_sees_that_it_is_closed()
    {
        Assert.True(Tells(await Show(referral)));
        Assert.True(Tells(await Show(referral, Branch)));
        var seen = await Show(referral, Overseer);
        Assert.False(Tells(seen));
        Assert.True(seen["isClosed"]!.GetValue<bool>());
        Assert.False(Tells(await Must(Overseer, "referral.list", new { })));
        Assert.True(Tells(await Must(Branch, "referral.list", new { })));
        Assert.Equal("closed", (await No(Overseer, "referral.print", new { id = referral })).Code);
        Assert.True(Tells(await Must(Village, "referral.print", new { id = referral })));
    }

    [Fact]
    public async Task What_is_overdue_is_listed_to_who_oversees_without_what_it_is_for()
    {
        var plain = await Region.Refer(Village, "hx");
        await Region.Advance(TimeSpan.FromDays(30));
        var overdue = (await Must(Overseer, "inbox.overdue", new { }))["items"]!.AsArray();
        Assert.Equal("（未对您开放）", $"{overdue.Single(i => $"{i!["id"]}" == referral)!["fact"]}");
        Assert.Contains("头晕", $"{overdue.Single(i => $"{i!["id"]}" == plain)!["fact"]}", StringComparison.Ordinal);
        Assert.True(Tells(await Must(Branch, "inbox.show", new { })));
    }

    [Fact]
    public async Task Another_institution_that_cares_for_the_person_sees_that_there_was_a_visit_and_no_more()
    {
        var identityNumber = People.IdentityOf(resident);
        await Must(
            Stranger,
            "resident.open",
            new
            {
                identityNumber,
                name = "钱桂珍",
                reason = "visit",
            }
        );
        var seen = await Must(Stranger, "resident.show", new { id = resident });
        Assert.False(Tells(seen));
        Assert.True(seen["encounters"]![0]!["isClosed"]!.GetValue<bool>());
        Assert.True(Tells(await Must(Village, "resident.show", new { id = resident })));
    }
}

public sealed class ClosedReferralsOnSqlite(SqliteDb db) : ClosedReferralTests(db), IClassFixture<SqliteDb>;

public sealed class ClosedReferralsOnPostgres(PostgresDb db) : ClosedReferralTests(db), IClassFixture<PostgresDb>;
