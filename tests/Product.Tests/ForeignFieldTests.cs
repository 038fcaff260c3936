using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Yihe.Basis;
using Yihe.Basis.Values;
using Yihe.Kernel.Working;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>
/// An id of another's record in a body or a query opens and changes as little as one in the address: it answers like an id of nothing. S2.
/// </summary>
public partial class ForeignFieldTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private const string Name = "周芳兰";

    /// <summary>Institutions, and the times, wards and lines that they offer, are known to everybody.</summary>
    private static readonly string[] Public =
    [
        "to",
        "home",
        "institution",
        "at",
        "from",
        "lead",
        "with",
        "other",
        "clinic",
        "session",
        "slot",
        "ward",
        "bed",
        "line",
    ];

    [Fact]
    public async Task Ids_of_another_institution_in_a_body_or_a_query_answer_like_ids_of_nothing()
    {
        var theirs = await OneOfEach.In(served, Name);
        (theirs["subject"], theirs["id"]) = (theirs["resident"], await Appointment(theirs["resident"]));
        var (wrong, tried) = (new List<string>(), 0);
        wrong.AddRange(Places().Where(p => !theirs.Has(p.Field)).Select(p => $"{p.Route.Pattern} {p.Field}: nothing of theirs to try"));
        foreach (var login in new[] { "zhaoyulan", "jinzhiming", "luozhenhua" })
        foreach (var (route, field) in Places())
        {
            var caller = await served.As(login);
            var replies = new List<Reply>();
            foreach (var id in new[] { theirs[field], Requests.NewId() })
            foreach (var list in new[] { false, true })
                replies.Add(await Send(caller, route, theirs, field, list ? new JsonArray(id) : JsonValue.Create(id)));
            tried += replies.Count;
            var texts = replies.Select(r => Plain(r.Comparable)).ToList();
            if (texts[0] != texts[2] || texts[1] != texts[3] || (replies[0].Code < 300 && route.UseCase.Changes))
                wrong.Add($"{login} {route.Method} {route.Pattern} {field}: {texts[0]} | {texts[2]}");
            if (replies.Exists(r => r.Text.Contains(Name, StringComparison.Ordinal)))
                wrong.Add($"{login} {route.Method} {route.Pattern} {field} shows {Name}");
        }
        Figures.Say($"{tried} calls");
        None(wrong);
        Assert.True(tried > 100, $"only {tried} tried");
    }

    /// <summary>A time of the branch's own, taken for the person who was sent there.</summary>
    private async Task<string> Appointment(string resident)
    {
        var (branch, today) = (await served.As(served.Story["branchDoctor"]), served.Region.Clock.GetUtcNow().Day());
        await branch.Must("/api/clinic-sessions", new { from = today.AddDays(1), to = today.AddDays(4) });
        var session = (await branch.Get("/api/clinic-sessions")).Json["items"]![0]!["id"]!.GetValue<string>();
        return (await branch.Must("/api/appointments", new { session, resident }))["id"]!.GetValue<string>();
    }

    /// <summary>Every field of every input that holds an id and is not part of the address.</summary>
    private static IEnumerable<(Route Route, string Field)> Places() =>
        from route in Requests.Routes
        where route.UseCase.Permission != Permission.Anyone && route.UseCase.Permission != Permission.Self
        where !route.Pattern.Contains('{', StringComparison.Ordinal)
        from parameter in route.UseCase.Input.GetConstructors()[0].GetParameters()
        let field = Shape.JsonName(parameter.Name!)
        where IsId(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) && !Public.Contains(field)
        select (route, field);

    private static bool IsId(Type type) =>
        type == typeof(Guid) || type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    private static Task<Reply> Send(Caller caller, Route route, OneOfEach theirs, string field, JsonNode value)
    {
        var body = route.BodyOf(t => Public.Contains(t) ? theirs["to"] : Requests.NewId());
        body[field] = value;
        var query = string.Join('&', body.Select(b => $"{b.Key}={Uri.EscapeDataString(b.Value?.ToString() ?? "")}"));
        return route.Method == "GET"
            ? caller.Get($"{route.Address}?{query}")
            : caller.Send(new HttpMethod(route.Method), route.Address, body.ToJsonString());
    }

    private static string Plain(string text) => Changing().Replace(text, "…");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[0-9a-f]{32}")]
    private static partial Regex Changing();
}
