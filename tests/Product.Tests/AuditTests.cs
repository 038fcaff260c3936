using System.Text.Json.Nodes;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>Acts and their chain are checked alone; an anchor kept elsewhere shows what was cut off the end or written anew.</summary>
public abstract class AuditTests(TestDb db) : OperatedRegion(db)
{
    private string Anchor => In("anchor.json");

    private async Task More()
    {
        await Region.Register(await Region.Part("villageDoctor"), "王小二");
        await Region.Beat();
    }

    [Fact]
    public async Task A_sound_chain_agrees_with_every_anchor_of_its_past()
    {
        Assert.Contains("已写到", await Yihe(0, "audit", "anchor", "--to", Anchor), StringComparison.Ordinal);
        await More();
        Assert.Contains("未发现问题", await Yihe(0, "audit", "verify", "--anchor", Anchor), StringComparison.Ordinal);
        Assert.Contains("未发现问题", await Yihe(0, "audit", "verify"), StringComparison.Ordinal);
        Assert.Empty(JsonNode.Parse(await Yihe(0, "audit", "verify", "--json"))!["findings"]!.AsArray());
    }

    [Fact]
    public async Task An_end_cut_off_with_its_blocks_shows_against_the_anchor_alone()
    {
        await More();
        await Yihe(0, "audit", "anchor", "--to", Anchor);
        await Region.Tamper("DELETE FROM kernel_act WHERE at >= (SELECT max(at) FROM kernel_act WHERE use_case = 'resident.register')");
        await Region.Tamper("DELETE FROM kernel_block WHERE id = (SELECT max(id) FROM kernel_block)");
        Assert.Contains("未发现问题", await Yihe(0, "audit", "verify"), StringComparison.Ordinal);
        Assert.Contains("存证链被截短", await Yihe(1, "audit", "verify", "--anchor", Anchor), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_act_that_was_edited_is_found()
    {
        await Region.Tamper("UPDATE kernel_act SET reason_code = 'x' WHERE use_case = 'resident.register'");
        Assert.Contains("留痕内容被改动", await Yihe(1, "audit", "verify"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anchor_that_was_changed_or_is_another_region_s_is_not_believed()
    {
        var anchor = JsonNode.Parse(await Yihe(0, "audit", "anchor"))!;
        await File.WriteAllTextAsync(Anchor, anchor.ToJsonString(), Ct);
        await Yihe(0, "audit", "verify", "--anchor", Anchor);
        anchor["block"] = 1;
        await File.WriteAllTextAsync(Anchor, anchor.ToJsonString(), Ct);
        Assert.Contains("被改过", await Yihe(1, "audit", "verify", "--anchor", Anchor), StringComparison.Ordinal);
        anchor["keyFingerprint"] = "other";
        await File.WriteAllTextAsync(Anchor, anchor.ToJsonString(), Ct);
        Assert.Contains("另一个地区", await Yihe(1, "audit", "verify", "--anchor", Anchor), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Anchor, "{", Ct);
        Assert.Contains("不完整", await Yihe(1, "audit", "verify", "--anchor", Anchor), StringComparison.Ordinal);
        Assert.Contains("没有找到", await Yihe(1, "audit", "verify", "--anchor", In("none")), StringComparison.Ordinal);
        await Yihe(2, "audit");
    }

    [Fact]
    public async Task A_user_is_reset_by_a_one_time_link_that_is_an_act()
    {
        var login = Region.Platform.Blueprints.At<Organization.Story>(Region.Clock.GetUtcNow()).Actors["villageDoctor"];
        Assert.Contains("/invitation/", await Yihe(0, "user", "reset", login), StringComparison.Ordinal);
        Assert.Single(await Region.Acts("account.invite-by-operator"));
        Assert.Contains("没有登录名为 nobody", await Yihe(1, "user", "reset", "nobody"), StringComparison.Ordinal);
        await Yihe(2, "user", "reset");
        await Yihe(2, "user");
    }
}

public sealed class AuditTestsOnSqlite(SqliteDb db) : AuditTests(db), IClassFixture<SqliteDb>;

public sealed class AuditTestsOnPostgres(PostgresDb db) : AuditTests(db), IClassFixture<PostgresDb>;
