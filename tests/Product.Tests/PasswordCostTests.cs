using System.Buffers.Binary;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Host;
using Yihe.Kernel.Working;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>Outside demos a password costs as much as OWASP asks, and a wrong one takes the same time whether anybody has that login or not. S13.</summary>
[Collection(TimedCollection.Name)]
public class PasswordCostTests(SqliteDb db) : RegionTests(db), IClassFixture<SqliteDb>
{
    private const string New = "New-2026-Secret";
    private Gate gate = null!;

    protected override async Task Begin()
    {
        gate = new Gate(Region.Platform with { CheapPasswords = false });
        var me = await Region.Person("guxuefang");
        var changed = await Run(
            "account.change-password",
            me,
            new()
            {
                ["current"] = DemoAccounts.Password,
                ["password"] = New,
                ["again"] = New,
            }
        );
        Assert.Null(changed);
    }

    private async Task<Refusal?> Run(string name, Actor actor, JsonObject input)
    {
        var door = Region.Platform.Modules.UseCases[name];
        return (await gate.Run(door, actor, InputReader.Read(door.Input, input).Value, new(), Ct)).Refusal;
    }

    private Task<Refusal?> SignIn(string login, string password) =>
        Run("session.open", Actor.Nobody, new() { ["login"] = login, ["password"] = password });

    [Fact]
    public async Task A_password_is_kept_at_the_cost_that_is_asked()
    {
        await using var db = Region.Platform.Database.Open();
        var kept = await db
            .Database.SqlQueryRaw<string>("SELECT password_hash AS \"Value\" FROM organization_account WHERE login = 'guxuefang'")
            .SingleAsync(Ct);
        var hash = Convert.FromBase64String(kept);
        Assert.Equal(1, hash[0]); // format 3 of the framework: function, rounds, size of the salt, each four bytes
        Assert.Equal(2, BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(1))); // HMAC-SHA512
        Assert.True(BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)) >= 210_000, "OWASP asks 210,000 rounds of PBKDF2-HMAC-SHA512");
        Assert.True(BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(9)) >= 16, "the salt is short");
        Assert.Null(await SignIn("guxuefang", New));
    }

    [Fact]
    public async Task A_wrong_password_takes_as_long_for_a_login_that_nobody_has()
    {
        var times = new[] { new List<double>(), [] };
        await SignIn("nobody-0", "Wrong-2026");
        for (var i = 0; i < Deep.Of(8, 60); i++)
        {
            foreach (var n in new[] { i % 2, 1 - (i % 2) })
            {
                var watch = Stopwatch.StartNew();
                Assert.Equal("wrong-credentials", (await SignIn(n == 0 ? "guxuefang" : $"nobody-{i}", "Wrong-2026"))!.Code);
                times[n].Add(watch.Elapsed.TotalMilliseconds);
            }
            await Region.Advance(TimeSpan.FromMinutes(11));
        }
        var (known, unknown) = (times[0].Min(), times[1].Min());
        Figures.Say($"{known:0} ms with the login, {unknown:0} ms without");
        Assert.True(known > 20, "hardly any work");
        var apart = Deep.Asked ? 1.25 : 2; // a busy machine blurs a few tries; without the decoy it would be a hundred
        Assert.InRange(known / unknown, 1 / apart, apart);
    }
}
