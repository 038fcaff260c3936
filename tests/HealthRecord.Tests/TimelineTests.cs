namespace Yihe.HealthRecord.Tests;

/// <summary>One list by time over all institutions; who cares for the person sees all of it, any other institution what it wrote. XX-37, XX-39.</summary>
public abstract class TimelineTests(TestDb db) : RecordTests(db)
{
    [Fact]
    public async Task Our_visits_and_what_others_handed_in_stand_in_one_list_the_newest_first_with_where_they_come_from()
    {
        await Region.Visit(Village, $"{Person}");
        await Result("空腹血糖", 7.8, "2026-03-02", high: 6.1);
        await Push("Condition", new { code = new { text = "2型糖尿病" }, onsetDateTime = "2015" });
        await Push(
            "Immunization",
            new
            {
                status = "completed",
                vaccineCode = new { text = "流感疫苗" },
                occurrenceDateTime = "2025-11-03",
            }
        );
        await Push(
            "CarePlan",
            new
            {
                status = "active",
                intent = "plan",
                title = "糖尿病管理",
            }
        );
        var shown = await Region.Must(ShowTimeline.Door, Village, new(Person));
        Assert.Equal(
            [
                "2026-11-19 原发性高血压 I10.x00 门诊",
                "2026-03-02 空腹血糖 7.8 mmol/L",
                "2025-11-03 流感疫苗 已完成",
                "2015年 2型糖尿病",
                "糖尿病管理 进行中",
            ],
            shown.Entries.Items.Select(e => string.Join(' ', new[] { e.When?.Split(' ')[0], e.What, e.Value }.Where(t => t is not null)))
        );
        Assert.Equal(["本平台", .. Enumerable.Repeat("接口：县总医院 HIS", 4)], shown.Entries.Items.Select(e => e.From));
        Assert.Equal("偏高", shown.Entries.Items[1].Mark);
        Assert.Equal("visit 1,result 1,vaccine 1,problem 1,care 1", string.Join(',', shown.Kinds.Select(k => $"{k.Value} {k.Count}")));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_or_a_repetition_and_narrow_by_kind_and_source()
    {
        for (var n = 0; n < 64; n++)
            await Result("血糖", 5 + n, n % 3 == 0 ? "2026-05-01" : $"2026-05-{(n % 28) + 1:00}T08:00:00+08:00");
        await Medicine("二甲双胍", "active", "2026-05-03");
        var (seen, after) = (new List<Guid>(), (string?)null);
        do
        {
            var page = (await Region.Must(ShowTimeline.Door, Village, new(Person, "result", After: after))).Entries;
            seen.AddRange(page.Items.Select(e => e.Id));
            after = page.Next;
        } while (after is not null);
        Assert.Equal((64, 64), (seen.Count, seen.Distinct().Count()));
        var hospital = (await Region.Institution("gh")).Id;
        var narrowed = await Region.Must(ShowTimeline.Door, Village, new(Person, "medication", hospital));
        Assert.Equal("二甲双胍", Assert.Single(narrowed.Entries.Items).What);
        Assert.Empty((await Region.Must(ShowTimeline.Door, Village, new(Person, Source: Village.Institution))).Entries.Items);
        Assert.Equal("kind", (await Region.Run(ShowTimeline.Door, Village, new(Person, "?"))).Refusal?.Faults[0].Field);
    }

    [Fact]
    public async Task An_institution_without_a_care_relation_sees_what_it_wrote_and_nothing_else()
    {
        var glucose = await Result("血糖", 5.2, "2026-05-01");
        var visit = Guid.Parse(await Region.Visit(Village, $"{Person}"));
        var hospital = await Region.Part("specialist");
        var shown = await Region.Must(ShowTimeline.Door, hospital, new(Person));
        Assert.False(shown.IsWhole);
        Assert.Equal(glucose, Assert.Single(shown.Entries.Items).Id);
        Assert.Equal("血糖", Assert.Single(shown.Summary!.Results).What);
        Assert.Empty(shown.Summary.Problems);
        Assert.Equal(Refusal.NotFound, (await Region.Run(ShowEntry.Door, hospital, new(Person, visit))).Refusal);
        Assert.Equal(glucose, (await Region.Must(ShowEntry.Door, hospital, new(Person, glucose))).Entry.Id);
        var stranger = await Region.Person("zhaoyulan");
        Assert.Equal(Refusal.NotFound, (await Region.Run(ShowTimeline.Door, stranger, new(Person))).Refusal);
        Assert.Equal(Refusal.NotFound, (await Region.Run(ShowEntry.Door, stranger, new(Person, glucose))).Refusal);
    }

    [Fact]
    public async Task Who_was_merged_is_read_as_one_person_whichever_is_asked_for()
    {
        var other = await Another("钱桂贞");
        await Result("血糖", 5.2, "2026-05-01");
        await Region.Visit(Village, $"{other}");
        var clerk = await Region.Part("recordClerk");
        await Region.Must(
            "merge.make",
            clerk,
            new
            {
                stays = Person,
                goes = other,
                reason = "持两张证件",
            }
        );
        foreach (var id in new[] { Person, other })
            Assert.Equal(2, (await Region.Must(ShowTimeline.Door, Village, new(id))).Entries.Items.Count);
    }

    [Fact]
    public async Task The_summary_says_what_holds_now_and_puts_the_same_result_side_by_side_over_time()
    {
        await Result("血糖", 6.0, "2025-05-01", high: 6.1);
        await Result("血糖", 7.8, "2026-05-01", high: 6.1);
        await Medicine("二甲双胍", "active", "2026-05-03");
        await Medicine("格列齐特", "stopped", "2026-05-04");
        await Push(
            "Condition",
            new
            {
                clinicalStatus = Code("active"),
                code = new { text = "2型糖尿病" },
                recordedDate = "2020-01-01",
            }
        );
        await Push(
            "Condition",
            new
            {
                clinicalStatus = Code("resolved"),
                code = new { text = "肺炎" },
                recordedDate = "2019-01-01",
            }
        );
        await Push(
            "AllergyIntolerance",
            new
            {
                code = new { text = "青霉素" },
                recordedDate = "2018-02-03",
                criticality = "high",
            }
        );
        var summary = (await Region.Must(ShowTimeline.Door, Village, new(Person))).Summary!;
        Assert.Equal("二甲双胍", Assert.Single(summary.Medications).What);
        Assert.Equal("2型糖尿病", Assert.Single(summary.Problems).What);
        Assert.Equal(("青霉素", "高危"), (Assert.Single(summary.Allergies).What, summary.Allergies[0].Value));
        var trend = Assert.Single(summary.Results);
        Assert.Equal(["2026-05-01 7.8 mmol/L 偏高", "2025-05-01 6 mmol/L "], trend.Measures.Select(m => $"{m.When} {m.Value} {m.Mark}"));
        Assert.Equal("≤ 6.1 mmol/L", trend.Range);
    }

    [Fact]
    public async Task Every_look_is_an_act_about_the_person_and_the_person_sees_it()
    {
        var entry = await Result("血糖", 6.0, "2025-05-01");
        await Region.Must(ShowTimeline.Door, Village, new(Person));
        await Region.Must(ShowEntry.Door, Village, new(Person, entry));
        await Region.Must(PrintSummary.Door, Village, new(Person));
        Assert.Equal(2, (await Region.Must(PrintSummary.Door, Village, new(Person))).Printing);
        foreach (var useCase in new[] { "health-record.show", "health-record.entry", "health-record.print" })
            Assert.All(await Region.Acts(useCase), act => Assert.Equal(Person.Value, act.Subject));
        var own = await Enter(Person);
        var looks = (await Region.Must("my.looks", own, new { }))["items"]!.AsArray().Select(l => $"{l!["what"]}");
        Assert.Contains("查看健康档案", looks);
        Assert.Contains("打印健康档案摘要", looks);
    }

    private static object Code(string code) =>
        new { coding = new[] { new { system = "http://terminology.hl7.org/CodeSystem/condition-clinical", code } } };
}

public sealed class TimelineOnSqlite(SqliteDb db) : TimelineTests(db), IClassFixture<SqliteDb>;

public sealed class TimelineOnPostgres(PostgresDb db) : TimelineTests(db), IClassFixture<PostgresDb>;
