using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Yihe.Basis;
using Yihe.Kernel.Working;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>
/// The residents' doors, every one of them: for nobody, for staff, for another resident and for someone whose right to act has ended.
/// What is another's answers like what does not exist. QJ-66.
/// </summary>
public partial class ResidentDoorTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private const string Name = "钱桂珍";

    private static IEnumerable<Route> Own => Requests.Routes.Where(r => r.UseCase.Permission == Permission.Self);

    /// <summary>Those that end the session or the account are asked last.</summary>
    private static IEnumerable<Route> InOrder => Own.OrderBy(r => r.UseCase.Name is "my.close-session" or "my.close-account");

    [Fact]
    public async Task A_session_of_staff_opens_no_door_of_residents_and_a_residents_none_of_staff()
    {
        var (theirs, wrong) = (await OneOfEach.In(served, Name), new List<string>());
        var doctor = await served.As(served.Story["villageDoctor"]);
        var resident = await served.SignInResident(theirs["resident"]);
        foreach (var route in Own)
            if ((await doctor.Send(route, t => theirs[t])).Code is var code && code != 401)
                wrong.Add($"staff at {route.Address}: {code}");
        foreach (
            var route in Requests.Routes.Where(r => r.UseCase.Permission != Permission.Anyone && r.UseCase.Permission != Permission.Self)
        )
            if ((await resident.Send(route, t => theirs[t])).Code is var code && code != 401)
                wrong.Add($"resident at {route.Address}: {code}");
        foreach (var page in Pages.All.Where(p => p.Needs() is not ("anyone" or "self")))
        foreach (var template in page.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>().Select(r => r.Template))
            if ((await resident.Get(Requests.Filled(template, t => theirs[t]))).Code is var code && code != 302)
                wrong.Add($"resident at {template}: {code}");
        None(wrong);
        Assert.Equal(200, (await resident.Get("/my")).Code);
    }

    [Fact]
    public async Task A_residents_form_reaches_no_use_case_of_staff()
    {
        var theirs = await OneOfEach.In(served, Name);
        var resident = await served.SignInResident(theirs["resident"]);
        var page = await resident.Get("/my/account");
        var token = Hidden().Match(page.Text).Groups[1].Value;
        foreach (var route in Requests.Routes.Where(r => r.UseCase.Name is "resident.reveal" or "appointment.book" or "session.close"))
        {
            var fields = route.BodyOf(_ => theirs["resident"]).ToDictionary(f => f.Key, f => f.Value!.ToString());
            fields["__RequestVerificationToken"] = token;
            fields["_use"] = route.UseCase.Name;
            if (route.Pattern.Contains("{id}", StringComparison.Ordinal))
                fields["id"] = theirs["resident"];
            using var request = new HttpRequestMessage(HttpMethod.Post, "/my/account") { Content = new FormUrlEncodedContent(fields) };
            request.Headers.Authorization = new("Bearer", resident.Token);
            request.Headers.Add("Cookie", page.Message.Headers.GetValues("Set-Cookie").First(c => c.Contains("yihe-form")).Split(';')[0]);
            using var response = await served.Demo.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(403, (int)response.StatusCode);
        }
    }

    [Theory]
    [InlineData("another resident")]
    [InlineData("an agent whose time was ended")]
    public async Task What_is_anothers_answers_like_what_does_not_exist(string who)
    {
        var theirs = await OneOfEach.In(served, Name);
        theirs["appointment"] = await Booked(theirs["resident"]);
        var other = await served.Region.Register(await served.Region.Part("villageDoctor"), "孙晓梅");
        theirs["agent"] = await Appoint(theirs["resident"], other);
        var caller = await served.SignInResident(other);
        Assert.Contains(Name, (await caller.Get($"/my/api/self?for={theirs["resident"]}")).Text, StringComparison.Ordinal);
        if (who == "another resident")
            caller = await served.SignInResident(await served.Region.Register(await served.Region.Part("villageDoctor"), "周芳兰"));
        await (await served.As(served.Story["villageDoctor"])).Must($"/api/agents/{theirs["agent"]}/ending");
        var wrong = new List<string>();
        foreach (var route in InOrder.Where(r => Asks(r)))
        {
            var real = await Send(caller, route, t => theirs[t]);
            var nothing = await Send(caller, route, t => t == "clinic-session" ? theirs[t] : Requests.NewId());
            if (Plain(real.Comparable) != Plain(nothing.Comparable) || real.Code is < 400 or 401)
                wrong.Add($"{route.Address}: {real.Code} {real.Text} | {nothing.Text}");
        }
        foreach (var page in new[] { "/my", "/my/book", "/my/appointments", "/my/referrals", "/my/seen", "/my/account" })
            if ((await caller.Get($"{page}?for={theirs["resident"]}")).Text.Split("<main")[^1].Contains(Name, StringComparison.Ordinal))
                wrong.Add($"{page} shows the name");
        None(wrong);
    }

    [Fact]
    public async Task A_referral_shows_its_patient_where_it_stands_and_nothing_the_doctors_wrote()
    {
        var theirs = await OneOfEach.In(served, Name);
        var resident = await served.SignInResident(theirs["resident"]);
        var shown = (await resident.Get("/my/api/referrals")).Text;
        Assert.Contains("待受理", shown, StringComparison.Ordinal);
        foreach (var clinical in new[] { "头晕", "186/112", "高血压", "规律服药" })
            Assert.DoesNotContain(clinical, shown + (await resident.Get("/my/referrals")).Text, StringComparison.Ordinal);
        var withdrawn = await resident.Must($"/my/api/referrals/{theirs["referral"]}/withdrawal");
        Assert.Equal("cancelled", withdrawn["state"]!.GetValue<string>());
        Assert.Equal(409, (await resident.Post($"/my/api/referrals/{theirs["referral"]}/withdrawal")).Code);
    }

    private static bool Asks(Route route) =>
        route.Pattern.Contains('{', StringComparison.Ordinal) || route.UseCase.Input.GetProperty("For") is not null;

    /// <summary>For whom is always said: it is what the test is about.</summary>
    private static Task<Reply> Send(Caller caller, Route route, Func<string, string> idOf)
    {
        var (path, body) = (route.PathOf(idOf), route.BodyOf(t => t == "session" ? idOf("clinic-session") : idOf(t)));
        if (route.UseCase.Input.GetProperty("For") is not null)
            body["for"] = idOf("resident");
        return route.Method == "GET"
            ? caller.Get($"{path}?for={body["for"]}")
            : caller.Send(new HttpMethod(route.Method), path, body.ToJsonString());
    }

    private async Task<string> Appoint(string principal, string agent)
    {
        var counter = await served.As(served.Story["villageDoctor"]);
        await counter.Must(
            $"/api/residents/{principal}/agents",
            new
            {
                identityNumber = People.IdentityOf(agent),
                name = "孙晓梅",
                proof = "family",
                until = "2026-12-31",
            }
        );
        return (await counter.Get($"/api/residents/{principal}/account")).Json["agents"]![0]!["id"]!.GetValue<string>();
    }

    private async Task<string> Booked(string resident)
    {
        var desk = await served.As(served.Story["accessClerk"]);
        await desk.Must("/api/clinic-sessions", new { from = "2026-11-20", to = "2026-12-04" });
        var own = await served.SignInResident(resident);
        var session = (await own.Get("/my/api/choices")).Json["choices"]![0]!["session"]!.GetValue<string>();
        return (await own.Must("/my/api/appointments", new { session }))["id"]!.GetValue<string>();
    }

    private static string Plain(string text) => Changing().Replace(text, "…");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")]
    private static partial Regex Changing();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Hidden();
}
