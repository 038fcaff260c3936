using System.Text.Json.Nodes;
using Yihe.HealthRecord.Correcting;
using Yihe.HealthRecord.My;
using Yihe.ResidentAccounts;

namespace Yihe.HealthRecord.Tests;

/// <summary>A resident reads their record, takes a copy and has it corrected. QJ-66.</summary>
public abstract class CorrectionTests(TestDb db) : RecordTests(db)
{
    private Actor own = null!;
    private Guid entry;

    protected override async Task Begin()
    {
        await base.Begin();
        own = await Enter(Person);
        entry = await Push("Condition", new { code = new { text = "2型糖尿病" }, recordedDate = "2020-01-01" });
    }

    [Fact]
    public async Task A_resident_reads_their_own_record_in_plain_words_and_nobody_elses()
    {
        var other = await Another("孙晓梅");
        var others = await Push("Condition", new { code = new { text = "哮喘" } }, other);
        var shown = await Region.Must(ShowOwnRecord.Door, own, new());
        Assert.Equal(("2型糖尿病", "诊断"), (Assert.Single(shown.Record.Entries.Items).What, shown.Record.Entries.Items[0].Kind));
        Assert.Equal(Refusal.NotFound, (await Region.Run(ShowOwnRecord.Door, own, new(other))).Refusal);
        Assert.Equal(Refusal.NotFound, (await Region.Run(ShowOwnEntry.Door, own, new(others))).Refusal);
        Assert.Equal(Refusal.NotFound, (await Region.Run(AskCorrection.Door, own, new(others, "不对", "没有"))).Refusal);
        Assert.Equal(Refusal.NotFound, (await Region.Run(CopyOwnRecord.Door, own, new(other))).Refusal);
    }

    [Fact]
    public async Task Who_acts_for_somebody_reads_copies_and_asks_for_them_until_it_ends()
    {
        var daughter = await Another("孙晓梅");
        await Region.Must(
            "agent.register",
            Village,
            new
            {
                id = Person,
                identityNumber = People.IdentityOf($"{daughter}"),
                name = "孙晓梅",
                proof = "family",
                until = Region.Clock.GetUtcNow().Day().AddDays(2),
            }
        );
        var agent = await Enter(daughter);
        Assert.Single((await Region.Must(ShowOwnRecord.Door, agent, new(Person))).Record.Entries.Items);
        var asked = await Region.Must(AskCorrection.Door, agent, new(entry, "没有糖尿病", "删去", Person));
        Assert.True(
            (await Region.Must(ShowOwnEntry.Door, agent, new(entry, Person))).Corrections.Single(c => c.Id == asked.Id).MayWithdraw
        );
        await Region.Advance(TimeSpan.FromDays(4));
        Assert.Equal(Refusal.NotFound, (await Region.Run(ShowOwnRecord.Door, await Enter(daughter), new(Person))).Refusal);
    }

    [Fact]
    public async Task A_copy_holds_every_document_of_the_person_and_none_of_anybody_else()
    {
        await Region.Visit(Village, $"{Person}");
        await Region.Refer(Village, "gh", department: "心血管内科", resident: $"{Person}");
        for (var n = 0; n < 40; n++)
            await Result("血糖", 5 + n, "2026-05-01");
        var other = await Another("孙晓梅");
        await Push("Condition", new { code = new { text = "哮喘" } }, other);
        var file = await Region.Must(CopyOwnRecord.Door, own, new());
        var entries = JsonNode.Parse(file.Content)!["entry"]!.AsArray().Select(e => e!["resource"]!).ToList();
        await using var db = Region.Platform.Database.Open();
        var expected = db.Set<Kernel.Records.Document>().Where(d => d.Subject == Person.Value).Select(d => d.Type + "/" + d.Name).ToList();
        Assert.True(expected.Count > 40);
        Assert.Equal(expected.Order(), entries.Select(e => $"{e["resourceType"]}/{e["id"]}").Order());
        Assert.Equal("Patient", $"{entries[0]["resourceType"]}");
        Assert.DoesNotContain("哮喘", System.Text.Encoding.UTF8.GetString(file.Content), StringComparison.Ordinal);
        Assert.Equal(
            expected.Count(e => !e.StartsWith("Patient/", StringComparison.Ordinal)),
            (await Region.Must(CopyOwnRecord.OnPaper, own, new())).Entries.Count
        );
        Assert.Equal(Person.Value, Assert.Single(await Region.Acts("my.record-copy")).Subject);
    }

