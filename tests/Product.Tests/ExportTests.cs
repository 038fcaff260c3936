using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Yihe.Basis.Files;
using Yihe.Kernel.Files;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>Excel out: any list by the one component, under the conditions it stands under, and an act with the count. U5, U7.</summary>
public class ExportTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private static readonly string[] Parts =
    [
        "villageDoctor",
        "referralOffice",
        "director",
        "overseer",
        "systemAdministrator",
        "securityAdministrator",
        "auditAdministrator",
    ];

    private async Task<IReadOnlyList<SheetRow>> Sheet(string part, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address + (address.Contains('?') ? "&" : "?") + "export=xlsx");
        var caller = await served.As(served.Story[part]);
        request.Headers.Authorization = new("Bearer", caller.Token);
        var answer = await served.Demo.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(Spreadsheet.ContentType, answer.Content.Headers.ContentType?.MediaType);
        return Spreadsheet.Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Value;
    }

    [Fact]
    public async Task Every_list_goes_out_with_the_heads_and_rows_it_shows()
    {
        var village = await served.Region.Part("villageDoctor");
        await served.Region.Refer(village, "gh", department: "心血管内科");
        var lists = new HashSet<string>();
        foreach (var part in Parts.Where(served.Story.ContainsKey))
        foreach (var address in Addresses)
        {
            var page = await (await served.As(served.Story[part])).Get(address);
            if (page.Code != 200 || !page.Text.Contains("id=\"list-export\"", StringComparison.Ordinal) || !lists.Add(address))
                continue;
            var list = page.Text[page.Text.IndexOf("id=\"list\"", StringComparison.Ordinal)..];
            var shown = Words(list, "<th scope=\"col\"[^>]*>(.*?)</th>").ToList();
            var sheet = await Sheet(part, address);
            Assert.NotEmpty(sheet[0].Cells);
            Assert.All(sheet[0].Cells.Values, head => Assert.Contains(head, shown));
            Assert.True(sheet.Count > 1, address);
            if (address == "/acts")
                continue; // grows by being read
            var first = Words(Regex.Match(list, "<tbody>.*?</tr>", RegexOptions.Singleline).Value, "<td[^>]*>(.*?)</td>").ToList();
            Assert.All(sheet[1].Cells.Values, cell => Assert.Contains(cell, first));
        }
        Assert.Superset(
            new HashSet<string> { "/residents", "/referrals", "/accounts", "/institutions", "/acts", "/plans", "/beds" },
            lists
        );
    }

    [Fact]
    public async Task All_pages_of_a_list_come_in_one_file_by_its_conditions_and_the_act_says_how_many()
    {
        var village = await served.Region.Part("villageDoctor");
        for (var n = 0; n < 60; n++)
            await served.Region.Register(village, n % 2 == 0 ? "𠮷䶮" : "贾宝莲");
        var sheet = await Sheet("villageDoctor", "/residents?text=" + Uri.EscapeDataString("贾宝莲"));
        Assert.Equal(30, sheet.Count(r => r.Cells[1] == "贾宝莲"));
        Assert.Equal(31, sheet.Count);
        Assert.Contains("身份证号", sheet[0].Cells.Values);
        Assert.Contains(await Sheet("villageDoctor", "/residents"), r => r.Cells[1] == "𠮷䶮");
        var act = (await served.Region.Acts("list.export")).First(a => a.Purpose == "export 30");
        Assert.Equal("/residents", act.ReasonCode);
    }

    [Fact]
    public async Task No_list_is_taken_away_by_someone_its_page_is_closed_to()
    {
        var office = await (await served.As(served.Story["referralOffice"])).Get("/accounts?export=xlsx");
        Assert.Equal(404, office.Code);
        Assert.DoesNotContain("spreadsheet", (await served.Nobody.Get("/residents?export=xlsx")).ContentType, StringComparison.Ordinal);
        Assert.Equal(404, (await (await served.As(served.Story["villageDoctor"])).Get("/help?export=xlsx")).Code);
    }

    private static readonly IReadOnlyList<string> Addresses =
    [
        .. Pages
            .All.SelectMany(p => p.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>())
            .Select(r => r.Template)
            .Where(t => !t.Contains('{') && !t.StartsWith("/my", StringComparison.Ordinal)),
        "/referrals?box=out",
        "/appointments?box=out",
    ];

    private static IEnumerable<string> Words(string html, string pattern) =>
        Regex
            .Matches(html, pattern, RegexOptions.Singleline)
            .Select(m =>
                Regex.Replace(System.Net.WebUtility.HtmlDecode(Regex.Replace(m.Groups[1].Value, "<[^>]*>", " ")), @"\s+", " ").Trim()
            );
}
