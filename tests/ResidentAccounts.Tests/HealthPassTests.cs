using System.Buffers.Text;
using Yihe.Kernel.Secrets;
using Yihe.ResidentAccounts;

namespace Yihe.ResidentAccounts.Tests;

/// <summary>The code on the phone stands for the card at a desk, for minutes, in this region. QJ-65, XX-39.</summary>
public abstract class HealthPassTests(TestDb db) : RegionTests(db)
{
    private Actor stranger = null!;
    private ResidentId resident;
    private string identity = "";
    private Actor self = null!;

    protected override async Task Begin()
    {
        var village = await Region.Part("villageDoctor");
        stranger = await Region.Person("zhaoyulan");
        resident = ResidentId.From(Guid.Parse(await Region.Register(village, "钱桂珍")));
        identity = People.IdentityOf($"{resident}");
        var code = (await Region.Must(OpenAccount.Door, village, new(resident, true))).Code;
        var session = await Region.Must(OpenSession.Door, Actor.Nobody, new(code, identity));
        self = (await ResidentSessions.ActorOf(Region.Platform, session.Token, Ct))!;
    }

    private Task<ShowHealthCode.Outcome> Shown() => Region.Must(ShowHealthCode.Door, self, new());

    private Task<Result<OpenByReason.Outcome>> Read(string code, string name = "钱桂珍", string reason = "visit") =>
        Region.Run(OpenByCode.Door, stranger, new(code, name, reason));

    [Fact]
    public async Task Read_at_a_desk_with_the_name_and_a_reason_it_opens_the_resident_and_is_on_file()
    {
        Assert.Equal(Refusal.NotFound, (await Region.Run(ShowResident.Door, stranger, new(resident))).Refusal);
        var shown = await Shown();
        Assert.Equal(resident, (await Read($" {shown.Code} ")).Value.Id);
        Assert.Null((await Region.Run(ShowResident.Door, stranger, new(resident))).Refusal);
        var act = Assert.Single(await Region.Acts("resident.open-by-code"));
        Assert.Equal(("visit", (Guid?)resident.Value, "reason"), (act.ReasonCode, act.Subject, act.Purpose));
    }

    [Fact]
    public async Task It_holds_no_number_and_is_another_each_time()
    {
        var (one, two) = ((await Shown()).Code, (await Shown()).Code);
        Assert.NotEqual(one, two);
        foreach (var part in new[] { identity, identity[^6..], $"{resident}", resident.Value.ToString("N"), "钱桂珍" })
            Assert.DoesNotContain(part, one, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_the_right_name_or_a_listed_reason_it_opens_nothing()
    {
        var code = (await Shown()).Code;
        Assert.Equal("name", (await Read(code, "钱桂芝")).Refusal?.Faults.Single().Field);
        Assert.Equal("reason", (await Read(code, reason: "curious")).Refusal?.Faults.Single().Field);
        Assert.Equal(Refusal.NotFound, (await Region.Run(ShowResident.Door, stranger, new(resident))).Refusal);
    }

    [Fact]
    public async Task Expired_forged_foreign_and_other_codes_are_refused_with_what_to_do()
    {
        var code = (await Shown()).Code;
        var parts = code.Split('.');
        var other = Vault.FromMaster([.. Enumerable.Range(1, 32).Select(n => (byte)n)]);
        var text = $"{resident.Value:N} {Region.Clock.GetUtcNow().AddDays(1).ToUnixTimeSeconds()} 1";
        var forged = Base64Url.EncodeToString(other.EncryptText(text, "my.health-pass"));
        var changed = Base64Url.DecodeFromChars(parts[2]);
        changed[^1] ^= 1;
        (string Code, string Says)[] cases =
        [
            ($"{parts[0]}.{parts[1]}.{forged}", "不是本平台签发"),
            ($"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(changed)}", "不是本平台签发"),
            ($"{parts[0]}.{parts[1]}.%%%", "不是本平台签发"),
            ($"{parts[0]}.{other.Fingerprint[..8]}.{forged}", "别的地区"),
            ("A1B2C3D4", "不是居民手机上的健康码"),
            (identity, "不是居民手机上的健康码"),
        ];
        foreach (var (wrong, says) in cases)
            Assert.Contains(says, (await Read(wrong)).Refusal?.Message, StringComparison.Ordinal);
        await Region.Advance(TimeSpan.FromSeconds(121));
        Assert.Contains("过期", (await Read(code)).Refusal?.Message, StringComparison.Ordinal);
        Assert.Equal(Refusal.NotFound, (await Region.Run(ShowResident.Door, stranger, new(resident))).Refusal);
    }
}

public sealed class HealthPassOnSqlite(SqliteDb db) : HealthPassTests(db), IClassFixture<SqliteDb>;

public sealed class HealthPassOnPostgres(PostgresDb db) : HealthPassTests(db), IClassFixture<PostgresDb>;