    [Fact]
    public async Task Whoever_wrote_an_entry_is_asked_answers_and_the_entry_stays_and_says_so()
    {
        var before = (await Region.Must(ShowOwnEntry.Door, own, new(entry))).Original;
        var asked = await Region.Must(AskCorrection.Door, own, new(entry, "我没有糖尿病", "请删去"));
        Assert.Equal("already-asked", (await Region.Run(AskCorrection.Door, own, new(entry, "再说一次", "删去"))).Refusal?.Code);
        var clerk = await Region.Part("recordClerk");
        var item = (await Region.Must("inbox.show", clerk, new { }))["items"]!.AsArray().Single(i => $"{i!["id"]}" == $"{asked.Id}")!;
        Assert.Equal("答复档案更正", $"{item["asks"]}");
        Assert.Equal(30, (item["dueAt"]!.GetValue<DateTimeOffset>() - Region.Clock.GetUtcNow()).TotalDays, 0.01);
        Assert.Equal("本人有异议，待答复", (await Region.Must(ShowTimeline.Door, Village, new(Person))).Entries.Items[0].Disputed);
        Assert.Equal(Refusal.NotFound, (await Region.Run(AnswerCorrection.Correct, Village, new(asked.Id, "已改"))).Refusal);
        Assert.Equal("reference", (await Region.Run(AnswerCorrection.Correct, clerk, new(asked.Id, " "))).Refusal?.Faults[0].Field);
        await Region.Must(AnswerCorrection.Correct, clerk, new(asked.Id, "出院诊断 2026-11-19 已重新提交"));
        var shown = await Region.Must(ShowOwnEntry.Door, own, new(entry));
        Assert.Equal(before, shown.Original);
        Assert.Equal("本人有异议，已更正", shown.Entry.Disputed);
        Assert.Equal("出院诊断 2026-11-19 已重新提交", shown.Corrections[0].Answer);
        Assert.Contains("已经答复", await MessageTo(Person), StringComparison.Ordinal);
        Assert.Equal("illegal-move", (await Region.Run(AnswerCorrection.Refuse, clerk, new(asked.Id, "verified", "查过"))).Refusal?.Code);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_refusal_has_a_reason_from_the_list_and_one_may_think_better_of_it_before()
    {
        var clerk = await Region.Part("recordClerk");
        var asked = await Region.Must(AskCorrection.Door, own, new(entry, "我没有糖尿病", "请删去"));
        Assert.Equal("reason", (await Region.Run(AnswerCorrection.Refuse, clerk, new(asked.Id, "否", "查过"))).Refusal?.Faults[0].Field);
        await Region.Must(AnswerCorrection.Refuse, clerk, new(asked.Id, "verified", "2020-01-01 糖化血红蛋白 8.1%"));
        var answer = (await Region.Must(ShowOwnRecord.Door, own, new())).Corrections[0];
        Assert.Equal(("未更正", "经核实，原记录与当时的情况相符：2020-01-01 糖化血红蛋白 8.1%"), (answer.StateWords, answer.Answer));
        var again = await Region.Must(AskCorrection.Door, own, new(entry, "还是不对", "请删去"));
        await Region.Must(WithdrawCorrection.Door, own, new(again.Id));
        Assert.Equal("illegal-move", (await Region.Run(AnswerCorrection.Correct, clerk, new(again.Id, "已改"))).Refusal?.Code);
    }

    [Fact]
    public async Task What_is_not_answered_in_time_is_raised()
    {
        var asked = await Region.Must(AskCorrection.Door, own, new(entry, "我没有糖尿病", "请删去"));
        await Region.Advance(TimeSpan.FromDays(31));
        await using var db = Region.Platform.Database.Open();
        Assert.NotNull(db.Set<Kernel.Flows.WorkItem>().Single(i => i.Id == asked.Id).EscalatedAt);
    }

    private async Task<string> MessageTo(ResidentId resident)
    {
        var people = await DemoResidents.List(Region.Platform, Ct);
        return people.Single(p => p.IdentityNumber == People.IdentityOf($"{resident}")).Message ?? "";
    }
}

public sealed class CorrectionOnSqlite(SqliteDb db) : CorrectionTests(db), IClassFixture<SqliteDb>;

public sealed class CorrectionOnPostgres(PostgresDb db) : CorrectionTests(db), IClassFixture<PostgresDb>;
