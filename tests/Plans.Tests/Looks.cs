using System.Text.Json.Nodes;
using Yihe.Accounts.People;
using Yihe.Host;
using Yihe.Organization;

namespace Yihe.Plans.Tests;

/// <summary>Plays a piece of work and notes all that comes of it.</summary>
public delegate Task Look(Record record);

/// <summary>The pieces of work in which parameters are seen.</summary>
internal static class Looks
{
    private const string Limits =
        "SELECT DISTINCT state || ' ' || coalesce(limit_words, '') || ' ' || coalesce(due_at / 36000000000, '') || coalesce(department, '') || duty AS Value FROM kernel_work_item ORDER BY 1";
    private const string Relations =
        "SELECT kind || ' ' || ((ended_at - at) / 36000000000) AS Value FROM residents_care_relation WHERE ended_at IS NOT NULL ORDER BY 1";

    private const string Reasons =
        "SELECT last_reason AS Value FROM referral_referral WHERE last_reason IS NOT NULL "
        + "UNION ALL SELECT last_reason FROM access_appointment WHERE last_reason IS NOT NULL ORDER BY 1";

    /// <summary>The reader refuses the plan.</summary>
    internal static Task Refused(Record record) => Task.CompletedTask;

    internal static async Task Name(Record record)
    {
        await using var demo = await record.Region.Serve();
        record.Note(await demo.Http.GetStringAsync("/health/ready"));
    }

    internal static async Task OneResident(Record record)
    {
        var (doctor, identity) = (await record.Region.Part("branchDoctor"), record.Identity());
        var resident =
            $"{(await record.Do(doctor, "resident.register", new { identityNumber = identity, name = "钱桂珍", phone = Testing.People.Phone }))!["id"]}";
        await record.Do(doctor, "resident.sign", new { id = resident, team = "一队" });
        await record.Do(doctor, "resident.show", new { id = resident });
        await record.Table("SELECT signed_until AS Value FROM residents_resident");
        await record.Do(
            doctor,
            "resident.reveal",
            new
            {
                id = resident,
                field = "phone",
                reason = "核对",
            }
        );
        await record.Do(
            await record.Region.Person("jinzhiming"),
            "resident.open",
            new
            {
                identityNumber = identity,
                name = "钱桂珍",
                reason = "visit",
            }
        );
        await record.Do(
            await record.Region.Person("jinzhiming"),
            "resident.open-in-emergency",
            new
            {
                identityNumber = identity,
                name = "钱桂珍",
                reason = "emergency",
                password = DemoAccounts.Password,
            }
        );
        await record.Table("SELECT (ended_at - at) / 36000000000 AS Value FROM residents_sensitive_access");
        await record.Messages();
    }

    /// <summary>From the village to the hospital and back, with a detour, a question, and one that is called off.</summary>
    internal static async Task Referrals(Record record)
    {
        var region = record.Region;
        var (village, branch) = (await region.Part("villageDoctor"), await region.Part("branchDoctor"));
        var resident = await record.Resident(village, "钱桂珍");
        var visit = await region.Visit(village, resident);
        await record.Do(village, "referral.start", new { visit });
        await record.Do(village, "referral.request", await region.RequestOf(visit, "mk"));
        await record.Do(
            village,
            "advice.ask",
            new
            {
                to = (await region.Institution("hx")).Id.ToString(),
                question = "要住院吗",
                visit,
            }
        );
        await record.Table(Limits);
        var up = await Request(record, village, "hx");
        await record.Do(branch, "referral.return", new { id = up, reason = "incomplete" });
        await record.Table(Limits);
        await record.Table(Reasons);
        await record.Do(village, "referral.resubmit", new { id = up, summary = "已补充检查结果" });
        await record.Do(branch, "referral.accept", new { id = up });
        await record.Table(Limits);
        await record.Do(branch, "referral.confirm-arrival", new { id = up, kind = "inpatient" });
        await record.Table(Limits);
        var to = village.Institution.ToString();
        var down = await record.Do(
            branch,
            "referral.step-down",
            new
            {
                id = up,
                to,
                diagnosis = "I10.x00",
                dischargeSummary = "平稳",
                medication = "无",
                rehabilitation = "低盐",
                followUpOn = region.Clock.GetUtcNow().Day().AddDays(7),
            }
        );
        await record.Table(Limits);
        await record.Do(village, "referral.accept", new { id = $"{down?["id"]}" });
        await record.Table(Limits);
        await record.Do(village, "referral.follow-up", new { id = $"{down?["id"]}", finding = "血压平稳" });
        await CalledOff(record, village);
        await region.Beat();
        await record.Table(Limits);
        await record.Table(Reasons);
        await record.Messages();
        await record.Table(Relations);
    }

