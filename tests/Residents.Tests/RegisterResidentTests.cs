using System.Text;

namespace Yihe.Residents.Tests;

/// <summary>Someone becomes known once, by the number on their card. XX-37.</summary>
public abstract class RegisterResidentTests(TestDb db) : RegionTests(db)
{
    private Actor village = null!;

    protected override async Task Begin() => village = await Region.Part("villageDoctor");

    private Task<Result<RegisterResident.Outcome>> Register(string identity, string name, string? phone = null, bool notTheSame = false) =>
        Region.Run(RegisterResident.Door, village, new(identity, name, phone, NotTheSame: notTheSame));

    [Fact]
    public async Task A_resident_gets_the_next_health_code_and_the_facts_of_the_number()
    {
        var first = await Register("11010519491231002X", " 单  秀英 ", "154 0000 6071");
        var second = await Register(People.NewIdentity(), "王小二");
        Assert.Equal(("XX00000001", "XX00000002"), (first.Value.HealthCode, second.Value.HealthCode));
        var shown = await Region.Must(ShowResident.Door, village, new(first.Value.Id));
        Assert.Equal(
            ("单 秀英", Sex.Female, "110105********002X", "154****6071", "76 岁"),
            (shown.Resident.Name, shown.Resident.Sex, shown.Resident.IdentityMasked, shown.Resident.PhoneMasked, shown.Resident.Age)
        );
    }

    [Theory]
    [InlineData("11010519491231002X")]
    [InlineData("110105491231002")]
    [InlineData("11010519491231002x")]
    public async Task Nobody_is_registered_twice(string again)
    {
        await Register("11010519491231002X", "钱桂珍");
        var refusal = (await Register(again, "钱桂珍", notTheSame: true)).Refusal!;
        Assert.Equal((RefusalKind.Conflict, "registered", "identityNumber"), (refusal.Kind, refusal.Code, refusal.Faults.Single().Field));
    }

    [Fact]
    public async Task Two_at_once_register_one()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Register("11010519491231002X", "钱桂珍"), Ct)));
        Assert.Single(results, r => r.Refusal is null);
        Assert.All(
            results.Where(r => r.Refusal is not null),
            r => Assert.Contains(r.Refusal!.Code, new[] { "registered", "duplicate", "alike" })
        );
    }

    [Fact]
    public async Task The_same_name_and_birth_date_asks_for_a_second_look()
    {
        await Register(People.NewIdentity(), "钱桂珍");
        var alike = await Register(People.NewIdentity(), "钱桂珍");
        Assert.Equal(("alike", "notTheSame"), (alike.Refusal?.Code, alike.Refusal?.Faults.Single().Field));
        Assert.Null((await Register(People.NewIdentity(new DateOnly(1956, 1, 1)), "钱桂珍")).Refusal);
        Assert.Null((await Register(People.NewIdentity(), "钱桂珍", notTheSame: true)).Refusal);
    }

    [Theory]
    [InlineData("11010519491231002X", "", null, "name")]
    [InlineData("", "钱桂珍", null, "identityNumber")]
    [InlineData("110105194912310021", "钱桂珍", null, "identityNumber")]
    [InlineData("11010519491231002X", "钱桂珍", "12345", "phone")]
    public async Task What_is_wrong_is_named(string identity, string name, string? phone, string field) =>
        Assert.Contains((await Register(identity, name, phone)).Refusal!.Faults, f => f.Field == field);

    [Fact]
    public async Task Neither_number_nor_phone_lies_in_the_database_in_clear()
    {
        await Register("11010519491231002X", "钱桂珍", "15400006071");
        await using var db = Region.Platform.Database.Open();
        var resident = await db.Set<Resident>().SingleAsync(Ct);
        foreach (var bytes in new[] { resident.Identity, resident.Phone! })
            Assert.DoesNotContain("0000", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        var row = System.Text.Json.JsonSerializer.Serialize(resident);
        foreach (var clear in new[] { "11010519491231002X", "49123100", "15400006071", "6071" })
            Assert.DoesNotContain(clear, row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Referral_clerks_do_not_register() =>
        Assert.Equal(
            RefusalKind.Denied,
            (await Region.Run(RegisterResident.Door, await Region.Part("referralOffice"), new("11010519491231002X", "钱桂珍")))
                .Refusal
                ?.Kind
        );
}

public sealed class RegisterResidentTestsOnSqlite(SqliteDb db) : RegisterResidentTests(db), IClassFixture<SqliteDb>;

public sealed class RegisterResidentTestsOnPostgres(PostgresDb db) : RegisterResidentTests(db), IClassFixture<PostgresDb>;
