using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Yihe.Host;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>
/// Residents with numbers that occur nowhere else: whatever anybody opens, and whatever lies on the disk, no whole number is to
/// be seen outside a reveal, and no name by those who have nothing to do with the person. S10, S11.
/// </summary>
public partial class CanaryTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private static readonly int Many = Deep.Asked ? 2_000 : 40;
    private static readonly string[] Administrators = ["systemAdministrator", "securityAdministrator", "auditAdministrator"];

    private sealed record Canary(string Name, string Identity, string Phone);

    private static readonly IReadOnlyList<Canary> Canaries =
    [
        .. Enumerable
            .Range(0, Many)
            .Select(n => new Canary($"闵{(char)(0x5200 + n)}禛", People.NewIdentity(), $"177{80000000 + n * 7919}")),
    ];

    private static Task<OneOfEach>? nest;

    /// <summary>Made once for the tests of the class.</summary>
    private Task<OneOfEach> Nest() => nest ??= Settle();

    private async Task<OneOfEach> Settle()
    {
        var all = await OneOfEach.In(served, "闵乇禛");
        var village = await served.Region.Part("villageDoctor");
        foreach (var (n, canary) in Canaries.Index())
        {
            var resident = await served.Region.Register(village, canary.Name, canary.Identity, canary.Phone);
            if (n == 0)
                (all["resident"], all["referral"]) = (resident, await served.Region.Refer(village, "gh", resident: resident));
            else if (n % 7 == 0)
                await served.Region.Refer(village, "gh", "emergency", resident: resident);
        }
        await served.Region.Beat();
        return all;
    }

    [Fact]
    public async Task No_whole_number_leaves_the_server_and_no_name_reaches_those_without_a_part_in_it()
    {
        var all = await Nest();
        var (numbers, names) = (SearchOf(Canaries.SelectMany(c => new[] { c.Identity, c.Phone })), SearchOf(Canaries.Select(c => c.Name)));
        var (wrong, opened, seen) = (new List<string>(), 0, 0);
        foreach (var (part, caller) in await Everybody(all["resident"]))
        foreach (var address in Addresses(all))
        {
            var reply = await caller.Get(address);
            opened += reply.Code == 200 ? 1 : 0;
            seen += reply.Text.AsSpan().ContainsAny(names) ? 1 : 0;
            var text =
                DemoBar().Replace(reply.Text, "")
                + string.Join('\n', reply.Message.Headers.Select(h => $"{h.Key}: {string.Join(',', h.Value)}"));
            if (text.AsSpan().IndexOfAny(numbers) is >= 0 and var at)
                wrong.Add($"{part} {address}: …{text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 30)]}…");
            if ((Administrators.Contains(part) || part == "stranger") && text.AsSpan().IndexOfAny(names) is >= 0 and var named)
                wrong.Add($"{part} {address} names {text[named..(named + 3)]}");
        }
        None(wrong.Take(20));
        Assert.True(opened > 150 && seen > 10, $"{opened} opened, {seen} with a name");
    }

    [Fact]
    public async Task Whoever_registers_somebody_again_learns_nothing_that_they_did_not_bring()
    {
        await Nest();
        var stranger = await served.As("zhaoyulan");
        foreach (var canary in Canaries.Take(10))
        {
            var again = await stranger.Post("/api/residents", new { identityNumber = canary.Identity, name = "闵" });
            Assert.DoesNotContain(canary.Name, again.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(canary.Phone, again.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_disk_keeps_no_number_in_any_writing()
    {
        await Nest();
        var (written, files) = (new StringBuilder(), Directory.GetFiles(Path.GetDirectoryName(served.Region.Options.Database)!));
        foreach (var file in files.Where(f => f.StartsWith(served.Region.Options.Database!, StringComparison.Ordinal)))
            written.Append(Encoding.Latin1.GetString(await StolenDiskTests.Bytes(file) ?? []));
        var disk = written.ToString();
        var numbers = Canaries.SelectMany(c => new[] { c.Identity, c.Phone }).SelectMany(Writings);
        Assert.Equal(-1, disk.AsSpan().IndexOfAny(SearchOf(numbers)));
        Assert.True(disk.AsSpan().ContainsAny(SearchOf(Canaries.Take(1).SelectMany(c => Writings(c.Name)))), "not even a name was found");
    }

    internal static SearchValues<string> SearchOf(IEnumerable<string> words) => SearchValues.Create([.. words], StringComparison.Ordinal);

    /// <summary>The ways a text may lie on a disk, each as Latin letters of its bytes.</summary>
    internal static IEnumerable<string> Writings(string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.GetEncoding("GBK") })
            yield return Encoding.Latin1.GetString(encoding.GetBytes(text));
        var bytes = Encoding.UTF8.GetBytes(text);
        yield return Convert.ToHexString(bytes);
        yield return Convert.ToHexStringLower(bytes);
        for (var shift = 0; shift < 3; shift++)
            yield return Convert.ToBase64String([.. new byte[shift], .. bytes])[4..^4];
    }

    private async Task<List<(string Part, Caller Caller)>> Everybody(string resident)
    {
        var everybody = new List<(string, Caller)> { ("nobody", served.Nobody), ("stranger", await served.As("zhaoyulan")) };
        foreach (var (part, login) in served.Story)
            everybody.Add((part, await served.As(login)));
        everybody.Add(("resident", await served.SignInResident(resident)));
        return everybody;
    }

    /// <summary>Every page and every address that shows, filled with a real thing; and what people type into searches.</summary>
    private static IEnumerable<string> Addresses(OneOfEach all) =>
        [
            .. Pages
                .All.SelectMany(p => p.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>())
                .Select(r => "/" + Requests.Filled(r.Template.TrimStart('/'), t => all[t])),
            .. Requests.Routes.Where(r => r.Method == "GET").Select(r => r.PathOf(t => all[t])),
            $"/visits/new?resident={all["resident"]}",
            $"/referrals/new?resident={all["resident"]}",
            "/residents?text=%E9%97%B5",
            "/api/residents?text=%E9%97%B5",
        ];

    /// <summary>What the banner of the demo tells exists in demo mode alone.</summary>
    [GeneratedRegex("<aside class=\"demo-bar\".*?</aside>", RegexOptions.Singleline)]
    private static partial Regex DemoBar();
}