    private static async Task CalledOff(Record record, Actor village)
    {
        var (cancelled, redirected) = (await Request(record, village, "hx"), await Request(record, village, "gh"));
        await record.Do(village, "referral.cancel", new { id = cancelled, reason = "improved" });
        await record.Do(
            await record.Region.Part("referralOffice"),
            "referral.redirect",
            new
            {
                id = redirected,
                to = (await record.Region.Institution("fb")).Id.ToString(),
                department = "妇科",
                reason = "betterPlace",
            }
        );
        await record.Do(village, "referral.give-up", new { id = await Request(record, village, "hx"), reason = "declined" });
    }

    private static async Task<string> Request(Record record, Actor village, string at)
    {
        var visit = await record.Region.Visit(village, await record.Resident(village, "孙一" + at));
        var done = await record.Do(village, "referral.request", await record.Region.RequestOf(visit, at));
        await record.Do(village, "referral.print", new { id = $"{done?["id"]}" });
        return $"{done?["id"]}";
    }

    /// <summary>The lead that is proposed for a child, and for one with a disorder of the mind.</summary>
    internal static async Task Proposals(Record record)
    {
        var doctor = await record.Region.Part("branchDoctor");
        foreach (var (born, diagnosis) in new[] { (2015, "J06.900"), (1980, "F32.900"), (2016, "F32.900") })
        {
            var resident = await record.Resident(doctor, "周一", record.Identity(born));
            var visit = await record.Do(
                doctor,
                "visit.record",
                new
                {
                    resident,
                    complaint = "不适 3 天",
                    diagnosis,
                }
            );
            var start = await record.Region.Run("referral.start", doctor, new { visit = $"{visit?["id"]}" });
            record.Note(start.Value?["proposal"]?.ToJsonString(Basis.JsonText.Options));
            record.Note(start.Value?["targets"]?.ToJsonString(Basis.JsonText.Options));
            record.Note(start.Value?["judged"]?.ToJsonString(Basis.JsonText.Options));
        }
    }

    /// <summary>How a patient may go between any two institutions.</summary>
    internal static async Task Bonds(Record record)
    {
        await using var db = record.Region.Platform.Database.Open();
        var now = record.Region.Clock.GetUtcNow();
        var all = await InstitutionDirectory.Of(record.Region.Platform).On(db, now.Day(), default);
        var grids = record.Region.Platform.Blueprints.At<OrganizationSection>(now).Grids;
        foreach (var one in all)
            record.Note($"{one.Code}: {string.Join(' ', all.Select(other => one.BondTo(other, grids)))}");
    }

    /// <summary>The villages that are looked after, as those who do so see them.</summary>
    internal static Task Cover(Record record) => Panels(record, "ds", "ph");

    /// <summary>What joining leaves as it is, on the page of a hospital.</summary>
    internal static Task Locked(Record record) => Panels(record, "gh");

