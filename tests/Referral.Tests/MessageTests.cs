using Yihe.Host;

namespace Yihe.Referral.Tests;

/// <summary>At each step the resident gets one text message, through whatever the gateway does, and never a clinical word.</summary>
public abstract class MessageTests(TestDb db) : ReferralStory(db)
{
    private SmsServer server = null!;

    protected override async Task Begin()
    {
        await base.Begin();
        server = await SmsServer.Start();
        await using var host = Server.Create(Region.Options with { SmsGateway = server.Address.ToString() }, Region.Platform);
    }

    protected override async Task End() => await server.DisposeAsync();

    private async Task<string> WholeStory()
    {
        var referral = await Region.Refer(Village, "gh");
        await Must(Office, "referral.return", new { id = referral, reason = "incomplete" });
        await Must(Village, "referral.resubmit", new { id = referral, summary = "胸闷三天，补充心电图" });
        await Must(Office, "referral.accept", new { id = referral, department = "心血管内科" });
        await Must(Specialist, "referral.confirm-arrival", new { id = referral, kind = "inpatient" });
        var down = (await Must(Specialist, "referral.step-down", await PlanTo(referral, "hx")))["id"]!.GetValue<string>();
        await Must(Branch, "referral.accept", new { id = down });
        await Must(Branch, "referral.follow-up", new { id = down, finding = "血压 128/78，胸闷消失" });
        return referral;
    }

    /// <summary>Beats until nothing waits, letting the pauses between tries pass.</summary>
    private async Task Settle()
    {
        for (var i = 0; i < 48; i++)
            await Region.Advance(TimeSpan.FromMinutes(90));
    }

    private async Task<(int Written, int Sent)> Messages()
    {
        await using var db = Region.Platform.Database.Open();
        var rows = await db
            .Database.SqlQueryRaw<int>("SELECT CASE WHEN sent_at IS NULL THEN 0 ELSE 1 END AS \"Value\" FROM residents_message")
            .ToListAsync(Ct);
        return (rows.Count, rows.Sum());
    }

    [Fact]
    public async Task Each_step_reaches_the_resident_once_though_the_gateway_loses_and_repeats()
    {
        await WholeStory();
        await Settle();
        var (written, sent) = await Messages();
        Assert.Equal((8, 8), (written, sent));
        Assert.Equal(written, server.Taken.Count);
        Assert.True(server.Calls > written, "the gateway never failed");
        Assert.All(server.Taken.Values, m => Assert.Equal(People.Phone, m.To));
        Assert.Equal(8, (await Region.Acts("message.sent")).Count);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task No_message_has_a_clinical_word()
    {
        await WholeStory();
        await Settle();
        string[] clinical =
        [
            "头晕",
            "胸闷",
            "血压",
            "心电图",
            "186",
            "高血压",
            "I10",
            "心绞痛",
            "I20",
            "阿司匹林",
            "低盐",
            "无胸痛",
            "规律服药",
            "999901",
        ];
        Assert.All(server.Taken.Values, m => Assert.DoesNotContain(clinical, word => m.Text.Contains(word, StringComparison.Ordinal)));
        Assert.All(server.Taken.Values, m => Assert.DoesNotContain('{', m.Text));
        Assert.Contains(server.Taken.Values, m => m.Text.Contains("河溪分院将接续", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_gateway_that_is_down_keeps_nobody_from_working_and_loses_nothing()
    {
        server.IsDown = true;
        var referral = await Region.Refer(Village, "hx");
        await Region.Beat();
        await Must(Branch, "referral.accept", new { id = referral });
        await Region.Beat();
        Assert.Equal((2, 0), await Messages());
        server.IsDown = false;
        await Settle();
        Assert.Equal((2, 2), await Messages());
    }

    [Fact]
    public async Task Without_a_phone_nothing_is_written()
    {
        var resident = await Region.Register(Village, "王小二", phone: null);
        await Region.Refer(Village, "hx", resident: resident);
        await Region.Beat();
        Assert.Equal((0, 0), await Messages());
    }
}

public sealed class MessageTestsOnSqlite(SqliteDb db) : MessageTests(db), IClassFixture<SqliteDb>;

public sealed class MessageTestsOnPostgres(PostgresDb db) : MessageTests(db), IClassFixture<PostgresDb>;
