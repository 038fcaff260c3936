using System.Text;
using System.Text.Json.Nodes;
using Yihe.Accounts.People;
using Yihe.Hl7.Text;
using Yihe.Kernel.Flows;
using Yihe.Kernel.Records;
using Yihe.MasterIndex;

namespace Yihe.Hl7.Tests;

/// <summary>A registered source sends, and what it says is in the record, once, or kept with the reason. XX-38, WJ-18.</summary>
public abstract class TakingTests(TestDb db) : MessageStory(db)
{
    [Fact]
    public async Task A_result_becomes_a_report_with_its_observations_values_units_ranges_and_flags()
    {
        var number = People.NewIdentity();
        var resident = Guid.Parse(await Region.Register(await Region.Part("villageDoctor"), "吴桂珍", number));
        var answer = await Send(Result("M1", Patient(identity: number)));
        Assert.Equal("AA", Code(answer));
        var report = Assert.Single(await Documents("DiagnosticReport"));
        Assert.Equal(
            ("final", "58410-2", "http://loinc.org"),
            ($"{report["status"]}", $"{report["code"]!["coding"]![0]!["code"]}", $"{report["code"]!["coding"]![0]!["system"]}")
        );
        var count = await Count();
        var seen = (await Documents("Observation")).Single(o => $"{o["id"]}" != $"{count["id"]}");
        Assert.Equal("9.8 10*9/L", $"{count["valueQuantity"]!["value"]} {count["valueQuantity"]!["unit"]}");
        Assert.Equal(
            "3.5–9.5 H 复查",
            $"{count["referenceRange"]![0]!["low"]!["value"]}–{count["referenceRange"]![0]!["high"]!["value"]} {count["interpretation"]![0]!["coding"]![0]!["code"]} {count["note"]![0]!["text"]}"
        );
        Assert.Equal(("正常", "2026-11-19T08:40:00+08:00"), ($"{seen["valueString"]}", $"{count["effectiveDateTime"]}"));
        Assert.Equal(
            [$"Observation/{count["id"]}", $"Observation/{seen["id"]}"],
            report["result"]!.AsArray().Select(r => $"{r!["reference"]}")
        );
        Assert.All(
            (await Rows()).Where(d => d.Type is "Observation" or "DiagnosticReport" or "Patient"),
            d => Assert.Equal(resident, d.Subject)
        );
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task The_same_message_again_is_acknowledged_again_and_nothing_is_twice()
    {
        var first = Result("M1", Patient());
        Assert.Equal("AA", Code(await Send(first)));
        var rows = (await Rows()).Select(d => (d.Id, d.Version)).ToList();
        Assert.Equal("AA", Code(await Send(first)));
        Assert.Equal(rows, (await Rows()).Select(d => (d.Id, d.Version)));
        var other = await Send(Result("M1", Patient(), value: "1.1"));
        Assert.Equal("AR", Code(other));
        Assert.Contains("MSH-10", Why(other), StringComparison.Ordinal);
        Assert.Equal(rows, (await Rows()).Select(d => (d.Id, d.Version)));
        Assert.Empty(await Failed());
    }

    [Fact]
    public async Task A_correction_is_a_next_version_of_the_same_result()
    {
        await Send(Result("M1", Patient()));
        await Send(Result("M2", Patient(), value: "12.1", status: "C"));
        var count = await Count();
        Assert.Equal(
            ("12.1", "corrected", 2),
            ($"{count["valueQuantity"]!["value"]}", $"{count["status"]}", (await Documents("Observation")).Count)
        );
        Assert.Equal([1, 2], (await Rows()).Where(d => d.Type == "Observation").Select(d => d.Version).Order());
    }

    [Theory]
    [InlineData("ORU^R01", "LIS", "", "PID-3")]
    [InlineData("ORU^R09", "LIS", "x", "MSH-9")]
    [InlineData("ORU^R01", "RIS", "x", "MSH-3")]
    public async Task What_cannot_be_taken_is_answered_with_the_reason_and_kept_in_the_queue(
        string type,
        string app,
        string number,
        string place
    )
    {
        var text = Result("M1", Patient(number))
            .Replace("ORU^R01^ORU_R01", type, StringComparison.Ordinal)
            .Replace("|LIS|", $"|{app}|", StringComparison.Ordinal);
        var answer = await Send(text);
        Assert.Equal(place.StartsWith("MSH", StringComparison.Ordinal) ? "AR" : "AE", Code(answer));
        Assert.Contains(place, Why(answer), StringComparison.Ordinal);
        Assert.StartsWith(place[..3], Message.Read(answer).Value.Text("ERR-2"), StringComparison.Ordinal);
        var failed = Assert.Single(await Failed());
        Assert.Equal((FailedState.Waiting, "M1"), (failed.State, failed.ControlId));
        Assert.Empty(await Documents("Observation"));
        await Send(text);
        Assert.Equal(2, Assert.Single(await Failed()).Tries);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Wrong_times_are_named_and_nothing_is_half_stored()
    {
        var answer = await Send(Result("M1", Patient()).Replace("20261119084000", "20261341", StringComparison.Ordinal));
        Assert.Contains("OBX-14", Why(answer), StringComparison.Ordinal);
        Assert.DoesNotContain(await Rows(), d => d.Type is "Observation" or "DiagnosticReport" or "Patient");
    }

    [Fact]
    public async Task After_its_source_is_registered_a_kept_message_is_taken_by_trying_again()
    {
        var text = Result("M1", Patient()).Replace("|LIS|", "|RIS|", StringComparison.Ordinal);
        await Send(text);
        var id = Assert.Single(await Failed()).Id;
        Assert.Equal("MSH-3", (await Region.Run(RetryMessage.Door, Clerk, new(id))).Refusal?.Faults[0].Field);
        await Region.Must(RegisterSource.Door, Clerk, new("RIS", "影像系统"));
        await Region.Must(RetryMessage.Door, Clerk, new(id));
        Assert.Equal(FailedState.Taken, Assert.Single(await Failed()).State);
        Assert.Equal(2, (await Documents("Observation")).Count);
        Assert.Equal("AA", Code(await Send(text)));
        await using var db = Region.Platform.Database.Open();
        Assert.Empty(await db.Set<WorkItem>().Where(i => i.Flow == "message" && i.Open).ToListAsync(Ct));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_message_sent_again_leaves_the_queue_by_itself_and_one_put_aside_stays_kept()
    {
        var (text, other) = (Result("M1", Patient()).Replace("|LIS|", "|RIS|", StringComparison.Ordinal), Result("M2", Patient("")));
        await Send(text);
        await Send(other);
        await Region.Must(RegisterSource.Door, Clerk, new("RIS", "影像系统"));
        Assert.Equal("AA", Code(await Send(text)));
        var aside = (await Failed()).Single(m => m.ControlId == "M2");
        Assert.NotNull((await Region.Run(SetAsideMessage.Door, Clerk, new(aside.Id, ""))).Refusal);
        await Region.Must(SetAsideMessage.Door, Clerk, new(aside.Id, "测试误发"));
        Assert.Equal([FailedState.Taken, FailedState.Aside], (await Failed()).Select(m => m.State));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Who_cannot_be_matched_waits_and_what_came_goes_to_the_resident_once_a_person_tells()
    {
        var resident = await Region.Register(await Region.Part("villageDoctor"), "吴桂珍");
        Assert.Equal("AA", Code(await Send(Result("M1", Patient()))));
        var sources = await Region.Must("source.list", Clerk, new { });
        var waiting = sources["items"]!.AsArray().Single(s => $"{s!["system"]}" == "LIS")!;
        Assert.DoesNotContain(await Rows(), d => d.Type == "Observation" && d.Subject == Guid.Parse(resident));
        await Region.Must(
            "source.match",
            Clerk,
            new
            {
                id = $"{waiting["id"]}",
                resident,
                reason = "电话核对本人",
            }
        );
        await Region.Beat();
        Assert.All(
            (await Rows()).Where(d => d.Type is "Observation" or "DiagnosticReport" or "Patient"),
            d => Assert.Equal(Guid.Parse(resident), d.Subject)
        );
        await Region.Must("source.unlink", Clerk, new { id = $"{waiting["id"]}", reason = "认错了" });
        await Region.Beat();
        Assert.DoesNotContain(await Rows(), d => d.Type == "Observation" && d.Subject == Guid.Parse(resident));
        Assert.Equal(2, (await Documents("Observation")).Count);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Admission_and_discharge_are_one_encounter_and_what_is_not_said_again_stays()
    {
        await Send(
            Head("ADT^A01", "A1") + Patient() + "PV1|1|I|内科^^3||||D1^王^医生||||||||||||V1|||||||||||||||||||||||||20261118080000\r"
        );
        await Send(Head("ADT^A08", "A2") + Patient(name: "吴^桂贞") + "PV1|1|I|||||||||||||||||V1\r");
        await Send(
            Head("ADT^A03", "A3") + Patient(name: "吴^桂贞") + "PV1|1|I|||||||||||||||||V1||||||||||||||||||||||||||20261119080000\r"
        );
        var stay = Assert.Single(await Documents("Encounter"));
        Assert.Equal(
            ("finished", "2026-11-18T08:00:00+08:00", "2026-11-19T08:00:00+08:00", "王医生"),
            (
                $"{stay["status"]}",
                $"{stay["period"]!["start"]}",
                $"{stay["period"]!["end"]}",
                $"{stay["participant"]![0]!["individual"]!["display"]}"
            )
        );
        Assert.Equal("吴桂贞", $"{Assert.Single(await Documents("Patient"))["name"]![0]!["text"]}");
    }

    [Fact]
    public async Task Orders_and_appointments_are_written_and_followed()
    {
        await Send(Head("ORM^O01", "O1") + Patient() + "ORC|NW|R1||||||20261119|||||D1^王^医生\rOBR|1|R1||58410-2^血常规^LN|S\r");
        await Send(Head("ORM^O01", "O2") + Patient() + "ORC|CA|R1\rOBR|1|R1||58410-2^血常规^LN|S\r");
        var order = Assert.Single(await Documents("ServiceRequest"));
        Assert.Equal(("revoked", "stat"), ($"{order["status"]}", $"{order["priority"]}"));
        await Send(
            Head("SIU^S12", "S1")
                + "SCH|B1|||||||||20^min|^^^20261201090000\r".Replace("|||20^min|", "||", StringComparison.Ordinal)
                + Patient()
        );
        await Send(Head("SIU^S15", "S2") + "SCH|B1\r" + Patient());
        Assert.Equal("cancelled", $"{Assert.Single(await Documents("Appointment"))["status"]}");
    }

    [Fact]
    public async Task Numbers_that_a_source_joins_mean_one_patient_and_a_loop_is_refused()
    {
        var number = People.NewIdentity();
        await Send(Result("M1", Patient("P2", identity: number)));
        await Send(Result("M2", Patient("P1")).Replace("|F1|", "|F9|", StringComparison.Ordinal));
        string Join(string id, string stays, string gone) => Head("ADT^A40", id) + Patient(stays) + $"MRG|{gone}^^^GH^MR\r";
        Assert.Equal("AA", Code(await Send(Join("J1", "P2", "P1"))));
        await Region.Beat();
        var subjects = (await Rows()).Where(d => d.Type == "Observation").Select(d => d.Subject).Distinct();
        Assert.Single(subjects);
        var loop = await Send(Join("J2", "P1", "P2"));
        Assert.Equal("AE", Code(loop));
        Assert.Contains("环", Why(loop), StringComparison.Ordinal);
        Assert.Equal("AE", Code(await Send(Join("J3", "P1", "P1"))));
        Assert.Empty(await Region.Findings());
        await using var db = Region.Platform.Database.Open();
        var join = await db.Set<NumberJoin>().SingleAsync(Ct);
        await Region.Must(PartNumbers.Door, Clerk, new(join.Id, "来源误并"));
        await Region.Beat();
        Assert.Equal(2, (await Rows()).Where(d => d.Type == "Observation").Select(d => d.Subject).Distinct().Count());
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_code_that_is_mapped_comes_with_the_standard_one_beside_it()
    {
        await using var db = Region.Platform.Database.Open();
        var source = await db.Set<MessageSource>().SingleAsync(Ct);
        await Region.Must(MapCode.Door, Clerk, new(source.Id, "WBC", "LN", "6690-2", "白细胞计数"));
        await Send(Result("M1", Patient()));
        var codings = (await Count())["code"]!["coding"]!.AsArray();
        Assert.Equal(["6690-2", "WBC"], codings.Select(c => $"{c!["code"]}"));
    }

    [Fact]
    public async Task An_answer_is_readable_also_where_the_message_came_in_letters_that_have_no_chinese()
    {
        var answer = await Send(Result("M1", "PID|1||\r").Replace("2.5.1\r", "2.5.1||||||8859/1\r", StringComparison.Ordinal));
        Assert.Contains("没有写", Why(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_stands_for_its_system_and_is_not_kept()
    {
        async Task<string> Open(string secret) =>
            Codings.Utf8.GetString(
                (
                    await MessageDoor.Answer(
                        Region.Gate,
                        null,
                        Encoding.UTF8.GetBytes(
                            Result("M1", Patient()).Replace("20261119090000||", $"20261119090000|{secret}|", StringComparison.Ordinal)
                        ),
                        new Call(),
                        Ct
                    )
                ).Body
            );
        Assert.Equal("AR", Code(await Open("")));
        Assert.Equal("AR", Code(await Open("yh_wrong")));
        Assert.Empty(await Failed());
        Assert.Equal("AA", Code(await Open(Secret)));
        await using var db = Region.Platform.Database.Open();
        var taken = await db.Set<TakenMessage>().SingleAsync(Ct);
        var kept = Codings.Utf8.GetString(Region.Platform.Vault.Decrypt(taken.Content, TakenMessage.Place));
        Assert.DoesNotContain(Secret, kept, StringComparison.Ordinal);
        Assert.Contains("白细胞", kept, StringComparison.Ordinal);
    }
}

public sealed class TakingTestsOnSqlite(SqliteDb db) : TakingTests(db), IClassFixture<SqliteDb>;

public sealed class TakingTestsOnPostgres(PostgresDb db) : TakingTests(db), IClassFixture<PostgresDb>;
