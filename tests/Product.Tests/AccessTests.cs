using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Yihe.Accounts;
using Yihe.Basis;
using Yihe.Host;
using Yihe.Kernel.Working;
using Yihe.Testing;
using Yihe.Ui;
using static Yihe.Testing.Faults;
using Route = Yihe.Kernel.Working.Route;

namespace Yihe.Product.Tests;

/// <summary>Only declared access exists: every route and every page, for nobody and for every role of the story, against the table of roles.</summary>
public class AccessTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private static readonly RoleBook Roles = RoleBook.Read(Path.Combine(HostOptions.Home, "knowledge"));
    private static IReadOnlyList<Route> Routes => Requests.Routes;

    /// <summary>Ends the session, so it is asked last.</summary>
    private static IEnumerable<Route> InOrder => Routes.OrderBy(r => r.UseCase.Name == "session.close");

    private static string Address(Route route) => route.PathOf(_ => Requests.NewId());

    [Fact]
    public void Every_endpoint_is_a_use_case_a_guarded_page_or_one_of_a_few_known_ones()
    {
        string[] known =
        [
            "/health/live",
            "/health/ready",
            "/metrics",
            "/inbox/events",
            "/demo/clock",
            "/demo/code",
            "/api/openapi.json",
            "/fhir/{**rest}", // its requests become the use cases of the module that speaks FHIR
            "/api/messages", // its messages become use cases of the module that speaks HL7 v2
            "/looks",
            "/my/looks",
            "/drafts/",
            "/drafts/discard",
            "{**path:file}",
            "/_framework/opaque-redirect",
        ];
        IEndpointRouteBuilder app = Server.Create(served.Region.Options, served.Region.Platform);
        var strays =
            from endpoint in app.DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            where endpoint.Metadata.GetMetadata<UseCase>() is null
            where
                endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type is not { } page
                || !page.IsDefined(typeof(NeedsAttribute), false)
            let pattern = endpoint.RoutePattern.RawText ?? ""
            where !known.Contains(pattern) && !pattern.TrimStart('/').StartsWith("assets/", StringComparison.Ordinal)
            select pattern;
        None(strays.Distinct());
        Assert.Equal(Routes.Count, app.DataSources.SelectMany(s => s.Endpoints).Count(e => e.Metadata.GetMetadata<UseCase>() is not null));
    }

    [Fact]
    public async Task Nobody_is_asked_to_sign_in_by_every_route()
    {
        var wrong = new List<string>();
        foreach (var route in Routes.Where(r => r.UseCase.Permission != Permission.Anyone))
        foreach (var body in new[] { "{}", "", "[", "{\"x\":1}" })
        {
            var reply = await served.Nobody.Send(new HttpMethod(route.Method), Address(route), route.Method == "GET" ? "" : body);
            if (reply.Code != 401 || reply.Title is null)
                wrong.Add($"{route.Method} {route.Pattern} {body}: {reply.Code} {reply.Text}");
        }
        None(wrong);
    }

    [Fact]
    public async Task Each_role_may_what_the_table_says_and_nothing_else()
    {
        var (wrong, forbidden) = (new List<string>(), 0);
        foreach (var (part, login) in served.Story)
        {
            var caller = await served.SignIn(login);
            var grants = Roles.GrantsOf(await RolesOf(login));
            foreach (var route in InOrder)
            {
                var may = route.UseCase.Permission.Name is "anyone" or "signed-in" || grants.ContainsKey(route.UseCase.Permission.Name);
                var reply = await caller.Send(new HttpMethod(route.Method), Address(route), route.Method == "GET" ? "" : "{}");
                forbidden += may ? 0 : 1;
                if (may == reply.Code is 403 or 401 && !(may && route.UseCase.Permission == Permission.Anyone))
                    wrong.Add($"{part} {route.Method} {route.Pattern}: {reply.Code} {reply.Title}, expected {(may ? "allowed" : "403")}");
            }
        }
        Figures.Say($"{Routes.Count} routes, {served.Story.Count} roles, {forbidden} forbidden");
        None(wrong);
        Assert.True(forbidden > 50, $"only {forbidden} forbidden");
    }

    [Fact]
    public async Task Each_page_opens_to_whom_it_names()
    {
        var wrong = new List<string>();
        var addresses =
            from page in Pages.All
            from route in page.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>()
            select (
                Address: Requests.Filled(route.Template, _ => Requests.NewId()),
                IsWhole: !route.Template.Contains('{') && !page.AsksQuery(),
                Needs: page.Needs()
            );
        foreach (var (part, login) in served.Story.Prepend(new("nobody", "")))
        {
            var caller = login.Length == 0 ? served.Nobody : await served.As(login);
            var grants = login.Length == 0 ? [] : Roles.GrantsOf(await RolesOf(login));
            foreach (var (address, isWhole, needs) in addresses)
            {
                var may = needs == "anyone" || (login.Length > 0 && needs == "signed-in") || grants.ContainsKey(needs);
                var reply = await caller.Get(address);
                var isOwn = needs == Permission.Self.Name;
                var signIn = isOwn ? "/my/sign-in" : "/sign-in";
                var toSignIn = reply.Message.Headers.Location?.ToString().StartsWith(signIn, StringComparison.Ordinal) == true;
                var right =
                    may
                        ? reply.Code == 200
                            || (!isWhole && !toSignIn && reply.Code is 302 or 404 or 409 or 422)
                            || address is "/not-found" or "/error"
                    : login.Length == 0 || isOwn ? reply.Code == 302 && toSignIn
                    : reply.Code == 404;
                if (!right)
                    wrong.Add($"{part} {address}: {reply.Code}");
            }
        }
        None(wrong);
    }

    [Fact]
    public async Task A_session_that_was_closed_is_over_at_once()
    {
        var caller = await served.SignIn(served.Story["villageDoctor"]);
        Assert.Equal(200, (await caller.Get("/api/inbox")).Code);
        Assert.Equal(200, (await caller.Send(HttpMethod.Delete, "/api/session")).Code);
        Assert.Equal(401, (await caller.Get("/api/inbox")).Code);
    }

    [Theory]
    [InlineData("cross-site", 403)]
    [InlineData("same-site", 403)]
    [InlineData("same-origin", 200)]
    [InlineData("none", 200)]
    public async Task A_change_asked_for_by_another_site_is_refused(string site, int status)
    {
        var caller = await served.As(served.Story["villageDoctor"]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/residents")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { identityNumber = People.NewIdentity(), name = $"跨站{site}" }),
        };
        request.Headers.Authorization = new("Bearer", caller.Token);
        request.Headers.Add("Idempotency-Key", $"cross-site-{site}");
        request.Headers.Add("Sec-Fetch-Site", site);
        using var response = await served.Demo.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
    }

    private Task<IReadOnlyList<string>> RolesOf(string login)
    {
        var staff = JsonNode.Parse(TestRegion.County)!["organization"]!["staff"]!
            .AsArray()
            .Single(s => s!["login"]!.GetValue<string>() == login);
        return Task.FromResult<IReadOnlyList<string>>([.. staff!["posts"]![0]!["roles"]!.AsArray().Select(r => r!.GetValue<string>())]);
    }
}

internal static class PageNeeds
{
    /// <summary>Without something in its query the page has nothing to show.</summary>
    internal static bool AsksQuery(this Type page) =>
        page.GetProperties(
                System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic
            )
            .Any(p => p.IsDefined(typeof(SupplyParameterFromQueryAttribute), true));

    internal static string Needs(this Type page) => ((NeedsAttribute)page.GetCustomAttributes(typeof(NeedsAttribute), false)[0]).Permission;
}
