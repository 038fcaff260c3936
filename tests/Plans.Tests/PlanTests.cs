using System.Text.Json.Nodes;
using Yihe.Basis;
using Yihe.Basis.Blueprints;
using Yihe.Host;
using Yihe.Kernel.Working;
using Yihe.Organization;
using Yihe.Plans;

namespace Yihe.Plans.Tests;

/// <summary>The life of a blueprint after founding: proposed by one, approved by another, in force from its day, for all nodes.</summary>
public abstract class PlanTests(TestDb db) : RegionTests(db)
{
    private const string Days = "referral.slipDays";
    private Actor office = null!;
    private Actor administrator = null!;
    private DateOnly today;

    protected override async Task Begin()
    {
        (office, administrator) = (await Region.Part("overseer"), await Region.Part("systemAdministrator"));
        today = Region.Clock.GetUtcNow().Day();
    }

    private int InForce => Region.Platform.Blueprints.VersionAt(Region.Clock.GetUtcNow());

    private Task<Result<JsonNode>> Approve(Actor actor, string id) => Region.Run("plan.approve", actor, new { id });

    [Fact]
    public async Task One_proposes_another_approves_and_it_holds_from_its_day()
    {
        var id = await Region.Propose(today.AddDays(2), (Days, "21"));
        Assert.Equal("own-plan", (await Approve(office, id)).Refusal?.Code);
        Assert.Equal("denied", (await Approve(await Region.Part("branchDoctor"), id)).Refusal?.Code);
        await Region.Must("plan.approve", administrator, new { id });
        Assert.Equal(1, InForce);
        await Region.Advance(today.AddDays(2).Start() - Region.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));
        Assert.Equal(1, InForce);
        await Region.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, InForce);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task The_one_who_may_approve_finds_it_among_the_things_to_do()
    {
        var id = await Region.Propose(today, (Days, "21"));
        var inbox = await Region.Must("inbox.show", administrator, new { });
        Assert.Equal($"/plans/{id}", $"{inbox["items"]![0]!["href"]}");
        await Region.Must("plan.decline", administrator, new { id, note = "先开会" });
        Assert.Empty((await Region.Must("inbox.show", administrator, new { }))["items"]!.AsArray());
        Assert.Equal("illegal-move", (await Approve(administrator, id)).Refusal?.Code);
    }

    [Fact]
    public async Task A_proposal_shows_every_value_before_and_after_and_the_history_who_decided()
    {
        var id = await Region.Propose(today, (Days, "21"), ("access.slots.share", "\"1/4\""));
        var shown = await Region.Must("plan.show", administrator, new { id });
        Assert.Equal(
            ["access.slots.share 1/5 1/4", "referral.slipDays 14 21"],
            shown["changes"]!.AsArray().Select(c => $"{c!["path"]} {c["before"]} {c["after"]}").Order()
        );
        await Region.Must("plan.approve", administrator, new { id });
        var line = (await Region.Must("plan.list", office, new { }))["plans"]![0]!;
        Assert.Equal([office.Name, administrator.Name], [$"{line["proposedBy"]}", $"{line["decidedBy"]}"]);
    }

    [Fact]
    public async Task Wrong_values_are_refused_all_at_once()
    {
        var text = await Region.Changed((Days, "0"), ("access.slots.publicDays", "30"), ("place.regionCode", "\"12\""));
        var refusal = (
            await Region.Run(
                "plan.propose",
                office,
                new
                {
                    text,
                    from = today,
                    reason = "试",
                }
            )
        ).Refusal!;
        Assert.Equal(
            ["$.access.slots.publicDays", "$.place.regionCode", "$.referral.slipDays"],
            refusal.Faults.Select(f => f.Field).Order()
        );
        Assert.Contains(
            "写的是 0，应为 1 至 90 天",
            refusal.Faults.Single(f => f.Field.EndsWith("Days", StringComparison.Ordinal) && f.Field.Contains("referral")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Single_parameters_are_changed_as_people_write_them()
    {
        var changed = new
        {
            paths = new[] { Days, "referral.consents", "referral.limits.revise.working" },
            values = new[] { "30", "本人\r\n监护人", "false" },
            from = today,
            reason = "精简",
        };
        var done = await Region.Must("plan.change", office, changed);
        var shown = await Region.Must("plan.show", office, new { id = $"{done["id"]}" });
        Assert.Equal(
            ["30", "本人\n监护人", "false"],
            changed.paths.Select(p => $"{shown["changes"]!.AsArray().Single(c => $"{c!["path"]}" == p)!["after"]}")
        );
        await Region.Must("plan.withdraw", office, new { id = $"{done["id"]}" });
        var wrong = changed with { paths = [Days], values = ["很多天"] };
        Assert.Contains("应为 整数", (await Region.Run("plan.change", office, wrong)).Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_begins_neither_before_today_nor_before_the_newest_version()
    {
        async Task<string?> Refused(DateOnly day) => (
                await Region.Run(
                    "plan.propose",
                    office,
                    new
                    {
                        text = await Region.Changed((Days, "30")),
                        from = day,
                        reason = "试",
                    }
                )
            ).Refusal?.Faults[0].Field;
        Assert.Equal("from", await Refused(today.AddDays(-1)));
        await Region.Enact(today.AddDays(9), (Days, "21"));
        Assert.Equal("from", await Refused(today.AddDays(8)));
        Assert.Null(await Refused(today.AddDays(9)));
        Assert.Equal("plan-waits", (
                await Region.Run(
                    "plan.propose",
                    office,
                    new
                    {
                        text = await Region.Changed((Days, "31")),
                        from = today.AddDays(9),
                        reason = "试",
                    }
                )
            ).Refusal?.Code);
    }

    [Fact]
    public async Task A_day_that_passed_before_approval_is_refused_with_the_way_out()
    {
        var id = await Region.Propose(today, (Days, "21"));
        await Region.Advance(TimeSpan.FromDays(1));
        Assert.Equal("too-late", (await Approve(await Again("systemAdministrator"), id)).Refusal?.Code);
    }

    [Fact]
    public async Task A_running_matter_keeps_the_version_it_started_with()
    {
        var doctor = await Region.Part("branchDoctor");
        var (before, after) = (await Region.Refer(doctor, "gh"), "");
        await Region.Enact(today, ("referral.limits.answer[routine].hours", "5"), ("referral.reasons.cancel", """{"moved":"已搬离"}"""));
        after = await Region.Refer(doctor, "gh");
        await using var db = Region.Platform.Database.Open();
        var items = await db.Set<Kernel.Flows.WorkItem>().ToDictionaryAsync(i => $"{i.Id}", i => i.LimitWords, Ct);
        Assert.Equal(["限 24 小时", "限 5 小时"], new[] { items[before]!, items[after]! });
        Assert.Equal("invalid", (await Region.Run("referral.cancel", doctor, new { id = before, reason = "moved" })).Refusal?.Code);
        await Region.Must("referral.cancel", doctor, new { id = after, reason = "moved" });
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Sessions_already_published_follow_the_share_in_force_on_their_day_and_wards_the_one_in_force()
    {
        var desk = await Region.Part("accessClerk");
        await Region.Must("slots.publish", desk, new { from = "2026-11-23", to = "2026-12-04" });
        await Region.Enact(new DateOnly(2026, 11, 30), ("access.slots.share", "\"1/2\""), ("access.beds.share", "\"1/2\""));
        async Task<int> Kept(string day)
        {
            var board = await Region.Must("slots.board", desk, new { from = day, department = "心血管内科" });
            return board["items"]![0]!["kept"]!.GetValue<int>();
        }
        Assert.Equal(3, await Kept("2026-11-23"));
        Assert.Equal(6, await Kept("2026-11-30"));
        await using var db = Region.Platform.Database.Open();
        Task<List<string>> Shares() =>
            db.Set<Kernel.Pools.Pool>()
                .AsNoTracking()
                .Where(p => p.EndsAt == null)
                .Select(p => p.Share.ToString())
                .Distinct()
                .ToListAsync(Ct);
        Assert.DoesNotContain("1/2", await Shares());
        await Region.Advance(new DateOnly(2026, 11, 30).Start() - Region.Clock.GetUtcNow());
        await Region.Beat();
        Assert.Contains("1/2", await Shares());
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_second_node_sees_a_new_version_when_it_comes_into_force()
    {
        var twin = await Region.Twin();
        Assert.Equal(1, twin.Blueprints.VersionAt(Region.Clock.GetUtcNow()));
        await Region.Enact(today, (Days, "21"));
        var seen = await new Gate(twin).Run(ListPlans.Door, await Region.Part("systemAdministrator"), Done.Yes, new Call(), Ct);
        Assert.Equal(2, seen.Value.InForce);
        Assert.Equal(
            "21",
            Parameters.Of(JsonNode.Parse(twin.Blueprints.Whole(2).Text)!, ModuleList.All.Sections).Single(p => p.Path == Days).Text
        );
        twin.Database.Dispose();
    }

    [Fact]
    public async Task What_lives_as_rows_is_reported_and_stays()
    {
        var plan = JsonNode.Parse(await Region.Changed((Days, "21")))!;
        plan["organization"]!["institutions"]!.AsArray().RemoveAt(1);
        plan["organization"]!["institutions"]![0]!["name"] = "别的医院";
        plan["organization"]!["staff"]!.AsArray().Single(s => $"{s!["login"]}" == "duban")!["name"] = "别人";
        var compared = await Region.Must("plan.compare", office, new { text = plan.ToJsonString() });
        Assert.Equal([Days], compared["changes"]!.AsArray().Select(c => $"{c!["path"]}"));
        Assert.Equal(
            ["organization.institutions[fb]", "organization.institutions[gh].name", "organization.staff[duban].name"],
            compared["rows"]!.AsArray().Select(r => $"{r}".Split('：')[0]).Order()
        );
        var name = (await Region.Institution("gh")).Name;
        var done = await Region.Must(
            "plan.propose",
            office,
            new
            {
                text = plan.ToJsonString(),
                from = today,
                reason = "试",
            }
        );
        await Region.Must("plan.approve", administrator, new { id = $"{done["id"]}" });
        Assert.Equal(name, (await Region.Institution("gh")).Name);
        Assert.Contains(name, await Export(Region), StringComparison.Ordinal);
    }

    private async Task<Actor> Again(string part)
    {
        var login = Region.Platform.Blueprints.At<Story>(Region.Clock.GetUtcNow()).Actors[part];
        return await Region.Person(login);
    }

    private static async Task<string> Export(TestRegion region) =>
        System.Text.Encoding.UTF8.GetString((await region.Must(ExportPlan.Door, Actor.Platform("operator"), Done.Yes)).Content);
}

public sealed class PlanTestsOnSqlite(SqliteDb db) : PlanTests(db), IClassFixture<SqliteDb>;

public sealed class PlanTestsOnPostgres(PostgresDb db) : PlanTests(db), IClassFixture<PostgresDb>;
