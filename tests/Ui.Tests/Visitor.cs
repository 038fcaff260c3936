using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Yihe.Host;

namespace Yihe.Ui.Tests;

/// <summary>A person at a browser without script: opens pages, fills in forms, keeps cookies.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClient http;
    private readonly CookieContainer cookies = new();

    private Visitor(string address) =>
        http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(address),
        };

    internal static async Task<Visitor> SignIn(RunningDemo demo, string login, CancellationToken ct)
    {
        var visitor = new Visitor(demo.Address);
        var answer = await visitor.http.PostAsJsonAsync("/api/session", new { login, password = DemoAccounts.Password }, ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var session = (await answer.Content.ReadFromJsonAsync<JsonNode>(ct))!;
        visitor.cookies.Add(visitor.http.BaseAddress!, new Cookie("yihe", session["token"]!.GetValue<string>()));
        return visitor;
    }

    internal async Task<string> Open(string page, CancellationToken ct)
    {
        var answer = await http.GetAsync(page, ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(ct);
    }

    /// <summary>Sends a page's form: what the page put into it unseen, and what the person typed.</summary>
    internal async Task<HttpResponseMessage> Send(
        string page,
        string useCase,
        Dictionary<string, string> typed,
        CancellationToken ct,
        string? to = null,
        bool script = false
    )
    {
        var fields = HiddenOf(await Open(page, ct), useCase);
        foreach (var (name, value) in typed)
            fields[name] = value;
        using var request = new HttpRequestMessage(HttpMethod.Post, to ?? page) { Content = new FormUrlEncodedContent(fields) };
        if (script)
            request.Headers.Add("HX-Request", "true");
        return await http.SendAsync(request, ct);
    }

    private static Dictionary<string, string> HiddenOf(string html, string useCase)
    {
        var form = html.Split("<form ").Single(f => f.Contains($"name=\"_use\" value=\"{useCase}\"", StringComparison.Ordinal));
        return Hidden()
            .Matches(form.Split("</form>")[0])
            .ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();

    public void Dispose() => http.Dispose();
}
