using System.Text.Json.Nodes;
using Yihe.Basis;
using Yihe.Basis.Blueprints;
using Yihe.Host;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Flows;
using Yihe.Organization;

namespace Yihe.Joining.Tests;

/// <summary>An institution comes in along the steps of its place, belongs from a day, and may leave on another. KS-24, KS-26, QJ-04, XX-08.</summary>
public abstract class JoiningTests(TestDb db) : RegionTests(db)
{
    private Actor applicant = null!;
    private Actor lead = null!;
    private Actor office = null!;
    private Actor government = null!;
    private static readonly (string Words, string?[] By)[] Steps = [("意向", [null]), ("批准", ["oo", "yg"]), ("审议", ["yg"])];

    protected override async Task Begin() =>
        (applicant, lead, office, government) = (
            await Region.Director("mk"),
            await Region.Director("gh"),
            await Region.Director("oo"),
            await Region.Director("yg")
        );

    /// <summary>The county, had it a way in: one approval, then two at once, then one.</summary>
    private void WithSteps(int version, params (string Words, string?[] By)[] steps)
    {
        var plan = JsonNode.Parse(TestRegion.County)!;
        var way = plan["organization"]!["joining"]!;
        way["natures"] = new JsonArray("public");
        way["steps"] = new JsonArray([
            .. steps.Select(s => new JsonObject
            {
                ["words"] = s.Words,
                ["approvals"] = new JsonArray([
                    .. s.By.Select(by => new JsonObject { ["words"] = s.Words + "同意", ["institution"] = by }),
                ]),
                ["source"] = "KS-24",
            }),
        ]);
        var (blueprint, faults) = BlueprintReader.Read(plan.ToJsonString(), ModuleList.All.Sections);
        Assert.Empty(faults);
        Region.Platform.Blueprints.Put(version, Region.Clock.GetUtcNow(), blueprint!);
    }

    private async Task<ApplyToJoin.Outcome> Apply()
    {
        WithSteps(2, Steps);
        return await Region.Must(ApplyToJoin.Door, applicant, new(lead.Institution, "业务相关，愿意共同服务"));
    }

    private async Task<IReadOnlyList<ShowInbox.Item>> Inbox(Actor actor) => (await Region.Must(ShowInbox.Door, actor, new())).Items;

    private async Task Approve(Actor by) => await Region.Must(ApproveJoining.Door, by, new(Assert.Single(await Inbox(by)).Id));

    private async Task<JoiningState> Stands(Guid id) => (await Region.Must(ShowJoining.Door, lead, new(id))).Joining.State;

    private async Task<bool> IsMember(DateOnly day) => (await Region.On(day)).Single(i => i.Code == "mk").IsMember;

    private DateOnly Today => Region.Clock.GetUtcNow().Day();

