using System.Net.Http.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Working;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>No other site makes a signed-in browser change anything: every mutation, by its route and by every form. S13 (CSRF).</summary>
public class CrossSiteTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_that_another_site_asks_for_is_refused_at_every_route_and_page()
    {
        var ones = await OneOfEach.In(served, "章桂珍");
        foreach (var login in served.Story.Values.Distinct())
            await served.As(login); // a sign-in is an act as well
        var before = await Done();
        var wrong = new List<string>();
        foreach (var login in served.Story.Values.Distinct())
        {
            var token = (await served.As(login)).Token!;
            foreach (var route in Requests.Routes.Where(r => r.Method != "GET"))
            {
                using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.PathOf(t => ones[t]))
                {
                    Content = JsonContent.Create(route.BodyOf(t => ones[t])),
                };
                request.Headers.Add("Idempotency-Key", $"cross-{login}-{route.UseCase.Name}");
                if (await Send(request, token, "cross-site") is not 403 and var code)
                    wrong.Add($"{login} {route.Method} {route.Pattern}: {code}");
            }
            foreach (var address in Pages())
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = FormOf("account.create", []) };
                if (await Send(request, token, "cross-site") is not 403 and var code)
                    wrong.Add($"{login} {address}: {code}");
            }
        }
        None(wrong);
        Assert.Equal(before, await Done());
    }

    /// <summary>A browser too old to say where a request comes from still brings no token of ours.</summary>
    [Fact]
    public async Task A_form_without_its_token_does_nothing_whatever_use_case_it_names()
    {
        var ones = await OneOfEach.In(served, "章桂珍");
        foreach (var login in served.Story.Values.Distinct())
            await served.As(login); // a sign-in is an act as well
        var before = await Done();
        var wrong = new List<string>();
        foreach (var login in served.Story.Values.Distinct())
        foreach (var route in Requests.Routes.Where(r => r.UseCase.Changes))
        {
            var fields = route.BodyOf(t => ones[t]).ToDictionary(f => f.Key, f => f.Value?.ToString() ?? "");
            foreach (var place in route.UseCase.Input.GetConstructors()[0].GetParameters())
                fields.TryAdd(Shape.JsonName(place.Name!), ones[route.Pattern.Split('/')[0].TrimEnd('s')]);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/account") { Content = FormOf(route.UseCase.Name, fields) };
            if (await Send(request, (await served.As(login)).Token!, null) is not 409 and var code)
                wrong.Add($"{login} {route.UseCase.Name}: {code}");
        }
        None(wrong);
        Assert.Equal(before, await Done());
    }

    private static FormUrlEncodedContent FormOf(string useCase, Dictionary<string, string> fields) =>
        new([.. fields, new("_use", useCase), new("_key", $"forged-{useCase}")]);

    private async Task<int> Send(HttpRequestMessage request, string token, string? site)
    {
        request.Headers.Add("Cookie", $"yihe={token}");
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
        using var response = await served.Demo.Http.SendAsync(request, Ct);
        return (int)response.StatusCode;
    }

    private static IEnumerable<string> Pages() =>
        from page in Product.Tests.Pages.All
        from route in page.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>()
        select "/" + Requests.Filled(route.Template.TrimStart('/'), _ => Requests.NewId());

    private async Task<int> Done()
    {
        await using var db = served.Region.Platform.Database.Open();
        return await db.Set<Act>().CountAsync(a => a.Outcome == ActOutcome.Done && a.TraceId != null, Ct);
    }
}
