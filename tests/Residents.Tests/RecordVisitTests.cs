using Yihe.Residents.Visits;

namespace Yihe.Residents.Tests;

/// <summary>The shortest useful visit, and what it will not take.</summary>
public abstract class RecordVisitTests(TestDb db) : RegionTests(db)
{
    private Actor village = null!;
    private ResidentId resident;

    protected override async Task Begin()
    {
        village = await Region.Part("villageDoctor");
        resident = ResidentId.From(Guid.Parse(await Region.Register(village, "钱桂珍")));
    }

    private RecordVisit.Input Visit => new(resident, "头晕 3 天", "I10.x00", "150/95", 6.1m, 36.6m, NextStep.Refer);

    [Fact]
    public async Task A_visit_stands_in_the_record_with_its_signs()
    {
        var done = await Region.Must(RecordVisit.Door, village, Visit);
        var shown = await Region.Must(ShowResident.Door, village, new(resident));
        var line = Assert.Single(shown.Encounters);
        Assert.Equal((done.Id, "头晕 3 天", "血压 150/95 mmHg；血糖 6.1 mmol/L；体温 36.6 ℃"), (line.Id, line.Complaint, line.Signs));
        Assert.Equal("原发性高血压 I10.x00", line.Diagnoses);
        Assert.NotNull(line.ClosedAt);
    }

    [Fact]
    public async Task What_cannot_be_is_named()
    {
        (string Field, RecordVisit.Input Input)[] cases =
        [
            ("complaint", Visit with { Complaint = "" }),
            ("complaint", Visit with { Complaint = new string('晕', 201) }),
            ("diagnosis", Visit with { Diagnosis = "" }),
            ("diagnosis", Visit with { Diagnosis = "高血" }),
            ("bloodPressure", Visit with { BloodPressure = "95/150" }),
            ("bloodPressure", Visit with { BloodPressure = "150" }),
            ("bloodPressure", Visit with { BloodPressure = "1500/95" }),
            ("bloodPressure", Visit with { BloodPressure = "一百五" }),
            ("glucose", Visit with { Glucose = 0.5m }),
            ("glucose", Visit with { Glucose = 61m }),
            ("temperature", Visit with { Temperature = 29.9m }),
            ("temperature", Visit with { Temperature = 45.1m }),
        ];
        foreach (var (field, input) in cases)
            Assert.Equal(field, Assert.Single((await Region.Run(RecordVisit.Door, village, input)).Refusal!.Faults).Field);
        foreach (var text in new[] { "150/95", "150／95", " 150-95 ", "150 95", "" })
            Assert.Null((await Region.Run(RecordVisit.Door, village, Visit with { BloodPressure = text })).Refusal);
    }

    [Fact]
    public async Task Nobody_records_a_visit_of_a_stranger() =>
        Assert.Equal(Refusal.NotFound, (await Region.Run(RecordVisit.Door, await Region.Person("zhaoyulan"), Visit)).Refusal);

    [Fact]
    public async Task Diagnoses_are_offered_while_typing()
    {
        (string Text, string First)[] cases =
        [
            ("高血压", "原发性高血压"),
            ("yfxgxy", "原发性高血压"),
            ("I10", "原发性高血压"),
            ("i10.x00", "原发性高血压"),
            ("I10.x00x021", "高血压1级（低危）"),
        ];
        foreach (var (text, first) in cases)
            Assert.Equal(first, (await Region.Must(SearchDiagnoses.Door, village, new(text)))[0].Name);
    }
}

public sealed class RecordVisitTestsOnSqlite(SqliteDb db) : RecordVisitTests(db), IClassFixture<SqliteDb>;

public sealed class RecordVisitTestsOnPostgres(PostgresDb db) : RecordVisitTests(db), IClassFixture<PostgresDb>;