    [Fact]
    public async Task The_way_in_is_walked_step_by_step_and_membership_holds_from_the_first_day()
    {
        var joining = await Apply();
        Assert.Empty(await Inbox(office));
        await Approve(lead);
        await Approve(office);
        Assert.Equal(JoiningState.Deciding, await Stands(joining.Id));
        Assert.Empty(await Inbox(office));
        await Approve(government);
        await Approve(government);
        Assert.Equal("签订加入协议", Assert.Single(await Inbox(lead)).Asks);
        var first = Today.AddDays(10);
        await Region.Must(SignJoining.Door, lead, new(joining.Id, "共同服务居民", first));
        Assert.Equal(JoiningState.Joined, await Stands(joining.Id));
        Assert.Empty(await Inbox(lead));
        Assert.False(await IsMember(first.AddDays(-1)));
        Assert.True(await IsMember(first));
        await Region.Advance(TimeSpan.FromDays(10));
        Assert.Equal(MembershipRole.Member, (await Region.Institution("mk")).Role);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_way_in_keeps_the_chain_it_began_with()
    {
        var joining = await Apply();
        WithSteps(3, Steps[0]);
        await Approve(lead);
        Assert.Equal(JoiningState.Deciding, await Stands(joining.Id));
        await Approve(office);
        await Approve(government);
        await Approve(government);
        Assert.Equal(JoiningState.Signing, await Stands(joining.Id));
    }

    [Fact]
    public async Task A_refusal_needs_a_reason_and_ends_the_way_in()
    {
        var joining = await Apply();
        await Approve(lead);
        var asked = Assert.Single(await Inbox(office)).Id;
        Assert.Equal("reason", (await Region.Run(RefuseJoining.Door, office, new(asked, " "))).Refusal!.Faults[0].Field);
        await Region.Must(RefuseJoining.Door, office, new(asked, "床位已满"));
        Assert.Equal(JoiningState.Refused, await Stands(joining.Id));
        Assert.Empty(await Inbox(government));
        Assert.Contains(
            "床位已满",
            (await Region.Must(ShowJoining.Door, applicant, new(joining.Id))).Joining.EndedFor,
            StringComparison.Ordinal
        );
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task The_applicant_alone_withdraws_and_may_ask_again()
    {
        var joining = await Apply();
        Assert.Equal("open", (await Region.Run(ApplyToJoin.Door, applicant, new(lead.Institution, "再次"))).Refusal!.Code);
        Assert.Equal("not-your-move", (await Region.Run(WithdrawJoining.Door, lead, new(joining.Id))).Refusal!.Code);
        await Region.Must(WithdrawJoining.Door, applicant, new(joining.Id));
        Assert.Empty(await Inbox(lead));
        await Region.Must(ApplyToJoin.Door, applicant, new(lead.Institution, "再次申请"));
    }

    [Fact]
    public async Task An_approval_is_given_by_who_was_asked_and_the_denial_names_it()
    {
        await Apply();
        var asked = Assert.Single(await Inbox(lead)).Id;
        Assert.Equal(RefusalKind.NotFound, (await Region.Run(ApproveJoining.Door, office, new(asked))).Refusal!.Kind);
        var denied = Assert.Single(await Region.Acts("joining.approve"));
        Assert.Equal((ActOutcome.Denied, asked), (denied.Outcome, denied.EntityId!.Value));
    }

    [Fact]
    public async Task The_list_of_an_earlier_day_shows_how_each_way_in_stood_then()
    {
        var (asked, joining) = (Today, await Apply());
        await Region.Advance(TimeSpan.FromDays(3));
        await Approve(lead);
        await Region.Advance(TimeSpan.FromDays(3));
        await Region.Must(WithdrawJoining.Door, applicant, new(joining.Id));
        async Task<string> On(int day) =>
            string.Join(
                ' ',
                (await Region.Must(ListJoinings.Door, lead, new(asked.AddDays(day)))).Rows.Items.Select(j => $"{j.State} {j.Stands}")
            );
        var seen = new List<string>();
        foreach (var day in new[] { -1, 2, 3, 6 })
            seen.Add(await On(day));
        Assert.Equal(["", "Deciding 意向", "Deciding 批准", "Withdrawn 申请单位撤回"], seen);
    }

    [Fact]
    public async Task Where_the_government_founds_nobody_chooses()
    {
        var refusal = (await Region.Run(ApplyToJoin.Door, applicant, new(lead.Institution, "愿意"))).Refusal!;
        Assert.Equal("founded", refusal.Code);
        Assert.Contains("县政府组建", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agreement_is_warned_of_before_its_end_and_renewed_as_its_next_version()
    {
        var terms = new SignAgreement.Input("对口帮扶协议", applicant.Institution, "每周派出专家", Today, Today.AddDays(100));
        var first = await Region.Must(SignAgreement.Door, lead, terms);
        await Region.Advance(TimeSpan.FromDays(9));
        Assert.Empty(await Inbox(lead));
        await Region.Advance(TimeSpan.FromDays(1));
        Assert.Equal(first.Id, Assert.Single(await Inbox(lead)).Id);
        var next = await Region.Must(RenewAgreement.Door, lead, new(first.Id, "每周派出两名专家"));
        Assert.Empty(await Inbox(lead));
        var shown = (await Region.Must(ListAgreements.Door, applicant, new())).Items;
        Assert.Equal(next.Number, shown.Single(a => a.Agreement.Id == first.Id).RenewedBy);
        Assert.Equal(terms.Until, shown.Single(a => a.Agreement.Id == next.Id).Agreement.From);
        Assert.Empty((await Region.Must(ListAgreements.Door, office, new())).Items);
        Assert.Empty(await Region.Findings());
    }
}

public sealed class JoiningTestsOnSqlite(SqliteDb db) : JoiningTests(db), IClassFixture<SqliteDb>;

public sealed class JoiningTestsOnPostgres(PostgresDb db) : JoiningTests(db), IClassFixture<PostgresDb>;
