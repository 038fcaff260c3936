using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Yihe.Basis;
using Yihe.Host;
using Yihe.Kernel.Working;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>A request for any route, made from its pattern and its input record, so that a new route is covered the minute it exists.</summary>
internal static partial class Requests
{
    internal static readonly IReadOnlyList<Route> Routes = [.. ModuleList.All.All.SelectMany(m => m.Routes)];

    internal static string NewId() => Guid.CreateVersion7(TestRegion.Start).ToString();

    /// <summary>The address with its places filled: each asked for by the thing it names, such as <c>resident</c> for <c>residents/{id}</c>.</summary>
    internal static string PathOf(this Route route, Func<string, string> idOf) => Filled(route.Address, idOf);

    internal static string Filled(string pattern, Func<string, string> idOf) =>
        Place()
            .Replace(
                pattern,
                m =>
                    m.Groups[1].Value
                    + "/"
                    + idOf(m.Groups[2].Value is "id" or "Id" or "token" ? m.Groups[1].Value.TrimEnd('s') : m.Groups[2].Value)
            );

    /// <summary>The smallest body (or query) the input record can be read from.</summary>
    internal static JsonObject BodyOf(this Route route, Func<string, string> idOf)
    {
        var body = new JsonObject();
        foreach (var parameter in route.UseCase.Input.GetConstructors()[0].GetParameters())
            if (Shape.JsonName(parameter.Name!) is var field && !route.Pattern.Contains($"{{{field}}}", StringComparison.Ordinal))
                if (!parameter.HasDefaultValue || field is "visit" or "resident" or "follows")
                    body[field] = Sample(field, idOf);
        return body;
    }

    /// <param name="instead">puts something else in place of each text of the body</param>
    internal static Task<Reply> Send(this Caller caller, Route route, Func<string, string> idOf, Func<string, string>? instead = null)
    {
        var (path, body) = (route.PathOf(idOf), route.BodyOf(idOf));
        foreach (var (name, value) in body.ToList())
            if (instead is not null && value is JsonValue text && text.TryGetValue<string>(out var words))
                body[name] = instead(words);
        var query = string.Join('&', body.Select(b => $"{b.Key}={Uri.EscapeDataString(b.Value?.ToString() ?? "")}"));
        return route.Method == "GET" ? caller.Get($"{path}?{query}") : caller.Send(new HttpMethod(route.Method), path, body.ToJsonString());
    }

    /// <summary>A value for every field name that inputs use; ids come from whoever asks.</summary>
    private static JsonNode? Sample(string field, Func<string, string> idOf) =>
        field switch
        {
            "diagnosis" => "I10.x00",
            "reason" => "incomplete",
            "priority" => "routine",
            "kind" => "outpatient",
            "followUpOn" => "2027-01-01",
            "until" => "2027-01-01",
            "suggests" => "refer",
            "field" => "phone",
            "bloodPressure" => "150/95",
            "glucose" => 6.1,
            "temperature" => 36.6,
            "version" => 1,
            "roles" => new JsonArray("villageDoctor"),
            "permissions" => new JsonArray("resident.read"),
            "identityNumber" => People.NewIdentity(),
            "phone" => People.Phone,
            "file" => new JsonObject { ["name"] = "x.pdf", ["content"] = Convert.ToBase64String("%PDF-1.7"u8) },
            "name" or "summary" or "consent" or "complaint" or "question" or "reply" or "finding" or "conclusion" or "team" => "文字",
            "dischargeSummary" or "medication" or "rehabilitation" or "note" or "override" or "request" => "文字",
            "proof" => "family",
            "standard" => "LN",
            "cause" => "other",
            "code" => "000000",
            "ticket" => "00",
            "cardSeen" => true,
            "purpose" => "research",
            "edition" => 1,
            "evidence" => "written",
            "follows" => idOf("referral"),
            "home" or "institution" => idOf("to"),
            _ => idOf(field),
        };

    [GeneratedRegex(@"([\w-]+)/\{(\w+)(?::\w+)?\}")]
    private static partial Regex Place();
}

/// <summary>One of each thing that has an id, all of it the village doctor's and none of it anybody's elsewhere.</summary>
internal sealed class OneOfEach
{
    private readonly Dictionary<string, string> ids = [];

    internal string this[string thing]
    {
        get => ids.GetValueOrDefault(thing) ?? ids["resident"];
        set => ids[thing] = value;
    }

    internal IEnumerable<string> Ids => ids.Values;

    internal bool Has(string thing) => ids.ContainsKey(thing);

