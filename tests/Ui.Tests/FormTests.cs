using System.Net;
using Yihe.Host;
using Yihe.Residents;

namespace Yihe.Ui.Tests;

/// <summary>Forms as people without script meet them: sent, refused, kept, shown once.</summary>
public abstract class FormTests(TestDb db) : RegionTests(db), IAsyncLifetime
{
    private const string Register = "resident.register";
    private RunningDemo demo = null!;
    private Visitor village = null!;
    private string resident = "";

    private string VisitPage => $"/visits/new?resident={resident}";

    protected override async Task Begin()
    {
        resident = await Region.Register(await Region.Part("villageDoctor"), "钱桂珍", "11010519491231002X");
        demo = await Region.Serve();
        village = await Visitor.SignIn(demo, "guxuefang", Ct);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        village.Dispose();
        await demo.DisposeAsync();
        await DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static Dictionary<string, string> Person(string identity) => new() { ["identityNumber"] = identity, ["name"] = "陆阿根" };

    [Fact]
    public async Task A_form_that_is_done_leads_on()
    {
        var answer = await village.Send("/residents/new", Register, Person(People.NewIdentity()), Ct);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.StartsWith("/residents/", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var byScript = await village.Send("/residents/new", Register, Person(People.NewIdentity()), Ct, script: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, byScript.StatusCode); // the same name and birthday again
        var other = new Dictionary<string, string>(Person(People.NewIdentity())) { ["notTheSame"] = "true" };
        byScript = await village.Send("/residents/new", Register, other, Ct, script: true);
        Assert.Equal(HttpStatusCode.OK, byScript.StatusCode);
        Assert.Contains(byScript.Headers, h => h.Key == "HX-Redirect");
    }

    [Fact]
    public async Task A_refused_form_comes_back_with_what_was_typed_and_what_is_wrong()
    {
        var answer = await village.Send("/residents/new", Register, Person("110105194912310021"), Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Ct);
        Assert.Contains("value=\"110105194912310021\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"陆阿根\"", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#identityNumber\">", page, StringComparison.Ordinal);
        Assert.Contains("id=\"identityNumber-err\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_with_a_stale_token_saves_nothing_and_gives_back_what_was_typed()
    {
        var typed = new Dictionary<string, string>(Person(People.NewIdentity())) { ["__RequestVerificationToken"] = "stale" };
        var answer = await village.Send("/residents/new", Register, typed, Ct);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("value=\"陆阿根\"", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Single(await Region.Acts(Register));
    }

    [Fact]
    public async Task What_is_typed_is_kept_for_its_author_alone_until_it_is_sent()
    {
        var typed = new Dictionary<string, string>
        {
            ["complaint"] = "头晕 3 天",
            ["bloodPressure"] = "168/102",
            ["diagnosis"] = "高血压肾病",
        };
        var kept = await village.Send(VisitPage, "visit.record", typed, Ct, to: $"/drafts?page={Uri.EscapeDataString(VisitPage)}&form=");
        Assert.Equal(HttpStatusCode.NoContent, kept.StatusCode);
        var again = await village.Open(VisitPage, Ct);
        Assert.Contains("的草稿", again, StringComparison.Ordinal);
        Assert.Contains("value=\"头晕 3 天\"", again, StringComparison.Ordinal);
        Assert.Contains("收缩压 168 mmHg 偏高", again, StringComparison.Ordinal);
        using var branch = await Visitor.SignIn(demo, "zhoumin", Ct);
        Assert.DoesNotContain("的草稿", await branch.Open(VisitPage, Ct), StringComparison.Ordinal);
        await village.Send(VisitPage, "visit.record", typed, Ct);
        Assert.Single(await Region.Acts("visit.record"));
        Assert.DoesNotContain("的草稿", await village.Open(VisitPage, Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_can_be_given_up_and_is_forgotten_after_a_week()
    {
        var draft = $"?page={Uri.EscapeDataString(VisitPage)}&form=";
        await village.Send(VisitPage, "visit.record", new() { ["complaint"] = "咳嗽" }, Ct, to: "/drafts" + draft);
        var givenUp = await village.Send(VisitPage, "visit.record", [], Ct, to: "/drafts/discard" + draft);
        Assert.Equal(VisitPage, givenUp.Headers.Location!.OriginalString);
        Assert.DoesNotContain("咳嗽", await village.Open(VisitPage, Ct), StringComparison.Ordinal);
        await village.Send(VisitPage, "visit.record", new() { ["complaint"] = "咳嗽" }, Ct, to: "/drafts" + draft);
        await Region.Advance(TimeSpan.FromDays(8));
        Assert.Equal(0, await Region.Sql("DELETE FROM kernel_draft"));
    }

    [Fact]
    public async Task A_whole_number_is_shown_once_for_a_reason()
    {
        var page = $"/residents/{resident}?panel=reveal";
        var shown = await village.Send(page, "resident.reveal", new() { ["field"] = "identityNumber", ["reason"] = "核对医保" }, Ct);
        Assert.Contains("11010519491231002X", await shown.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.DoesNotContain("11010519491231002X", await village.Open(page, Ct), StringComparison.Ordinal);
        Assert.Single(await Region.Acts("resident.reveal"));
    }
}

public sealed class FormTestsOnSqlite(SqliteDb db) : FormTests(db), IClassFixture<SqliteDb>;

public sealed class FormTestsOnPostgres(PostgresDb db) : FormTests(db), IClassFixture<PostgresDb>;
