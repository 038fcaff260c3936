using System.Text.Json.Nodes;

namespace Yihe.Referral.Tests;

/// <summary>Every move as people make it, with what it needs, whom it calls and what it leaves.</summary>
public abstract class ReferralMovesTests(TestDb db) : ReferralStory(db)
{
    [Fact]
    public async Task Of_two_who_accept_at_once_one_wins_and_the_other_is_told()
    {
        var referral = await Region.Refer(Village, "gh");
        var second = await Region.Person("zhuanzhen2");
        var input = new
        {
            id = referral,
            version = 1,
            department = "心血管内科",
        };
        var both = await Task.WhenAll(
            new[] { Office, second }.Select(who => Task.Run(() => Region.Run("referral.accept", who, input), Ct))
        );
        Assert.Single(both, r => r.Refusal is null);
        Assert.Equal(Refusal.Changed, both.Single(r => r.Refusal is not null).Refusal);
        Assert.Single(await Region.Acts("referral.accept"));
        await Region.Beat();
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task The_office_names_the_department_and_then_it_is_theirs()
    {
        var referral = await Region.Refer(Village, "gh");
        Assert.NotNull(await Item(Office, referral));
        Assert.Null(await Item(Specialist, referral));
        Assert.Equal("department", (await No(Office, "referral.accept", new { id = referral })).Faults.Single().Field);
        Assert.Equal(
            "department",
            (await No(Office, "referral.accept", new { id = referral, department = "魔法科" })).Faults.Single().Field
        );
        Assert.Equal("not-your-move", (await No(Specialist, "referral.accept", new { id = referral })).Code);
        await Must(Office, "referral.accept", new { id = referral, department = "心血管内科" });
        Assert.Equal("到院确认", (await Item(Specialist, referral))!["asks"]!.GetValue<string>());
        Assert.Null(await Item(await Region.Person("hepeishan"), referral));
        Assert.Null(await Item(Office, referral));
    }

    [Fact]
    public async Task A_stale_page_is_refused()
    {
        var referral = await Region.Refer(Village, "hx");
        Assert.Equal(Refusal.Changed, await No(Branch, "referral.accept", new { id = referral, version = 2 }));
        await Must(Branch, "referral.accept", new { id = referral, version = 1 });
        Assert.Equal(
            Refusal.Changed,
            await No(
                Village,
                "referral.cancel",
                new
                {
                    id = referral,
                    version = 1,
                    reason = "improved",
                }
            )
        );
    }

    [Fact]
    public async Task What_is_returned_is_completed_and_sent_again()
    {
        var referral = await Region.Refer(Village, "hx");
        Assert.Equal("reason", (await No(Branch, "referral.return", new { id = referral, reason = "mood" })).Faults.Single().Field);
        await Must(
            Branch,
            "referral.return",
            new
            {
                id = referral,
                reason = "incomplete",
                note = "请附心电图",
            }
        );
        Assert.Equal("退回理由：资料不全（请附心电图）", (await Item(Village, referral))!["fact"]!.GetValue<string>());
        Assert.Equal("illegal-move", (await No(Branch, "referral.accept", new { id = referral })).Code);
        Assert.Equal("not-your-move", (await No(Branch, "referral.resubmit", new { id = referral, summary = "补充" })).Code);
        await Must(
            Village,
            "referral.resubmit",
            new
            {
                id = referral,
                summary = "补充心电图：窦性心律",
                request = "请评估",
            }
        );
        Assert.Equal("补充心电图：窦性心律", (await Show(referral))["picture"]!["summary"]!.GetValue<string>());
        Assert.NotNull(await Item(Branch, referral));
        Assert.Null(await Item(Village, referral));
    }

    [Fact]
    public async Task The_office_or_the_overseer_sends_it_to_a_better_place()
    {
        var referral = await Region.Refer(Village, "gh");
        await Must(
            Office,
            "referral.redirect",
            new
            {
                id = referral,
                to = await IdOf("fb"),
                reason = "betterPlace",
            }
        );
        Assert.Equal(Refusal.NotFound, await No(Office, "referral.show", new { id = referral }));
        await Must(
            Overseer,
            "referral.redirect",
            new
            {
                id = referral,
                to = await IdOf("hx"),
                reason = "byOverseer",
            }
        );
        Assert.NotNull(await Item(Branch, referral));
        var shown = await Show(referral);
        Assert.Equal(
            ("requested", "河溪分院", "督办调整"),
            (
                shown["here"]!["state"]!.GetValue<string>(),
                shown["here"]!["toName"]!.GetValue<string>(),
                shown["lastReason"]!.GetValue<string>()
            )
        );
        Assert.Equal("to", (
                await No(
                    Overseer,
                    "referral.redirect",
                    new
                    {
                        id = referral,
                        to = await IdOf("hx1"),
                        reason = "byOverseer",
                    }
                )
            ).Faults.Single().Field);
        Assert.Equal("to", (
                await No(
                    Overseer,
                    "referral.redirect",
                    new
                    {
                        id = referral,
                        to = await IdOf("mk"),
                        reason = "byOverseer",
                    }
                )
            ).Faults.Single().Field);
    }

    [Fact]
    public async Task Whoever_lost_the_referral_by_redirection_no_longer_sees_the_resident()
    {
        var resident = await Region.Register(Village, "钱桂珍");
        var referral = await Region.Refer(Village, "gh", resident: resident);
        await Must(Office, "resident.show", new { id = resident });
        await Must(
            Office,
            "referral.redirect",
            new
            {
                id = referral,
                to = await IdOf("hx"),
                reason = "betterPlace",
            }
        );
        Assert.Equal(Refusal.NotFound, await No(Office, "resident.show", new { id = resident }));
    }

    [Fact]
    public async Task On_the_green_channel_the_patient_may_come_first()
    {
        var routine = await Region.Refer(Village, "gh", department: "急诊科");
        Assert.Equal("not-your-move", (await No(Office, "referral.confirm-arrival", new { id = routine })).Code);
        var green = await Region.Refer(Village, "gh", "emergency", "急诊科");
        Assert.Equal("限 15 分", (await Item(Office, green))!["limitWords"]!.GetValue<string>());
        Assert.Equal(green, (await Must(Office, "inbox.show", new { }))["items"]![0]!["id"]!.GetValue<string>());
        await Must(Office, "referral.confirm-arrival", new { id = green, kind = "emergency" });
        Assert.Equal("arrived", await State(green));
        Assert.Equal("患者在 县总医院 急诊科", (await Show(green))["whereabouts"]!.GetValue<string>());
    }

    [Fact]
    public async Task Arrival_is_in_a_department_that_exists()
    {
        var referral = await Region.Refer(Village, "hx");
        await Must(Branch, "referral.accept", new { id = referral });
        var refusal = await No(Branch, "referral.confirm-arrival", new { id = referral, department = "魔法科" });
        Assert.Equal("department", refusal.Faults.Single().Field);
    }

    [Fact]
    public async Task The_patient_may_give_up_and_the_sender_may_cancel_with_a_reason()
    {
        var accepted = await Region.Refer(Village, "hx");
        await Must(Branch, "referral.accept", new { id = accepted });
        Assert.Equal("illegal-move", (await No(Village, "referral.cancel", new { id = accepted, reason = "improved" })).Code);
        await Must(Village, "referral.give-up", new { id = accepted, reason = "elsewhere" });
        Assert.Equal("givenUp", await State(accepted));
        var requested = await Region.Refer(Village, "hx");
        Assert.Equal("not-your-move", (await No(Branch, "referral.cancel", new { id = requested, reason = "improved" })).Code);
        await Must(Village, "referral.cancel", new { id = requested, reason = "improved" });
        Assert.Equal("cancelled", await State(requested));
        Assert.Null(await Item(Branch, requested));
        Assert.Equal(
            "improved",
            Assert
                .Single(await Region.Acts("referral.cancel"), a => a.Move is not null && a.Outcome == Kernel.Acts.ActOutcome.Done)
                .ReasonCode
        );
    }

    [Fact]
    public async Task After_treatment_the_patient_goes_down_with_a_plan_and_is_followed_up()
    {
        var resident = await Region.Register(Village, "钱桂珍");
        var up = await Region.Refer(Village, "hx", resident: resident);
        await Must(Branch, "referral.accept", new { id = up });
        await Must(Branch, "referral.confirm-arrival", new { id = up, kind = "inpatient" });
        var plan = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(await PlanTo(up, "hx1"))!;
        foreach (var field in new[] { "diagnosis", "dischargeSummary", "medication", "rehabilitation" })
        {
            var without = (JsonObject)plan.DeepClone();
            without[field] = "";
            Assert.Equal(field, (await No(Branch, "referral.step-down", without)).Faults.Single().Field);
        }
        var late = (JsonObject)plan.DeepClone();
        late["followUpOn"] = "2026-11-19";
        Assert.Equal("followUpOn", (await No(Branch, "referral.step-down", late)).Faults.Single().Field);
        var down = (await Must(Branch, "referral.step-down", plan))["id"]!.GetValue<string>();
        Assert.Equal(("concluded", "requested"), (await State(up), await State(down)));
        Assert.Equal("接续管理", (await Item(Village, down))!["asks"]!.GetValue<string>());
        await Must(Village, "referral.accept", new { id = down });
        Assert.Equal("finding", (await No(Village, "referral.follow-up", new { id = down, finding = "" })).Faults.Single().Field);
        await Must(Village, "referral.follow-up", new { id = down, finding = "血压 128/78" });
        Assert.Equal("concluded", await State(down));
        var stay = (await Must(Village, "resident.show", new { id = resident }))["encounters"]!
            .AsArray()
            .Single(e => e!["kind"]!.GetValue<string>() == "inpatient")!;
        Assert.Contains("I20.000", stay["diagnoses"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("下转", stay["outcomeWords"]!.GetValue<string>());
        var early = (JsonObject)plan.DeepClone();
        early["diagnosis"] = "没有这个诊断";
        Assert.Equal("illegal-move", (await No(Branch, "referral.step-down", early)).Code);
        await Region.Beat();
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_conclusion_closes_the_stay_with_its_diagnosis()
    {
        var referral = await Arrived();
        Assert.Equal("diagnosis", (
                await No(
                    Branch,
                    "referral.conclude",
                    new
                    {
                        id = referral,
                        diagnosis = "没有",
                        conclusion = "好转",
                    }
                )
            ).Faults.Single().Field);
        await Must(
            Branch,
            "referral.conclude",
            new
            {
                id = referral,
                diagnosis = "I20.000",
                conclusion = "好转",
            }
        );
        var shown = await Show(referral);
        Assert.Equal(
            ("concluded", "不稳定型心绞痛：好转"),
            (shown["here"]!["state"]!.GetValue<string>(), shown["conclusion"]!.GetValue<string>())
        );
    }

    [Fact]
    public async Task The_parties_may_look_for_a_while_after_the_end_and_no_longer()
    {
        var resident = await Region.Register(Village, "钱桂珍");
        var referral = await Region.Refer(Village, "gh", department: "心血管内科", resident: resident);
        await Must(Village, "referral.cancel", new { id = referral, reason = "improved" });
        await Must(Office, "resident.show", new { id = resident });
        await Region.Advance(TimeSpan.FromDays(31));
        Assert.Equal(Refusal.NotFound, await No(Office, "resident.show", new { id = resident }));
    }

    [Fact]
    public async Task What_is_overdue_is_raised_once_and_seen_by_the_overseer()
    {
        var referral = await Region.Refer(Village, "hx", "priority");
        await Region.Advance(TimeSpan.FromHours(1.9));
        Assert.False((await Item(Branch, referral))!["escalated"]!.GetValue<bool>());
        Assert.Empty((await Must(Overseer, "inbox.overdue", new { }))["items"]!.AsArray());
        await Region.Advance(TimeSpan.FromHours(0.2));
        await Region.Advance(TimeSpan.FromHours(5));
        Assert.True((await Item(Branch, referral))!["escalated"]!.GetValue<bool>());
        Assert.Single((await Must(Overseer, "inbox.overdue", new { }))["items"]!.AsArray());
        Assert.Single(await Region.Acts("work-item.escalate"));
        await Must(Branch, "referral.accept", new { id = referral });
        Assert.Empty((await Must(Overseer, "inbox.overdue", new { }))["items"]!.AsArray());
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Strangers_see_and_move_nothing()
    {
        var referral = await Region.Refer(Village, "hx");
        foreach (var useCase in new[] { "referral.show", "referral.accept", "referral.print" })
            Assert.Equal(Refusal.NotFound, await No(Stranger, useCase, new { id = referral }));
        Assert.Equal(RefusalKind.Denied, (await No(await Region.Part("systemAdministrator"), "referral.show", new { id = referral })).Kind);
        Assert.Empty((await Must(Stranger, "referral.list", new { tab = "all" }))["items"]!.AsArray());
    }

    [Fact]
    public async Task Advice_is_asked_answered_and_closed()
    {
        var visit = await Region.Visit(Village, await Region.Register(Village, "钱桂珍"));
        var asked = await Must(
            Village,
            "advice.ask",
            new
            {
                visit,
                to = await IdOf("gh"),
                department = "心血管内科",
                question = "是否需要上转？",
            }
        );
        var id = asked["id"]!.GetValue<string>();
        Assert.Equal("答复咨询", (await Item(Specialist, id))!["asks"]!.GetValue<string>());
        Assert.Null(await Item(await Region.Person("hepeishan"), id));
        Assert.Equal(Refusal.NotFound, await No(Stranger, "advice.show", new { id }));
        await Must(
            Specialist,
            "advice.answer",
            new
            {
                id,
                reply = "先调整用药",
                suggests = "stayBelow",
            }
        );
        Assert.Equal(
            "illegal-move",
            (
                await No(
                    Specialist,
                    "advice.answer",
                    new
                    {
                        id,
                        reply = "再答",
                        suggests = "refer",
                    }
                )
            ).Code
        );
        Assert.Equal("答复：先调整用药", (await Item(Village, id))!["fact"]!.GetValue<string>());
        await Must(Village, "advice.close", new { id });
        Assert.Null(await Item(Village, id));
        await Region.Beat();
        Assert.Empty(await Region.Findings());
    }
}

public sealed class ReferralMovesTestsOnSqlite(SqliteDb db) : ReferralMovesTests(db), IClassFixture<SqliteDb>;

public sealed class ReferralMovesTestsOnPostgres(PostgresDb db) : ReferralMovesTests(db), IClassFixture<PostgresDb>;