    private static async Task Panels(Record record, params string[] codes)
    {
        await using var demo = await record.Region.Serve();
        foreach (var code in codes)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/institutions?panel={code}");
            request.Headers.Authorization = new("Bearer", await TokenOf(record, await Login(record, "overseer")));
            var page = await (await demo.Http.SendAsync(request)).Content.ReadAsStringAsync();
            record.Note(page[page.IndexOf("<main", StringComparison.Ordinal)..].Split("<form")[0]);
        }
    }

    /// <summary>What one is told who may not ask to come in.</summary>
    internal static async Task HowToJoin(Record record) => await record.Do(await record.Region.Part("overseer"), "joining.list", new { });

    /// <summary>An institution asks to come in; what its director and the lead hospital's see of it.</summary>
    internal static async Task WayIn(Record record)
    {
        var (applicant, lead) = (await record.Region.Part("joining"), await record.Region.Part("leadDirector"));
        var asked = await record.Do(applicant, "joining.apply", new { lead = lead.Institution.ToString(), why = "共同服务居民" });
        await record.Do(applicant, "joining.show", new { id = $"{asked?["id"]}" });
        await record.Do(lead, "inbox.show", new { });
    }

    internal static async Task Slots(Record record)
    {
        var region = record.Region;
        var (desk, doctor) = (await region.Part("accessClerk"), await region.Part("branchDoctor"));
        await record.Do(desk, "slots.publish", new { from = "2026-11-20", to = "2026-12-04" });
        var board = (await record.Do(doctor, "slots.board", new { from = "2026-11-23", department = "心血管内科" }))!["items"]!.AsArray();
        var far = (await record.Do(doctor, "slots.board", new { from = "2026-11-30", department = "心血管内科" }))!["items"]!.AsArray();
        string Session(JsonArray all, int i) => $"{all[i]!["id"]}";
        await record.Do(doctor, "appointment.book", new { session = Session(far, 0), resident = await record.Resident(doctor, "李一") });
        var visit = await region.Visit(doctor, await record.Resident(doctor, "李二"));
        var asked = await region.RequestOf(visit, "gh", department: "心血管内科");
        asked["slot"] = Session(board, 0);
        await record.Do(doctor, "referral.request", asked);
        await record.Table(
            "SELECT CAST((held_until / 36000000000) % 100000 AS TEXT) AS Value FROM kernel_pool_unit WHERE held_until IS NOT NULL ORDER BY 1"
        );
        var often = await record.Resident(desk, "李三");
        var booked = await record.Do(desk, "appointment.book", new { session = Session(board, 0), resident = often });
        var other = await record.Do(desk, "appointment.book", new { session = Session(board, 1), resident = often });
        await record.Do(desk, "appointment.cancel", new { id = $"{other?["id"]}", reason = "patient" });
        await record.Do(desk, "slots.close", new { id = Session(board, 1), reason = "医生停诊" });
        await region.Beat();
        await record.Table(Relations);
        await record.Messages();
        await record.Table(Reasons);
        await region.Advance(new DateOnly(2026, 11, 23).Start().AddHours(13) - region.Clock.GetUtcNow());
        desk = await Again(region, "accessClerk");
        await record.Do(desk, "appointment.miss", new { id = $"{booked?["id"]}" });
        await region.Advance(TimeSpan.FromDays(2));
        desk = await Again(region, "accessClerk");
        await record.Do(desk, "appointment.book", new { session = Session(far, 1), resident = often });
    }

    /// <summary>One session only, sold out; somebody waits, and somebody cancels.</summary>
    internal static async Task Waiting(Record record)
    {
        var region = record.Region;
        var (desk, doctor) = (await region.Part("accessClerk"), await region.Part("branchDoctor"));
        await region.Must("slots.publish", desk, new { from = "2026-11-23", to = "2026-11-23" });
        var session = (await region.Must("slots.board", desk, new { from = "2026-11-23", department = "心血管内科" }))["items"]![0]!;
        var id = $"{session["id"]}";
        await region.Must(
            "slots.resize",
            desk,
            new
            {
                id,
                capacity = 1,
                reason = "停诊半场",
            }
        );
        var booked = await record.Do(doctor, "appointment.book", new { session = id, resident = await record.Resident(doctor, "李一") });
        await record.Do(doctor, "waiting.join", new { clinic = $"{session["clinic"]}", resident = await record.Resident(doctor, "李二") });
        await record.Do(doctor, "appointment.cancel", new { id = $"{booked?["id"]}", reason = "patient" });
        await region.Beat();
        await record.Table(Limits);
    }

    internal static async Task Beds(Record record)
    {
        var region = record.Region;
        await region.Beat();
        var (desk, doctor) = (await region.Part("accessClerk"), await region.Part("branchDoctor"));
        var wards = (await record.Do(desk, "bed.board", new { }))!["items"]!.AsArray();
        string Ward(string kind) => $"{wards.First(w => $"{w!["kind"]}" == kind && w["free"]!.GetValue<int>() > 1)!["id"]}";
        await record.Do(doctor, "bed.hold", new { ward = Ward("inpatient"), resident = await record.Resident(doctor, "李一") });
        await record.Do(
            desk,
            "bed.admit",
            new
            {
                ward = Ward("day"),
                resident = await record.Resident(desk, "李二"),
                diagnosis = "I10.x00",
            }
        );
        await record.Table(Limits);
    }

    internal static async Task SignsIn(Record record)
    {
        var region = record.Region;
        var login = await Login(record, "branchDoctor");
        var link = await region.Must(InviteByOperator.Door, Actor.Platform("operator"), new("zhuanzhen"));
        record.Note(link.Until.ToString("O"));
        var shown = await region.Must("account.show-invitation", Actor.Nobody, new { token = link.Links[0].Token });
        record.Note(shown["passwordRule"]);
        var until = region.Clock.GetUtcNow().Day().AddDays(300);
        var at = (await region.Institution("gh")).Id.ToString();
        await record.Do(
            await region.Part("securityAdministrator"),
            "token.issue",
            new
            {
                name = "HIS",
                institution = at,
                permissions = new[] { "slot.read" },
                until,
            }
        );
        var session = await record.Do(Actor.Nobody, "session.open", new { login, password = DemoAccounts.Password });
        await region.Advance(TimeSpan.FromMinutes(10));
        record.Note(session is null ? null : (await SessionDirectory.ActorOf(region.Platform, $"{session["token"]}", default))?.Name);
        for (var i = 0; i < 5; i++)
        {
            await record.Do(Actor.Nobody, "session.open", new { login, password = "Wrong-2026" });
            await region.Advance(TimeSpan.FromMinutes(i == 3 ? 8 : 0));
        }
        await region.Advance(TimeSpan.FromMinutes(13));
        await record.Do(Actor.Nobody, "session.open", new { login, password = DemoAccounts.Password });
    }

    /// <summary>A ward of one bed: somebody waits for it, and whoever held it gives it up.</summary>
    internal static async Task BedWaiting(Record record)
    {
        var region = record.Region;
        await region.Beat();
        var (desk, doctor) = (await region.Part("accessClerk"), await region.Part("branchDoctor"));
        var wards = (await region.Must("bed.board", desk, new { }))["items"]!.AsArray();
        var ward = wards.First(w => $"{w!["kind"]}" == "inpatient" && w["ours"]!.GetValue<bool>())!;
        await region.Must(
            "beds.resize",
            desk,
            new
            {
                ward = $"{ward["code"]}",
                beds = 1,
                reason = "检修",
            }
        );
        var held = await record.Do(doctor, "bed.hold", new { ward = $"{ward["id"]}", resident = await record.Resident(doctor, "李一") });
        await record.Do(doctor, "waiting.join", new { line = $"{ward["id"]}", resident = await record.Resident(doctor, "李二") });
        await record.Do(doctor, "bed.give-up", new { id = $"{held?["id"]}" });
        await region.Beat();
        await record.Table(Limits);
    }

    /// <summary>A resident opens an account, comes in with the code, looks for a time, and lets somebody act for them.</summary>
    internal static async Task ForOneself(Record record)
    {
        var region = record.Region;
        var (doctor, desk) = (await region.Part("branchDoctor"), await region.Part("accessClerk"));
        await region.Must("slots.publish", desk, new { from = "2026-11-23", to = "2026-12-04" });
        var (identity, family) = (record.Identity(), record.Identity());
        var resident = await record.Resident(doctor, "钱桂珍", identity);
        await record.Resident(doctor, "孙小宝", family);
        await region.Must("resident.sign", doctor, new { id = resident, team = "一队" });
        var until = region.Clock.GetUtcNow().Day().AddDays(180);
        await record.Do(
            doctor,
            "agent.register",
            new
            {
                id = resident,
                identityNumber = family,
                name = "孙小宝",
                proof = "family",
                until,
            }
        );
        await record.Do(Actor.Nobody, "my.ask-code", new { identityNumber = identity });
        await record.Messages();
        var opened = await region.Must("resident.open-account", doctor, new { id = resident, cardSeen = true });
        record.Note(opened["until"]);
        var session = await region.Must("my.open-session", Actor.Nobody, new { code = $"{opened["code"]}", identityNumber = identity });
        foreach (var minutes in new[] { 0, 20, 40 })
        {
            await region.Advance(TimeSpan.FromMinutes(minutes));
            var there = await ResidentAccounts.ResidentSessions.ActorOf(region.Platform, $"{session["token"]}", default);
            record.Note(there?.Name);
            if (minutes > 0)
                continue;
            await record.Do(there!, "my.choices", new { department = "心血管内科" });
            var code = await region.Must("my.health-code", there!, new { });
            record.Note(Math.Round((code["until"]!.GetValue<DateTimeOffset>() - region.Clock.GetUtcNow()).TotalSeconds / 30));
        }
    }

    /// <summary>A resident doubts an entry of their record, and is answered.</summary>
    internal static async Task Corrections(Record record)
    {
        var (region, identity) = (record.Region, record.Identity());
        var village = await region.Part("villageDoctor");
        var resident = await record.Resident(village, "钱桂珍", identity);
        var entry = await region.Visit(village, resident);
        var opened = await region.Must("resident.open-account", village, new { id = resident, cardSeen = true });
        var session = await region.Must("my.open-session", Actor.Nobody, new { code = $"{opened["code"]}", identityNumber = identity });
        var own = (await ResidentAccounts.ResidentSessions.ActorOf(region.Platform, $"{session["token"]}", default))!;
        var asked = new
        {
            entry,
            wrong = "那天没有来",
            right = "删去",
        };
        var id = $"{(await region.Must("my.ask-correction", own, asked))["id"]}";
        record.Note((await region.Must("correction.show", village, new { id }))["correction"]!["dueAt"]);
        await record.Do(
            village,
            "correction.refuse",
            new
            {
                id,
                reason = "verified",
                note = "有签名",
            }
        );
        record.Note((await region.Must("correction.show", village, new { id }))["correction"]!["answer"]);
        await record.Messages();
    }

    internal static async Task Deductibles(Record record)
    {
        foreach (var stays in new[] { "primary", "tertiary" })
            await record.Do(await record.Region.Part("overseer"), "deductible.show", new { stays = new[] { stays } });
    }

    /// <summary>What is due at the end of a working day before a holiday, and which days have sessions.</summary>
    internal static async Task WorkingTime(Record record)
    {
        var region = record.Region;
        var village = await region.Part("villageDoctor");
        var branch = await region.Part("branchDoctor");
        await region.Must("referral.return", branch, new { id = await region.Refer(village, "hx"), reason = "incomplete" });
        await record.Table("SELECT CAST((due_at / 36000000000) % 100000 AS TEXT) AS Value FROM kernel_work_item ORDER BY 1");
    }

    /// <summary>The targets, and how far each figure is from its own.</summary>
    internal static async Task Board(Record record)
    {
        var overseer = await record.Region.Part("overseer");
        foreach (var target in (await record.Region.Must("board.show", overseer, new { }))["targets"]!.AsArray())
            record.Note(target!["target"]!.ToJsonString(Basis.JsonText.Options) + target["targetWords"]);
    }

    /// <summary>What an indicator with a target says of who is told when the year is about to miss it.</summary>
    internal static async Task Watched(Record record)
    {
        var overseer = await record.Region.Part("overseer");
        record.Note((await record.Region.Must("indicator.show", overseer, new { code = "first-visits-primary" }))["watched"]);
    }

    private static async Task<string> Login(Record record, string part) =>
        (await DemoDirectory.List(record.Region.Platform, default)).First(a => a.Story == part).Login;

    private static async Task<string> TokenOf(Record record, string login) =>
        $"{(await record.Region.Must("session.open", Actor.Nobody, new { login, password = DemoAccounts.Password }))["token"]}";

    private static async Task<Actor> Again(TestRegion region, string part) => await region.Part(part);
}
