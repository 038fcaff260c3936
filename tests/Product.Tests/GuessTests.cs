using System.Net.Http.Json;
using Yihe.Host;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>Accounts hold: guesses open nothing, lock only the login they are aimed at, and tell nothing of who exists. S13.</summary>
public class GuessTests(ServedOnSqlite served) : IClassFixture<ServedOnSqlite>
{
    private const int Seed = 20261128;
    private static readonly int Guesses = Deep.Of(500, 10_000);

    [Fact]
    public async Task Guesses_from_one_address_and_from_two_hundred_open_nothing_and_hold_up_only_their_target()
    {
        var (target, bystander) = (served.Story["villageDoctor"], served.Story["branchDoctor"]);
        var session = await served.As(target);
        var (chance, codes) = (new Random(Seed), new Dictionary<int, int>());
        for (var i = 0; i < Guesses; i++)
        {
            var from = i < Guesses / 2 ? "198.51.100.7" : $"198.51.100.{chance.Next(8, 208)}";
            var reply = await Try(target, $"Guess-{chance.Next()}", from);
            codes[reply.Code] = codes.GetValueOrDefault(reply.Code) + 1;
        }
        Figures.Say($"seed {Seed}: {string.Join(", ", codes.Select(c => $"{c.Key} × {c.Value}"))}");
        Assert.Equal([401, 429], codes.Keys.Order());
        Assert.InRange(codes[401], 1, 5);
        Assert.Equal("urn:yihe:locked", (await Try(target, DemoAccounts.Password, "203.0.113.5")).Json["type"]!.GetValue<string>());
        Assert.Equal(200, (await session.Get("/api/inbox")).Code);
        Assert.Equal(200, (await Try(bystander, DemoAccounts.Password, "203.0.113.5")).Code);
        served.Region.Clock.AdvanceTo(served.Region.Clock.GetUtcNow().AddMinutes(15));
        Assert.Equal(200, (await Try(target, DemoAccounts.Password, "203.0.113.6")).Code);
    }

    [Fact]
    public async Task One_address_cannot_lock_the_whole_site()
    {
        for (var i = 0; i < 200; i++)
            await Try($"nobody-{i % 40}", "Guess-2026", "198.51.100.250");
        var locked = 0;
        for (var i = 0; i < 40; i++)
            locked += (await Try($"nobody-{i}", "Guess-2026", $"203.0.113.{100 + i}")).Text.Contains("urn:yihe:locked") ? 1 : 0;
        Assert.InRange(locked, 0, 6);
    }

    [Fact]
    public async Task Who_exists_is_told_by_no_answer()
    {
        var (known, unknown) = (served.Story["referralOffice"], "nobody-at-all");
        for (var i = 0; i < 6; i++)
        {
            var replies = new[] { await Try(known, "Wrong-2026", $"192.0.2.{i}"), await Try(unknown, "Wrong-2026", $"192.0.2.{i}") };
            Assert.Equal(Normal(replies[1]), Normal(replies[0]));
        }
        static string Normal(Reply reply) => reply.Comparable;
    }

    [Fact]
    public async Task A_cookie_from_before_never_becomes_a_session()
    {
        const string planted = "planted-by-somebody-else";
        var login = served.Story["branchDoctor"];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/session")
        {
            Content = JsonContent.Create(new { login, password = DemoAccounts.Password }),
        };
        request.Headers.Add("Cookie", $"yihe={planted}");
        var reply = await served.Demo.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var cookie = reply.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("yihe=", StringComparison.Ordinal));
        Assert.DoesNotContain(planted, cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(401, (await new Caller(served.Demo.Http, planted).Get("/api/inbox")).Code);
        Assert.Equal(200, (await new Caller(served.Demo.Http, cookie.Split('=', ';')[1]).Get("/api/inbox")).Code);
    }

    [Fact]
    public async Task No_account_has_a_password_before_its_person_sets_one()
    {
        var ct = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("yihe-first-").FullName;
        await using var console = new StringWriter();
        var data = Path.Combine(folder, "data");
        Assert.Equal(0, await Host.Commands.CommandLine.Run(["init", "--blueprint", "county", "--data", data], console, ct));
        var opened = await Host.Region.Open(new() { Data = data }, ct);
        await using (var db = opened.Value.Database.Open())
        {
            await using var command = Microsoft
                .EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(db.Database)
                .CreateCommand();
            await command.Connection!.OpenAsync(ct);
            command.CommandText = "SELECT count(*) FROM organization_account WHERE password_hash IS NOT NULL OR totp_secret IS NOT NULL";
            Assert.Equal(0L, await command.ExecuteScalarAsync(ct));
        }
        Assert.Contains("/invitation/", console.ToString(), StringComparison.Ordinal);
        var wrong = new List<string>();
        foreach (var login in new[] { "admin", "root", "system", served.Story["systemAdministrator"] })
        foreach (var password in new[] { "admin", "123456", "password", "", DemoAccounts.Password, login })
            if (await Open(opened.Value, login, password, ct))
                wrong.Add($"{login} {password}");
        None(wrong);
        opened.Value.Database.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<bool> Open(Kernel.Working.Platform platform, string login, string password, CancellationToken ct)
    {
        var door = platform.Modules.UseCases["session.open"];
        var input = Basis.InputReader.Read(door.Input, new() { ["login"] = login, ["password"] = password });
        return input.Refusal is null
            && (await new Kernel.Working.Gate(platform).Run(door, Kernel.Working.Actor.Nobody, input.Value, new(), ct)).Refusal is null;
    }

    private async Task<Reply> Try(string login, string password, string from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/session")
        {
            Content = JsonContent.Create(new { login, password }),
        };
        request.Headers.Add("X-Forwarded-For", from);
        var response = await served.Demo.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var type = response.Content.Headers.ContentType?.ToString() ?? "";
        return new(response.StatusCode, type, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response);
    }
}
