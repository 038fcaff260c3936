using Yihe.Kernel.Records;

namespace Yihe.Intake.Tests;

/// <summary>A list that was the wrong one is taken back as one: nobody is deleted, whoever was written about stays. XX-37, U7.</summary>
public abstract class TakeBackTests(TestDb db) : IntakeRegion(db)
{
    private Task<TakeBackIntake.Outcome> TakeBack(Guid id) => Region.Must(TakeBackIntake.Door, Clerk, new(id, "传错了名单"));

    private async Task<string> IdOf(string name) =>
        $"{(await Region.Must("resident.search", Clerk, new { text = name }))["items"]![0]!["id"]}";

    [Fact]
    public async Task Everybody_who_came_by_it_alone_is_found_nowhere_and_may_come_again()
    {
        var rows = new[] { Row("单秀英", phone: "13900001234"), Row("欧阳兰") };
        var batch = await Preview(File("xlsx", rows));
        await Register(batch.Id);
        var id = await IdOf("单秀英");
        Assert.Equal((2, 0), ((await TakeBack(batch.Id)) is var done ? done.TakenBack : 0, done.Staying));
        Assert.Equal(0, await Residents());
        Assert.Empty((await Region.Must("resident.search", Clerk, new { text = "单秀英" }))["items"]!.AsArray());
        Assert.Equal(RefusalKind.NotFound, (await Region.Run("resident.show", Clerk, new { id })).Refusal!.Kind);
        await using (var db = Region.Platform.Database.Open())
        {
            Assert.Equal(DocumentState.Deleted, (await db.Set<Document>().SingleAsync(d => d.Id == Guid.Parse(id), Ct)).State);
            Assert.False(await db.Set<SearchRow>().AnyAsync(r => r.Document == Guid.Parse(id), Ct));
        }
        Assert.Empty(await Region.Findings());
        await Region.Register(Village, "单秀英", rows[0][0]);
        Assert.Equal(new IntakeCounts(2, 1, 1, 0, 0), (await Preview(File("xlsx", rows))).Counts);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Whoever_was_written_about_since_stays_and_is_named()
    {
        var batch = await Preview(File("utf-8", Row("单秀英"), Row("欧阳兰"), Row("周芳兰"), Row("吴桂珍")));
        await Register(batch.Id);
        await Region.Must("resident.show", Clerk, new { id = await IdOf("吴桂珍") }); // a look is no writing
        var merged = await IdOf("欧阳兰");
        await Region.Must(
            "merge.make",
            Clerk,
            new
            {
                stays = merged,
                goes = await IdOf("周芳兰"),
                reason = "同一人",
            }
        );
        var done = await TakeBack(batch.Id);
        Assert.Equal((2, 2), (done.TakenBack, done.Staying));
        var staying = (await Region.Must(ListBrought.Door, Clerk, new(batch.Id))).Items;
        Assert.Equal(["周芳兰", "欧阳兰"], staying.Select(s => s.Name).Order(StringComparer.Ordinal));
        Assert.Equal("传错了名单", (await Show(batch.Id)).Reason);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_record_of_a_source_that_means_somebody_keeps_them()
    {
        var row = Row("单秀英");
        var batch = await Preview(File("utf-8", row, Row("欧阳兰")));
        await Register(batch.Id);
        var identifiers = new[] { new { kind = "citizen", value = row[0] } };
        await Region.Must(
            "source.push",
            Clerk,
            new
            {
                number = "A1",
                name = "单秀英",
                identifiers,
            }
        );
        Assert.Equal(1, (await TakeBack(batch.Id)).Staying);
    }

    [Fact]
    public async Task What_counted_them_counts_them_no_more()
    {
        var batch = await Preview(File("utf-8", Row("单秀英"), Row("欧阳兰")));
        await Register(batch.Id);
        Assert.Equal(2, await Stated());
        await TakeBack(batch.Id);
        Assert.Equal(0, await Stated());
        Assert.Equal(3, (await Region.Acts("intake.take-back")).Count);
    }

    private async Task<int> Stated()
    {
        await using var db = Region.Platform.Database.Open();
        return await db.Set<Kernel.Facts.Fact>().Where(f => f.Kind == "resident.registered").SumAsync(f => f.Sign, Ct);
    }

    [Fact]
    public async Task It_is_done_once_with_a_reason_and_only_where_something_was_registered()
    {
        var batch = await Preview(File("utf-8", Row("单秀英")));
        Assert.Equal("illegal-move", (await Region.Run(TakeBackIntake.Door, Clerk, new(batch.Id, "错"))).Refusal!.Code);
        await Register(batch.Id);
        Assert.Equal("reason", (await Region.Run(TakeBackIntake.Door, Clerk, new(batch.Id, " "))).Refusal!.Faults.Single().Field);
        await TakeBack(batch.Id);
        Assert.Equal("illegal-move", (await Region.Run(TakeBackIntake.Door, Clerk, new(batch.Id, "错"))).Refusal!.Code);
    }
}

public sealed class TakeBackTestsOnSqlite(SqliteDb db) : TakeBackTests(db), IClassFixture<SqliteDb>;

public sealed class TakeBackTestsOnPostgres(PostgresDb db) : TakeBackTests(db), IClassFixture<PostgresDb>;
