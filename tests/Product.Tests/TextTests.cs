using System.Reflection;
using Microsoft.AspNetCore.Components;
using Yihe.Basis;
using Yihe.Kernel.Working;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>Text stays text: what people type is shown letter by letter, whatever it would be to a browser. S4.</summary>
public class TextTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    /// <summary>Each would set a mark on the window if any page took it for more than text.</summary>
    private static readonly string[] Payloads =
    [
        "<script>window.hit=1</script>",
        "<img src=x onerror=window.hit=2>",
        "\"><svg onload=window.hit=3>",
        "' autofocus onfocus=window.hit=4 x='",
        "</textarea><script>window.hit=5</script>",
        "</title><img src=x onerror=window.hit=6>",
        "javascript:window.hit=7",
        "<a href=javascript:window.hit=8>点</a>",
        "<iframe srcdoc='<script>parent.hit=9</script>'></iframe>",
        "<div hx-get=/ hx-trigger=load hx-on::load=window.hit=10>",
        "${window.hit=11}{{window.hit=11}}",
        "<style>*{display:none}</style>",
        "‮文字‬​",
    ];

    [Fact]
    public async Task What_was_typed_runs_on_no_page_and_is_read_back_letter_by_letter()
    {
        var village = served.Story["villageDoctor"];
        var doctor = await served.As(village);
        var (resident, referrals, advices) = ("", new List<string>(), new List<string>());
        foreach (var payload in Payloads)
        {
            var person = new
            {
                identityNumber = People.NewIdentity(),
                name = "韩文字",
                allergy = payload,
                address = payload,
                notTheSame = true,
            };
            resident = (await doctor.Must("/api/residents", person))["id"]!.GetValue<string>();
            var visit = await Visit(doctor, resident, payload);
            var request = await served.Region.RequestOf(visit, "gh");
            foreach (var field in new[] { "summary", "override", "medication", "request" })
                request[field] = payload;
            var referral = (await doctor.Must("/api/referrals", request))["id"]!.GetValue<string>();
            referrals.Add(referral);
            await doctor.Must(
                $"/api/referrals/{referral}/attachments",
                new { file = new { name = payload.Replace('/', '_') + ".pdf", content = Convert.ToBase64String("%PDF-1.7"u8) } }
            );
            var question = new
            {
                visit = await Visit(doctor, resident, payload),
                to = request["to"]!.GetValue<string>(),
                question = payload,
            };
            advices.Add((await doctor.Must("/api/advice", question))["id"]!.GetValue<string>());
        }
        List<string> pages =
        [
            "/",
            "/referrals",
            "/residents",
            .. referrals.Select(r => $"/referrals/{r}"),
            .. Sample(referrals.Select(r => $"/referrals/{r}/slip")),
            .. Sample(advices.Select(a => $"/advice/{a}")),
        ];
        await Look(village, [.. pages, $"/residents/{resident}", $"/visits/new?resident={resident}"], referrals);
        await Look(served.Story["referralOffice"], Sample(pages), referrals);
        await Look(served.Story["overseer"], ["/", "/referrals"], []);
        await Look(served.Story["auditAdministrator"], ["/acts"], []);
    }

    /// <summary>Every text of every route that changes anything, also of those to come, then every page.</summary>
    [Fact]
    public async Task Typed_into_any_field_of_any_route_it_runs_on_no_page()
    {
        var (ones, n, taken) = (await OneOfEach.In(served, "韩文字"), 0, 0);
        string[] own = ["session.", "account.", "my.", "plan."];
        foreach (var part in new[] { "villageDoctor", "referralOffice", "branchDoctor", "securityAdministrator", "overseer" })
        foreach (
            var route in Requests.Routes.Where(r =>
                r.UseCase.Changes && !own.Any(o => r.UseCase.Name.StartsWith(o, StringComparison.Ordinal))
            )
        )
        foreach (var field in route.UseCase.Input.GetConstructors()[0].GetParameters().Where(p => p.ParameterType == typeof(string)))
        {
            var body = route.BodyOf(t => ones[t]);
            var most = route.UseCase.Input.GetProperty(field.Name!)!.GetCustomAttribute<AtMostAttribute>()?.Length ?? int.MaxValue;
            var fitting = Payloads.Where(p => p.Length <= most).ToList();
            body[Shape.JsonName(field.Name!)] = fitting[n++ % fitting.Count];
            if (route.UseCase.Name == "resident.register")
                body["notTheSame"] = true;
            var caller = await served.As(served.Story[part]);
            taken += (await caller.Send(new HttpMethod(route.Method), route.PathOf(t => ones[t]), body.ToJsonString())).Code < 300 ? 1 : 0;
        }
        Figures.Say($"{n} fields, {taken} taken");
        Assert.True(taken > 10, $"only {taken} of {n} were taken");
        List<string> pages =
        [
            .. Pages
                .All.SelectMany(p => p.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>())
                .Select(r => "/" + Requests.Filled(r.Template.TrimStart('/'), t => ones[t])),
        ];
        foreach (var part in new[] { "villageDoctor", "referralOffice", "securityAdministrator", "auditAdministrator" })
            await Look(served.Story[part], Sample(pages.Where(p => !p.StartsWith("/my", StringComparison.Ordinal))), []);
    }

    /// <summary>What a spreadsheet would reckon with is text in a file that is taken out.</summary>
    [Fact]
    public async Task No_cell_of_a_file_taken_out_is_a_formula()
    {
        var (system, auditor) = (await served.As(served.Story["systemAdministrator"]), await served.As(served.Story["auditAdministrator"]));
        var at = (await served.Region.Institution("gh")).Id.ToString();
        foreach (var (n, name) in new[] { "=HYPERLINK(1)", "+1", "-1", "@SUM(1)" }.Index())
        {
            var account = new
            {
                login = $"formula{n}",
                name,
                home = at,
            };
            await system.Must("/api/accounts", account);
            await served.Nobody.Post("/api/session", new { account.login, password = "x" });
        }
        var file = (await auditor.Get("/api/acts.csv")).Text;
        Assert.Contains("HYPERLINK", file, StringComparison.Ordinal);
        None(file.Split('\n').SelectMany(l => l.Split("\",\"")).Where(c => c.TrimStart('"') is ['=' or '+' or '-' or '@', ..]));
    }

    /// <summary>Every third, from another one each time; all of them in the deep run.</summary>
    private static List<string> Sample(IEnumerable<string> pages)
    {
        var first = Random.Shared.Next(3);
        return [.. pages.Where((_, n) => Deep.Asked || n % 3 == first)];
    }

    private static async Task<string> Visit(Caller doctor, string resident, string complaint) =>
        (
            await doctor.Must(
                "/api/visits",
                new
                {
                    resident,
                    complaint,
                    diagnosis = "I10.x00",
                    bloodPressure = "186/112",
                }
            )
        )["id"]!.GetValue<string>();

    private async Task Look(string login, IEnumerable<string> pages, List<string> referrals)
    {
        await using var tab = await BrowserTab.Open(served, login);
        var wrong = new List<string>();
        foreach (var address in pages)
        {
            await tab.Page.GotoAsync(address);
            if (await tab.Page.EvaluateAsync<string?>("() => window.hit === undefined ? null : String(window.hit)") is { } hit)
                wrong.Add($"{login} {address}: {hit}");
            if (referrals.FindIndex(r => address == $"/referrals/{r}") is >= 0 and var n)
                if (!(await tab.Page.InnerTextAsync("main")).Contains(Payloads[n].Trim(), StringComparison.Ordinal))
                    wrong.Add($"{login} {address} does not show {Payloads[n]}");
        }
        None(wrong.Concat(tab.Complaints));
    }
}
