using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Yihe.Basis;
using Yihe.Kernel.Working;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>A route takes the fields it names and answers with the fields it describes: nothing more goes in, nothing undescribed comes out. S6.</summary>
public class OverPostingTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private static readonly string[] Extra = ["role", "orgId", "status", "isPaid", "institutionName", "createdBy", "__proto__"];

    [Fact]
    public async Task Every_field_that_a_route_does_not_name_is_refused_by_name()
    {
        var ones = await OneOfEach.In(served, "章桂珍");
        var (wrong, refused) = (new List<string>(), 0);
        foreach (var login in served.Story.Values.Distinct())
        foreach (var route in Requests.Routes)
        {
            var caller = await served.As(login);
            var body = route.BodyOf(t => ones[t]);
            foreach (var field in Extra)
                body[field] = "admin";
            var query = string.Join('&', body.Select(b => $"{b.Key}={Uri.EscapeDataString(b.Value?.ToString() ?? "")}"));
            var reply =
                route.Method == "GET"
                    ? await caller.Get($"{route.PathOf(t => ones[t])}?{query}")
                    : await caller.Send(new HttpMethod(route.Method), route.PathOf(t => ones[t]), body.ToJsonString());
            if (reply.Code is 401 or 403)
                continue;
            var named = reply.Code == 422 ? reply.Json["errors"]!.AsArray().Select(e => $"{e!["field"]}").ToList() : [];
            refused++;
            if (
                Extra
                    .Except(named)
                    .Any(f => route.UseCase.Input.GetConstructors()[0].GetParameters().All(p => Shape.JsonName(p.Name!) != f))
            )
                wrong.Add($"{login} {route.Method} {route.Pattern}: {reply.Code} {reply.Text}");
        }
        Figures.Say($"{refused} refused");
        None(wrong.Take(20));
        Assert.True(refused > 200, $"only {refused} refused");
    }

    [Fact]
    public async Task A_verb_that_an_address_does_not_know_is_refused()
    {
        var doctor = await served.As(served.Story["villageDoctor"]);
        var wrong = new List<string>();
        foreach (var address in Requests.Routes.Select(r => r.Address).Distinct())
        foreach (var verb in new[] { "PUT", "PATCH", "DELETE", "POST", "TRACE" })
            if (!Requests.Routes.Any(r => r.Method == verb && r.Address == address))
                if (
                    await doctor.Send(new HttpMethod(verb), Requests.Filled(address, _ => Requests.NewId()), "{}") is var reply
                    && reply.Code is not (404 or 405)
                )
                    wrong.Add($"{verb} {address}: {reply.Code}");
        None(wrong);
    }

    [Fact]
    public async Task An_address_of_a_page_with_an_id_that_is_none_leads_nowhere()
    {
        var (wrong, tried) = (new List<string>(), 0);
        foreach (var part in new[] { "villageDoctor", "referralOffice", "branchDoctor", "securityAdministrator" })
        foreach (var page in Pages.All)
        foreach (var route in page.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>())
        foreach (var property in page.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            if (property.GetCustomAttribute<SupplyParameterFromQueryAttribute>() is { } given)
            {
                var address = $"/{Requests.Filled(route.Template.TrimStart('/'), _ => Requests.NewId())}?{given.Name ?? property.Name}=x'";
                var reply = await (await served.As(served.Story[part])).Get(address);
                tried++;
                if (reply.Code >= 500)
                    wrong.Add($"{part} {address}: {reply.Code}");
            }
        None(wrong);
        Assert.True(tried > 100, $"only {tried} tried");
    }

    [Theory]
    [InlineData("/referrals", "/referrals")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("https://elsewhere.example", "/")]
    [InlineData("/a\r\nSet-Cookie: x=y", "/")]
    [InlineData("/\u4e00", "/")]
    public async Task Whoever_is_led_on_stays_with_us(string back, string to)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/looks") { Content = new FormUrlEncodedContent([new("back", back)]) };
        using var response = await served.Demo.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((303, to), ((int)response.StatusCode, $"{response.Headers.Location}"));
    }

    [Fact]
    public async Task What_a_route_answers_is_what_its_description_says()
    {
        var ones = await OneOfEach.In(served, "章桂珍");
        var described = (await served.Nobody.Get("/api/openapi.json")).Json;
        var (wrong, judged) = (new List<string>(), 0);
        foreach (var login in served.Story.Values.Distinct())
        foreach (var route in Requests.Routes.Where(r => r.Method == "GET"))
        {
            var reply = await (await served.As(login)).Send(route, t => ones[t]);
            if (reply.Code != 200 || route.UseCase.Outcome == typeof(FileContent))
                continue;
            var schema = described["paths"]![route.Address]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;
            wrong.AddRange(Undescribed(reply.Json, schema, described, route.Pattern));
            judged++;
        }
        None(wrong.Distinct().Take(20));
        Assert.True(judged > 30, $"only {judged} judged");
    }

    /// <summary>Members of an answer that its schema does not know.</summary>
    private static IEnumerable<string> Undescribed(JsonNode? value, JsonNode? schema, JsonNode described, string where)
    {
        while (schema?["$ref"] is { } reference)
            schema = described["components"]!["schemas"]![$"{reference}".Split('/')[^1]];
        if (schema?["oneOf"] is JsonArray choices)
            schema = choices.FirstOrDefault(c => c!["$ref"] is not null) is { } one
                ? described["components"]!["schemas"]![$"{one["$ref"]}".Split('/')[^1]]
                : null;
        if (schema is null)
            return [];
        if (value is JsonArray list)
            return list.SelectMany(item => Undescribed(item, schema["items"], described, where + "[]"));
        if (value is not JsonObject fields || schema["properties"] is not JsonObject properties)
            return [];
        return fields.SelectMany(f =>
            properties.ContainsKey(f.Key) ? Undescribed(f.Value, properties[f.Key], described, $"{where}.{f.Key}") : [$"{where}.{f.Key}"]
        );
    }
}
