using System.Text;
using System.Text.Json.Nodes;
using Yihe.MasterIndex.Merging;
using Yihe.MasterIndex.Rematching;
using Yihe.Organization;

namespace Yihe.MasterIndex.Tests;

/// <summary>Residents who look like others are put to a person, never merged by themselves. XX-37.</summary>
public abstract class RematchPairTests(TestDb db) : RegionTests(db)
{
    private Actor clerk = null!;
    private ResidentId one;
    private ResidentId other;

    /// <summary>Enough residents to learn from, and two who are one, whose number was once misread.</summary>
    protected override async Task Begin()
    {
        clerk = await Region.Part("recordClerk");
        var village = await Region.Part("villageDoctor");
        var lines = Enumerable
            .Range(0, 230)
            .Select(n => $"{People.NewIdentity(new DateOnly(1940, 1, 1).AddDays(n * 97))},{Name(n)},139{n * 7919:00000000}");
        var file = Encoding.UTF8.GetBytes("身份证号,姓名,电话\n" + string.Join('\n', lines));
        var list = await Region.Must(
            "intake.preview",
            clerk,
            new { file = new { name = "名单.csv", content = Convert.ToBase64String(file) } }
        );
        await Region.Must("intake.register", clerk, new { id = $"{list["id"]}" });
        var number = People.NewIdentity(new DateOnly(1961, 7, 23));
        one = ResidentId.From(Guid.Parse(await Region.Register(village, "闵禛", number, "18812345678")));
        var misread = number[..5] + (char)('0' + (number[5] - '0' + 1) % 10) + number[6..17];
        other = ResidentId.From(
            Guid.Parse(await Region.Register(village, "闵禛", misread + IdentityNumber.CheckOf(misread), "18812345678"))
        );
    }

    private static string Name(int n) => $"{"赵钱孙李周吴郑王冯陈"[n % 10]}{"国建秀桂志文春海玉金"[n / 10 % 10]}{(char)('一' + n)}";

    private async Task<RematchCounts> Run(Platform? platform = null) =>
        (await new Rematch(platform ?? await Lenient(), (_, _) => { }).Run(false, Ct)).Value.Counts;

    /// <summary>Rules by which a pair is put to a person sooner than by those that are shipped.</summary>
    private Task<Platform> Lenient() => ByRules(1e-4);

    private async Task<Platform> ByRules(double listed)
    {
        var folder = Directory.CreateTempSubdirectory("yihe-rules-").FullName;
        foreach (var file in Directory.GetFiles(Region.Platform.Knowledge))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var rules = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "matching.json"), Ct))!;
        rules["verdict"]!["listed"] = listed;
        await File.WriteAllTextAsync(Path.Combine(folder, "matching.json"), rules.ToJsonString(), Ct);
        return (await Region.Twin()) with { Knowledge = folder };
    }

    private async Task<Likeness> Pair()
    {
        await using var db = Region.Platform.Database.Open();
        return await db.Set<Likeness>().AsNoTracking().SingleAsync(Ct);
    }

    private async Task<bool> IsOpen()
    {
        var pair = await Pair();
        await using var db = Region.Platform.Database.Open();
        return await db.Set<Kernel.Flows.WorkItem>().AnyAsync(i => i.Id == pair.Id && i.Open, Ct);
    }

    [Fact]
    public async Task Two_who_look_alike_wait_for_a_person_once()
    {
        var foreseen = (await new Rematch(await Lenient(), (_, _) => { }).Foresee(Ct)).Value.Counts;
        var counts = await Run();
        Assert.Equal((1, 1, 0, 232), (foreseen.Suspected, counts.Suspected, counts.Withdrawn, counts.Residents));
        var pair = await Pair();
        Assert.Equal((one, other, LikenessState.Waiting), (pair.Earlier, pair.Later, pair.State));
        Assert.True(await IsOpen());
        Assert.Equal(0, (await Run()).Changed);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Whoever_are_two_by_a_persons_word_are_not_proposed_again()
    {
        await Run();
        var pair = await Pair();
        Assert.Equal("reason", (await Region.Run(DismissLikeness.Door, clerk, new(pair.Id, " "))).Refusal!.Faults.Single().Field);
        await Region.Must(DismissLikeness.Door, clerk, new(pair.Id, "双胞胎"));
        Assert.False(await IsOpen());
        Assert.Equal(0, (await Run()).Changed);
        Assert.Equal(LikenessState.Dismissed, (await Pair()).State);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Merging_them_answers_it_and_parting_them_does_not_ask_again()
    {
        await Run();
        await Region.Must(MergeResidents.Door, clerk, new(other, one, "同一人"));
        Assert.Equal((LikenessState.Merged, false), ((await Pair()).State, await IsOpen()));
        Assert.Equal(0, (await Run()).Changed);
        await Region.Must(PartResidents.Door, clerk, new(one, "两个人"));
        Assert.Equal(0, (await Run()).Changed);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task The_pair_stands_side_by_side_on_its_page_and_whoever_stays_says_who_was_merged()
    {
        await Run();
        var address = $"/likenesses/{(await Pair()).Id}";
        await using var demo = await Region.Serve();
        var (office, village) = (await SignedIn(demo, "recordClerk"), await SignedIn(demo, "villageDoctor"));
        var page = (await office.Get(address)).Text;
        Assert.All(
            ["逐项对照", "闵禛", "证件号", "留用另一位", "不是同一人"],
            words => Assert.Contains(words, page, StringComparison.Ordinal)
        );
        Assert.DoesNotContain(People.IdentityOf($"{one}"), page, StringComparison.Ordinal);
        Assert.Contains("以后一并查看", (await office.Get($"{address}?panel=settle")).Text, StringComparison.Ordinal);
        Assert.Contains("不再作为疑似重复提出", (await office.Get($"{address}?panel=dismiss")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("逐项对照", (await village.Get(address)).Text, StringComparison.Ordinal);
        var goes = (await village.Get($"/api/residents/{one}")).Json["resident"]!["healthCode"]!.GetValue<string>();
        await Region.Must(MergeResidents.Door, clerk, new(other, one, "同一人"));
        page = (await office.Get(address)).Text;
        Assert.DoesNotContain("panel=settle", page, StringComparison.Ordinal);
        Assert.Contains(
            $"这位居民的重复档案（健康码 {goes}）已合并到这里",
            (await village.Get($"/residents/{other}")).Text,
            StringComparison.Ordinal
        );
    }

    private async Task<Caller> SignedIn(Host.RunningDemo demo, string role)
    {
        var login = Region.Platform.Blueprints.At<Story>(Region.Clock.GetUtcNow()).Actors[role];
        var session = await Region.Must("session.open", Actor.Nobody, new { login, password = Host.DemoAccounts.Password });
        return new(demo.Http, session["token"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_pair_that_other_rules_do_not_doubt_is_withdrawn_and_comes_back_with_the_old_ones()
    {
        await Run();
        Assert.Equal(1, (await Run(await ByRules(2))).Withdrawn);
        Assert.Equal((LikenessState.Withdrawn, false), ((await Pair()).State, await IsOpen()));
        Assert.Equal(1, (await Run()).Suspected);
        Assert.True(await IsOpen());
        Assert.Empty(await Region.Findings());
    }
}

public sealed class RematchPairTestsOnSqlite(SqliteDb db) : RematchPairTests(db), IClassFixture<SqliteDb>;

public sealed class RematchPairTestsOnPostgres(PostgresDb db) : RematchPairTests(db), IClassFixture<PostgresDb>;
