using System.Text;
using System.Text.Json.Nodes;

namespace Yihe.Interop.Tests;

/// <summary>What FHIR's grammar promises, word for word.</summary>
public abstract class RestTests(TestDb db) : FhirTests(db)
{
    private static readonly global::System.Text.Json.JsonSerializerOptions WithoutNulls = new()
    {
        DefaultIgnoreCondition = global::System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private static object Patient(string family, string given, string? identifier = null, string birth = "1955-03-09") =>
        new
        {
            resourceType = "Patient",
            identifier = new[] { new { system = "urn:oid:2.16.156.10011.1.3", value = identifier ?? Womans() } },
            name = new[]
            {
                new
                {
                    family,
                    given = new[] { given },
                    text = family + given,
                },
            },
            gender = "female",
            birthDate = birth,
        };

    /// <summary>A number that says what the patients of these tests say: that they are women.</summary>
    private static string Womans()
    {
        var number = People.NewIdentity();
        return (number[16] - '0') % 2 == 0 ? number : Womans();
    }

    private static object Observation(string patient, double value, string day, string code = "8480-6") =>
        new
        {
            resourceType = "Observation",
            status = "final",
            code = new { coding = new[] { new { system = "http://loinc.org", code } } },
            subject = new { reference = patient },
            effectiveDateTime = day,
            valueQuantity = new
            {
                value,
                unit = "mmHg",
                system = "http://unitsofmeasure.org",
                code = "mm[Hg]",
            },
        };

    private async Task<string> Create(object resource)
    {
        var reply = await Send(
            "POST",
            JsonNode.Parse(global::System.Text.Json.JsonSerializer.Serialize(resource))!["resourceType"]!.GetValue<string>(),
            resource
        );
        Assert.True(reply.Status == 201, Text(reply));
        return Json(reply)["id"]!.GetValue<string>();
    }

    [Fact]
    public async Task Every_person_a_search_shows_counts_towards_the_reading_limit_whatever_is_searched()
    {
        foreach (var given in new[] { "一", "二", "三" })
            await Create(Observation($"Patient/{await Create(Patient("限", given))}", 150, "2026-11-19"));
        var before = await ShownPersons();
        Assert.Equal(3, (await Found("Patient?family=限")).Length);
        Assert.Equal(before + 3, await ShownPersons());
        Assert.Equal(3, (await Found("Observation?patient.family=限&_include=Observation:subject")).Length);
        Assert.Equal(before + 6, await ShownPersons());
        await Found("Organization");
        Assert.Equal(before + 6, await ShownPersons());
    }

    private async Task<int> ShownPersons()
    {
        await using var db = Region.Platform.Database.Open();
        return await db.Set<Shown>().SumAsync(s => s.Persons, Ct);
    }

    [Fact]
    public async Task A_resource_lives_through_create_read_update_history_and_delete()
    {
        var id = await Create(Patient("欧阳", "桂珍"));
        var read = await Send("GET", $"Patient/{id}");
        Assert.Equal((200, 1), (read.Status, read.Version));
        Assert.Equal(304, (await Send("GET", $"Patient/{id}", null, ("If-None-Match", "W/\"1\""))).Status);
        var next = Json(read);
        next["gender"] = "male";
        Assert.Equal(412, (await Send("PUT", $"Patient/{id}", next.ToJsonString(), ("If-Match", "W/\"7\""))).Status);
        Assert.Equal(2, (await Send("PUT", $"Patient/{id}", next.ToJsonString(), ("If-Match", "W/\"1\""))).Version);
        Assert.Equal("female", Json(await Send("GET", $"Patient/{id}/_history/1"))["gender"]!.GetValue<string>());
        Assert.Equal(2, (await Must("GET", $"Patient/{id}/_history"))["total"]!.GetValue<int>());
        Assert.Equal(204, (await Send("DELETE", $"Patient/{id}")).Status);
        Assert.Equal(410, (await Send("GET", $"Patient/{id}")).Status);
        Assert.Empty(await Found("Patient?family=欧阳"));
        var history = await Must("GET", $"Patient/{id}/_history");
        Assert.Equal(["DELETE", "PUT", "POST"], history["entry"]!.AsArray().Select(e => e!["request"]!["method"]!.GetValue<string>()));
        Assert.Equal(201 + 0, (await Send("PUT", "Patient/own-id", new { resourceType = "Patient", id = "own-id" })).Status);
        Assert.Equal(404, (await Send("GET", "Patient/nobody")).Status);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task What_is_searched_is_found_by_every_kind_of_parameter()
    {
        var (li, zhao) = (
            await Create(Patient("李", "秀兰", "99990119550309001X")),
            await Create(Patient("Müller", "Zoë", birth: "1980-12-01"))
        );
        await Create(Observation($"Patient/{li}", 186, "2026-11-01T08:00:00+08:00"));
        var late = await Create(Observation($"Patient/{li}", 142.5, "2026-11-10"));
        await Create(Observation($"Patient/{zhao}", 120, "2025-05", "8462-4"));
        async Task Finds(int count, string url) =>
            Assert.True(count == (await Found(url)).Length, $"{url}: {Text(await Send("GET", url))}");
        await Finds(1, "Patient?name=李");
        await Finds(1, "Patient?family=muller");
        await Finds(0, "Patient?family:exact=muller");
        await Finds(1, "Patient?family:exact=Müller");
        await Finds(1, "Patient?given:contains=兰");
        await Finds(1, "Patient?identifier=urn:oid:2.16.156.10011.1.3|99990119550309001X");
        await Finds(1, "Patient?identifier=99990119550309001X");
        await Finds(0, "Patient?identifier=urn:other|99990119550309001X");
        await Finds(2, "Patient?gender=female");
        await Finds(2, "Patient?gender=http://hl7.org/fhir/administrative-gender|female");
        await Finds(0, "Patient?gender:not=female");
        await Finds(1, "Patient?birthdate=1955");
        await Finds(1, "Patient?birthdate=gt1955-03-09");
        await Finds(2, "Patient?birthdate=ge1955-03-09");
        await Finds(1, "Patient?birthdate=lt1980-12-01");
        await Finds(2, "Patient?deceased=false");
        await Finds(2, $"Patient?_id={li},{zhao}");
        await Finds(2, "Patient?_lastUpdated=ge2026-11-19");
        await Finds(0, "Patient?_lastUpdated=lt2026-11-19");
        await Finds(2, $"Observation?subject=Patient/{li}");
        await Finds(2, $"Observation?patient={li}&code=http://loinc.org|8480-6");
        await Finds(2, "Observation?patient.name=李");
        await Finds(2, "Observation?subject:Patient.identifier=99990119550309001X");
        await Finds(1, "Observation?code=8462-4");
        await Finds(1, "Observation?date=2026-11-10");
        await Finds(2, "Observation?date=ge2026-11");
        await Finds(1, "Observation?date=2025");
        await Finds(1, "Observation?value-quantity=gt150");
        await Finds(1, "Observation?value-quantity=142.5|http://unitsofmeasure.org|mm[Hg]");
        await Finds(1, "Observation?value-quantity=143");
        await Finds(0, "Observation?value-quantity=142.5||kg");
        await Finds(3, "Observation?encounter:missing=true");
        Assert.Equal(late, (await Found($"Observation?subject=Patient/{li}&_sort=-date&_count=1")).Single());
        Assert.Equal(late, (await Found($"Observation?subject=Patient/{li}&_sort=value-quantity&_count=1")).Single());
        var with = (await Must("GET", $"Observation?_id={late}&_include=Observation:subject"))["entry"]!.AsArray();
        Assert.Equal(["match", "include"], with.Select(e => e!["search"]!["mode"]!.GetValue<string>()));
        Assert.Equal(3, (await Must("GET", $"Patient?_id={li}&_revinclude=Observation:subject"))["entry"]!.AsArray().Count);
        Assert.Equal(
            2,
            (await Must("POST", "Observation/_search", $"subject=Patient%2F{li}", ("Content-Type", "application/x-www-form-urlencoded")))[
                "entry"
            ]!
                .AsArray()
                .Count
        );
        Assert.Equal(3, (await Must("GET", $"Patient/{li}/$everything"))["entry"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_parameter_nobody_knows_is_named_and_refused_where_strictness_is_asked()
    {
        await Create(Patient("李", "秀兰"));
        var answer = await Must("GET", "Patient?shoe-size=38");
        Assert.Contains("shoe-size", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("outcome", answer["entry"]!.AsArray()[^1]!["search"]!["mode"]!.GetValue<string>());
        Assert.Equal(400, (await Send("GET", "Patient?shoe-size=38", null, ("Prefer", "handling=strict"))).Status);
        Assert.Equal(400, (await Send("GET", "Patient?birthdate=yesterday")).Status);
        Assert.Equal(406, (await Send("GET", "Patient", null, ("Accept", "application/fhir+xml"))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&_sort=birthdate")]
    [InlineData("&_sort=-birthdate")]
    [InlineData("&_sort=family")]
    [InlineData("&_sort=-_lastUpdated")]
    public async Task Pages_follow_each_other_and_every_one_found_stands_on_one(string sort)
    {
        var made = new List<string>();
        for (var n = 0; n < 11; n++)
            made.Add(await Create(Patient(n % 2 == 0 ? "李" : "王", "某", birth: $"19{60 + (n / 2)}-01-01")));
        var (seen, url) = (new List<string>(), $"Patient?gender=female&_count=3{sort}");
        for (var page = 0; url is not null && page < 9; page++)
        {
            var answer = await Must("GET", url);
            seen.AddRange(answer["entry"]!.AsArray().Select(e => e!["resource"]!["id"]!.GetValue<string>()));
            url = answer["link"]!.AsArray().FirstOrDefault(l => l!["relation"]!.GetValue<string>() == "next")?["url"]!.GetValue<string>();
        }
        Assert.Equal(made.Order(), seen.Order());
    }

    [Fact]
    public async Task A_transaction_is_written_whole_with_its_references_resolved_or_not_at_all()
    {
        var practitioner = await Create(
            new { resourceType = "Practitioner", identifier = new[] { new { system = "urn:staff", value = "007" } } }
        );
        object Bundle(string status) =>
            new
            {
                resourceType = "Bundle",
                type = "transaction",
                entry = new object[]
                {
                    new
                    {
                        fullUrl = "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a",
                        resource = Patient("赵", "一"),
                        request = new { method = "POST", url = "Patient" },
                    },
                    new
                    {
                        fullUrl = "urn:uuid:88f151c0-a954-468a-88bd-5ae15c08e059",
                        resource = new
                        {
                            resourceType = "Encounter",
                            status,
                            @class = new { code = "AMB" },
                            subject = new { reference = "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a" },
                            participant = new[] { new { individual = new { reference = "Practitioner?identifier=urn:staff|007" } } },
                            partOf = new { reference = "urn:uuid:88f151c0-a954-468a-88bd-5ae15c08e059" },
                        },
                        request = new
                        {
                            method = "POST",
                            url = "Encounter",
                            ifNoneExist = "identifier=urn:visit|1",
                        },
                    },
                },
            };
        var refused = await Send("POST", "", Bundle("no-such-status"));
        Assert.Equal(422, refused.Status);
        Assert.Equal("Bundle.entry[1].resource.status", Json(refused)["issue"]![0]!["expression"]![0]!.GetValue<string>());
        Assert.Empty(await Found("Patient?family=赵"));
        await Must("POST", "", Bundle("finished"));
        var patient = Assert.Single(await Found("Patient?family=赵"));
        var encounter = (await Must("GET", $"Encounter?subject=Patient/{patient}"))["entry"]![0]!["resource"]!;
        Assert.Equal($"Patient/{patient}", encounter["subject"]!["reference"]!.GetValue<string>());
        Assert.Equal($"Practitioner/{practitioner}", encounter["participant"]![0]!["individual"]!["reference"]!.GetValue<string>());
        Assert.Equal($"Encounter/{encounter["id"]}", encounter["partOf"]!["reference"]!.GetValue<string>());
    }

    [Fact]
    public async Task Conditions_create_once_update_the_one_and_refuse_several()
    {
        var body = new
        {
            resourceType = "Organization",
            identifier = new[] { new { system = "urn:org", value = "1" } },
            name = "一院",
        };
        Assert.Equal(201, (await Send("POST", "Organization", body, ("If-None-Exist", "identifier=urn:org|1"))).Status);
        Assert.Equal(200, (await Send("POST", "Organization", body, ("If-None-Exist", "identifier=urn:org|1"))).Status);
        Assert.Single(await Found("Organization?identifier=urn:org|1"));
        Assert.Equal(2, (await Send("PUT", "Organization?identifier=urn:org|1", body)).Version);
        await Create(body);
        Assert.Equal(412, (await Send("PUT", "Organization?identifier=urn:org|1", body)).Status);
        Assert.Equal(412, (await Send("DELETE", "Organization?identifier=urn:org|1")).Status);
    }

    [Fact]
    public async Task A_batch_does_what_it_can()
    {
        var bundle = new
        {
            resourceType = "Bundle",
            type = "batch",
            entry = new object[]
            {
                new { resource = (object?)Patient("钱", "一"), request = new { method = "POST", url = "Patient" } },
                new { resource = (object?)null, request = new { method = "GET", url = "Patient/nobody" } },
                new { resource = (object?)null, request = new { method = "GET", url = "Patient?family=钱" } },
            }.Select(e => JsonNode.Parse(global::System.Text.Json.JsonSerializer.Serialize(e, WithoutNulls))),
        };
        var answer = await Must("POST", "", bundle);
        Assert.Equal(["201", "404", "200"], answer["entry"]!.AsArray().Select(e => e!["response"]!["status"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Another_institution_meets_nothing_that_is_not_its_own()
    {
        var other = await System("fb", "分院 HIS", All);
        var id = await Create(Patient("孙", "一"));
        var observation = await Create(Observation($"Patient/{id}", 120, "2026-11-01"));
        var missing = Text(await SendAs(other, "GET", "Patient/nobody"));
        foreach (
            var url in new[]
            {
                $"Patient/{id}",
                $"Patient/{id}/_history",
                $"Patient/{id}/_history/1",
                $"Patient/{id}/$everything",
                $"Observation/{observation}",
            }
        )
            Assert.Equal((404, missing), (await SendAs(other, "GET", url) is var reply ? reply.Status : 0, Text(reply)));
        foreach (var url in new[] { "Patient", $"Observation?subject=Patient/{id}", "Patient/_history", "Observation?patient.family=孙" })
            Assert.Equal("[]", Json(await SendAs(other, "GET", url))["entry"]!.ToJsonString());
        Assert.Equal(409, (await SendAs(other, "PUT", $"Patient/{id}", new { resourceType = "Patient", id })).Status);
        Assert.Equal(409, (await SendAs(other, "DELETE", $"Patient/{id}")).Status);
        Assert.Equal(403, (await SendAs(await System("gh", "只读", "record.read"), "POST", "Patient", Patient("孙", "二"))).Status);
        Assert.Equal(401, (await SendAs(Actor.Nobody, "GET", $"Patient/{id}")).Status);
        Assert.Single(await Found("Patient?family=孙"));
    }

    [Fact]
    public async Task A_search_along_a_reference_tells_nothing_of_what_may_not_be_read()
    {
        var other = await System("fb", "分院 HIS", All);
        var id = await Create(Patient("孙", "一"));
        await Create(Observation($"Patient/{id}", 120, "2026-11-01"));
        await SendAs(other, "POST", "Observation", Observation($"Patient/{id}", 130, "2026-11-02"));
        foreach (var guess in new[] { "patient.birthdate=1955-03-09", "subject:Patient.family=孙", $"patient._id={id}" })
        {
            Assert.Single(Json(await Send("GET", $"Observation?{guess}"))["entry"]!.AsArray());
            Assert.Equal("[]", Json(await SendAs(other, "GET", $"Observation?{guess}"))["entry"]!.ToJsonString());
        }
        Assert.Single(Json(await SendAs(other, "GET", "Observation"))["entry"]!.AsArray());
    }

    [Fact]
    public async Task Every_read_and_search_is_an_act_about_the_person()
    {
        var id = await Create(Patient("周", "一"));
        await Must("GET", $"Patient/{id}");
        await Must("GET", "Patient?family=周");
        var (read, search) = (Assert.Single(await Region.Acts("record.read")), Assert.Single(await Region.Acts("record.search")));
        Assert.NotNull(read.Subject);
        Assert.Equal(read.Subject, search.Subject);
        Assert.Equal("接口：县总医院 HIS", read.Agent);
    }

    [Fact]
    public async Task A_patient_with_the_number_of_a_resident_is_that_resident()
    {
        var doctor = await Region.Part("villageDoctor");
        var resident = await Region.Register(doctor, "吴桂珍", Womans());
        await Create(Patient("吴", "桂珍", People.IdentityOf(resident)));
        await Must("GET", "Patient?family=吴");
        Assert.Equal(resident, Assert.Single(await Region.Acts("record.search")).Subject.ToString());
        var seen = Json(await SendAs(doctor, "GET", "Patient?family=吴"))["entry"]!.AsArray();
        Assert.Equal(2, seen.Count);
        Assert.Contains(seen, e => e!["resource"]!["id"]!.GetValue<string>() == resident);
    }

    [Fact]
    public async Task Another_institution_reads_numbers_of_people_by_their_ends_and_the_sender_whole()
    {
        var doctor = await Region.Part("villageDoctor");
        var number = People.IdentityOf(await Region.Register(doctor, "吴桂珍", Womans()));
        var sent = JsonNode.Parse(global::System.Text.Json.JsonSerializer.Serialize(Patient("吴", "桂珍", number)))!;
        sent["telecom"] = new JsonArray(new JsonObject { ["system"] = "phone", ["value"] = "13912345678" });
        sent["contact"] = new JsonArray(new JsonObject { ["telecom"] = new JsonArray(new JsonObject { ["value"] = "13987654321" }) });
        var id = Json(await Send("POST", "Patient", sent.ToJsonString()))["id"]!;
        foreach (var url in new[] { $"Patient/{id}", "Patient?family=吴", $"Patient/{id}/_history", $"Patient/{id}/$everything" })
        {
            var (own, other) = (Text(await Send("GET", url)), Text(await SendAs(doctor, "GET", url)));
            foreach (var whole in new[] { number, "13912345678", "13987654321" })
            {
                Assert.Contains(whole, own, StringComparison.Ordinal);
                Assert.DoesNotContain(whole, other, StringComparison.Ordinal);
            }
            Assert.Contains("139****5678", other, StringComparison.Ordinal);
            Assert.Contains("桂珍", other, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Bad_input_gets_a_clear_answer_and_nothing_is_kept()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"extension\":[", 100)) + string.Concat(Enumerable.Repeat("]}", 100));
        foreach (
            var (status, body) in new (int, object)[]
            {
                (400, """{"resourceType":"Bundle","type":"transaction","entry":[{"resource":{"resourceType":"Pati"""),
                (400, Encoding.Latin1.GetBytes("""{"resourceType":"Patient","name":[{"text":"M\u00fcller é"}]}""".Replace("\\u00fc", "ü"))),
                (400, """{"resourceType":"Patient","gender":"male","gender":"female"}"""),
                (400, deep),
                (400, """{"resourceType":"Patient","language":"\ud800"}"""),
                (422, """{"resourceType":"Patient","shoeSize":38}"""),
                (422, """{"resourceType":"Patient","gender":["male"]}"""),
                (422, """{"resourceType":"Patient","gender":"weiblich"}"""),
                (422, """{"resourceType":"Patient","birthDate":"2026-02-30"}"""),
                (422, """{"resourceType":"Patient","name":[]}"""),
                (422, """{"resourceType":"Patient","deceasedBoolean":true,"deceasedDateTime":"2026"}"""),
                (422, """{"resourceType":"Patient","contact":[{"name":{"family":7}}]}"""),
                (400, """{"resourceType":"Observation","status":"final","code":{"text":"x"}}"""),
                (422, "[]"),
                (413, new byte[(32 << 20) + 1]),
            }
        )
        {
            var reply = await Send("POST", "Patient", body);
            Assert.True(reply.Status == status, $"{status} expected: {reply.Status} {Text(reply)}");
            Assert.Equal("OperationOutcome", Json(reply)["resourceType"]!.GetValue<string>());
            Assert.Contains("追踪号", Text(reply), StringComparison.Ordinal);
        }
        foreach (
            var (body, reason) in new[] { ("{\"resourceType\":\"Pati", "截断"), ("{\"resourceType\":\"Patient\"", "截断"), (deep, "嵌套") }
        )
            Assert.Contains(reason, Text(await Send("POST", "Patient", body)), StringComparison.Ordinal);
        Assert.Equal(
            "Patient.contact[0].name.family",
            Json(await Send("POST", "Patient", """{"resourceType":"Patient","contact":[{"name":{"family":7}}]}"""))["issue"]![0]![
                "expression"
            ]![0]!.GetValue<string>()
        );
        Assert.Empty(await Found("Patient"));
    }

    [Fact]
    public async Task Numbers_of_people_stand_nowhere_in_clear()
    {
        var number = People.NewIdentity();
        await Create(
            new
            {
                resourceType = "Patient",
                identifier = new[] { new { value = number } },
                telecom = new[] { new { system = "phone", value = "13900007777" } },
            }
        );
        await using var db = Region.Platform.Database.Open();
        Assert.DoesNotContain(
            await db.Set<Kernel.Records.SearchRow>().Select(r => r.Text).ToListAsync(Ct),
            t => t?.Contains(number) == true || t?.Contains("13900007777") == true
        );
        var document = await db.Set<Kernel.Records.Document>()
            .SingleAsync(d => d.Type == "Patient" && d.State == Kernel.Records.DocumentState.Kept, Ct);
        Assert.DoesNotContain(number, Encoding.Latin1.GetString(document.Content!), StringComparison.Ordinal);
        Assert.Single(await Found("Patient?phone=13900007777"));
    }

    [Fact]
    public async Task An_export_hands_out_lines_of_what_may_be_seen()
    {
        var id = await Create(Patient("郑", "一"));
        var kicked = await Send("GET", "$export?_type=Patient");
        Assert.Equal(202, kicked.Status);
        var list = await Must("GET", kicked.ContentLocation!);
        var lines = Text(await Send("GET", list["output"]![0]!["url"]!.GetValue<string>()))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(id, JsonNode.Parse(lines.Single())!["id"]!.GetValue<string>());
        var other = await System("fb", "分院 HIS", All);
        Assert.Equal(404, (await SendAs(other, "GET", kicked.ContentLocation!)).Status);
    }

    [Fact]
    public async Task A_changed_byte_of_a_kept_document_is_found()
    {
        await Create(Patient("王", "一"));
        await Region.Tamper("UPDATE kernel_document SET institution = subject WHERE state = 'Kept'");
        Assert.NotEmpty(await Region.Findings());
    }
}

public sealed class RestOnSqlite(SqliteDb db) : RestTests(db), IClassFixture<SqliteDb>;

public sealed class RestOnPostgres(PostgresDb db) : RestTests(db), IClassFixture<PostgresDb>;
