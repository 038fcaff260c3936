using Yihe.Kernel.Facts;

namespace Yihe.Intake.Tests;

/// <summary>A list of a whole county says where each person belongs and whom they signed with; nobody is registered beyond the importer's reach. XX-37.</summary>
public abstract class HomeTests(TestDb db) : IntakeRegion(db)
{
    private const string Team = "钱守田家庭医生团队";

    private DateOnly Today => Region.Clock.GetUtcNow().Day();

    private async Task<Organization.InstitutionCard> Home() => (await Region.On(Today)).Single(i => i.Id == Village.Institution);

    private async Task<string> IdOf(Actor who, string name) =>
        $"{(await Region.Must("resident.search", who, new { text = name }))["items"]!.AsArray().SingleOrDefault()?["id"]}";

    private async Task<IReadOnlyList<string>> Told(params string[][] rows)
    {
        var preview = await Preview(File("utf-8", rows));
        Assert.Equal(rows.Length, preview.Counts.Wrong);
        return [.. TableFile.Lines(await Returned(preview.Id), 100).Value.Skip(1).Select(l => l.Cells[10])];
    }

    [Fact]
    public async Task Whoever_belongs_to_a_clinic_is_seen_there_from_then_on_and_whoever_names_none_at_the_importers_own()
    {
        var clinic = (await Home());
        var file = File("xlsx", Row("单秀英", home: clinic.Name), Row("欧阳兰", home: $" {clinic.Code} "), Row("周芳兰"));
        var preview = await Preview(file);
        Assert.Equal([clinic.ShortName, clinic.ShortName], (await Show(preview.Id)).Sample.Take(2).Select(s => s.At));
        await Register(preview.Id);
        Assert.NotEqual("", await IdOf(Village, "单秀英"));
        Assert.NotEqual("", await IdOf(Village, "欧阳兰"));
        Assert.Equal("", await IdOf(Village, "周芳兰"));
        var brought = (await Region.Must(ListBrought.Door, Clerk, new(preview.Id))).Items;
        Assert.Equal(["单秀英", "欧阳兰", "周芳兰"], brought.Select(r => r.Name));
        Assert.Equal([clinic.ShortName, clinic.ShortName], brought.Take(2).Select(r => r.Institution));
        Assert.Equal(["XX00000001", "XX00000002", "XX00000003"], brought.Select(r => r.HealthCode));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_signing_counts_at_the_clinic_from_the_day_it_was_made()
    {
        var day = Today.AddMonths(-2);
        var clinic = (await Home()).ShortName;
        var preview = await Preview(
            File("gbk", Row("单秀英", home: clinic, team: Team, signed: $"{day:yyyy/M/d}"), Row("欧阳兰", home: clinic, team: Team))
        );
        await Register(preview.Id);
        var card = (await Region.Must("resident.show", Village, new { id = await IdOf(Village, "单秀英") }))["resident"]!;
        Assert.Equal(Team, $"{card["signedTeam"]}");
        Assert.Equal([(day, 1), (Today, 1)], await Signings());
        await Region.Must(TakeBackIntake.Door, Clerk, new(preview.Id, "传错了名单"));
        Assert.Equal([(day, 0), (Today, 0)], await Signings());
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Whoever_signed_anew_since_stays_when_the_list_is_taken_back()
    {
        var clinic = (await Home()).ShortName;
        var preview = await Preview(File("utf-8", Row("单秀英", home: clinic, team: Team), Row("欧阳兰", home: clinic, team: Team)));
        await Register(preview.Id);
        await Region.Must("resident.sign", Village, new { id = await IdOf(Village, "欧阳兰"), team = "另一团队" });
        await Region.Must(TakeBackIntake.Door, Clerk, new(preview.Id, "传错了名单"));
        Assert.Equal(["欧阳兰"], (await Region.Must(ListBrought.Door, Clerk, new(preview.Id))).Items.Select(r => r.Name));
    }

    [Fact]
    public async Task What_is_wrong_with_a_home_or_a_signing_is_told_with_the_way_out()
    {
        var told = await Told(
            Row("单秀英", home: "不知哪里的卫生院"),
            Row("欧阳兰", signed: $"{Today:yyyy-MM-dd}"),
            Row("周芳兰", team: Team, signed: $"{Today.AddDays(1):yyyy-MM-dd}"),
            Row("吴桂珍", team: Team, signed: $"{Today.AddYears(-3):yyyy-MM-dd}"),
            Row("赵小红", team: Team, signed: "去年春天"),
            Row("王小二", team: "=1+1")
        );
        string[] words = ["“不知哪里的卫生院”不在您可以登记的机构里", "请填写签约团队", "不能晚于今天", "有效期", "日期", "当成公式"];
        foreach (var (line, word) in told.Zip(words))
            Assert.Contains(word, line, StringComparison.Ordinal);
        Assert.Equal(0, await Residents());
    }

    [Fact]
    public async Task Nobody_is_registered_at_an_institution_out_of_the_importers_reach()
    {
        var own = Clerk.Institution;
        var narrow = Clerk with { Reaches = Clerk.Reaches.ToDictionary(r => r.Key, _ => (IReadOnlyList<InstitutionId>)[own]) };
        var clinic = await Home();
        var preview = await Region.Must(
            PreviewIntake.Door,
            narrow,
            new(new UploadedFile("名单.csv", File("utf-8", Row("单秀英", home: clinic.Name), Row("欧阳兰"))))
        );
        Assert.Equal(new IntakeCounts(2, 1, 0, 0, 1), preview.Counts);
    }

    private async Task<IReadOnlyList<(DateOnly, int)>> Signings()
    {
        await using var db = Region.Platform.Database.Open();
        var stated = await db.Set<Fact>().Where(f => f.Kind == "resident.signed" && f.Institution == Village.Institution).ToListAsync(Ct);
        return [.. stated.GroupBy(f => f.Day).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(f => f.Sign)))];
    }
}

public sealed class HomeTestsOnSqlite(SqliteDb db) : HomeTests(db), IClassFixture<SqliteDb>;

public sealed class HomeTestsOnPostgres(PostgresDb db) : HomeTests(db), IClassFixture<PostgresDb>;