    internal static async Task<OneOfEach> In(ServedRegion served, string name)
    {
        var (all, region) = (new OneOfEach(), served.Region);
        var (village, doctor) = (await region.Part("villageDoctor"), await served.As(served.Story["villageDoctor"]));
        var (system, security) = (
            await served.As(served.Story["systemAdministrator"]),
            await served.As(served.Story["securityAdministrator"])
        );
        all.ids["to"] = (await region.Institution("hx")).Id.ToString();
        all.ids["resident"] = await region.Register(village, name);
        all.ids["visit"] = await region.Visit(village, all["resident"]);
        all.ids["referral"] = all.ids["follows"] = await region.Refer(village, "hx", resident: all["resident"]);
        async Task Make(string thing, Caller who, string pattern)
        {
            var route = Requests.Routes.Single(r => r.Method == "POST" && r.Pattern == pattern);
            all.ids[thing] = (await who.Must(route.PathOf(t => all[t]), route.BodyOf(t => all[t])))["id"]!.GetValue<string>();
        }
        var own = await served.SignInResident(all["resident"]);
        all.ids["entry"] = all["visit"];
        all.ids["correction"] = (await own.Must($"/my/api/record/{all["entry"]}/corrections", new { wrong = name, right = name }))[
            "id"
        ]!.GetValue<string>();
        all.ids["consent"] = await Consent(own, all["to"]);
        await Make("attachment", doctor, "referrals/{id}/attachments");
        await Make("advice", doctor, "advice");
        await Make("source", await served.As(served.Story["recordClerk"]), "sources");
        await Messages(all, await served.As(served.Story["recordClerk"]), name);
        await Papers(all, served, name);
        all.ids["stays"] = all.ids["goes"] = all["resident"];
        all.ids["merge"] = (
            await (await served.As(served.Story["recordClerk"])).Must(
                "/api/merges",
                new
                {
                    stays = await region.Register(village, name),
                    goes = await region.Register(village, name),
                    reason = name,
                }
            )
        )["id"]!.GetValue<string>();
        all.ids["login"] = $"a{all["visit"].Replace("-", "", StringComparison.Ordinal)[^12..]}";
        await Make("account", system, "accounts");
        await security.Must($"/api/accounts/{all["account"]}/posts", new { institution = all["to"], roles = new[] { "villageDoctor" } });
        all.ids["post"] = (await security.Get($"/api/accounts/{all["account"]}")).Json["posts"]![0]!["id"]!.GetValue<string>();
        await security.Must(
            "/api/tokens",
            new
            {
                name = all["visit"],
                institution = all["to"],
                permissions = new[] { "resident.read" },
                until = "2026-12-31",
            }
        );
        all.ids["token"] = (await security.Get("/api/tokens")).Json["items"]![0]!["id"]!.GetValue<string>();
        all.ids["invitation"] = (await system.Must($"/api/accounts/{all["account"]}/invitation"))["link"]!.GetValue<string>().Split('/')[
            ^1
        ];
        return all;
    }

    /// <summary>What offices keep: a list of residents, a draft of an indicator.</summary>
    private static async Task Papers(OneOfEach all, ServedRegion served, string name)
    {
        all.ids["intake"] = await Intake(await served.As(served.Story["recordClerk"]), name);
        all.ids["indicator-edition"] = await Edition(await served.As(served.Story["statistician"]), name);
    }

    /// <summary>A list of somebody known and of a row that is wrong: nobody new is in it.</summary>
    private static async Task<string> Intake(Caller clerk, string name)
    {
        var content = Encoding.UTF8.GetBytes($"身份证号,姓名\n123,{name}");
        return (await clerk.Must("/api/intakes", new { file = new { name = "名单.csv", content = Convert.ToBase64String(content) } }))[
            "id"
        ]!.GetValue<string>();
    }

    /// <summary>A new indicator, as a draft.</summary>
    private static async Task<string> Edition(Caller office, string name)
    {
        var form = new
        {
            name,
            dimension = "试",
            definition = name,
            numerator = "visits",
            unit = "次",
            scale = 1,
            places = new[] { "region" },
            periods = new[] { "month" },
            from = "2027-01-01",
            clause = name,
            text = name,
            reason = name,
        };
        return (await office.Must("/api/indicator-editions", form))["id"]!.GetValue<string>();
    }

    /// <summary>A consent of the resident, for one institution.</summary>
    private static async Task<string> Consent(Caller own, string institution)
    {
        var asked = new
        {
            purpose = "care",
            edition = 1,
            institution,
            read = true,
        };
        return (await own.Must("/my/api/consents", asked))["id"]!.GetValue<string>();
    }

    /// <summary>A source of messages that joined two of its numbers, and one message of it that could not be taken.</summary>
    private static async Task Messages(OneOfEach all, Caller clerk, string name)
    {
        var source = all.ids["visit"];
        all.ids["message-source"] = (await clerk.Must("/api/message-sources", new { application = source, title = name }))[
            "id"
        ]!.GetValue<string>();
        async Task Send(string type, string patient, string more) =>
            await clerk.Send(
                HttpMethod.Post,
                "/api/messages",
                new StringContent($"MSH|^~\\&|{source}||||20261119||{type}|{patient}{source}|P|2.5.1\rPID|1||{patient}||{name}\r{more}")
            );
        await Send("ADT^A28", "P1", "");
        await Send("ADT^A40", "P2", "MRG|P1\r");
        await Send("ADT^A99", "P3", "");
        all.ids["message-join"] = (await clerk.Get($"/api/message-sources/{all["message-source"]}")).Json["joins"]![0]![
            "id"
        ]!.GetValue<string>();
        var failed = (await clerk.Get("/api/failed-messages")).Json["items"]!.AsArray();
        all.ids["message"] = failed.First(m => $"{m!["application"]}" == source)!["id"]!.GetValue<string>();
    }
}
