using System.Text.Json.Nodes;
using Yihe.MasterIndex.Rematching;

namespace Yihe.MasterIndex.Tests;

/// <summary>The county is compared again: what is sure is linked, what is not goes to a person, and what a person decided stays. XX-37.</summary>
public abstract class RematchTests(TestDb db) : RegionTests(db)
{
    private readonly TestDb engine = db;

    /// <summary>A region where much would be judged otherwise if it came in now, and one record that a person decided about.</summary>
    private sealed class Story(TestRegion region)
    {
        private Actor clerk = null!;
        private Actor village = null!;

        internal TestRegion Region => region;

        internal Dictionary<string, Guid> Records { get; } = [];

        internal async Task<Story> Happen(int passports)
        {
            (clerk, village) = (await region.Part("recordClerk"), await region.Part("villageDoctor"));
            for (var n = 0; n < passports; n++)
            {
                var number = People.NewIdentity();
                await region.Register(village, "吴桂珍", number);
                await Push($"L{n}", "吴桂珍", new Identifier("passport", $"E1000000{n}")); // known by nothing yet
                await Push($"K{n}", "吴桂珍", new("citizen", number), new("passport", $"E1000000{n}"));
            }
            var decided = People.NewIdentity();
            await region.Register(village, "周芳兰", decided);
            await Push("D", "赵铁柱", new Identifier("citizen", decided));
            await region.Must(MoveSource.Postpone, clerk, new(Records["D"], "等电话"));
            return this;
        }

        internal async Task Push(string number, string name, params Identifier[] identifiers) =>
            Records[number] = (await region.Must(PushSource.Door, clerk, new(number, name, Identifiers: identifiers))).Id;

        internal async Task Unlink(string number) => await region.Must(MoveSource.Unlink, clerk, new(Records[number], "认错了"));

        /// <summary>Number of the source → state, whether it means anybody, and why it waits.</summary>
        internal async Task<string[]> Now()
        {
            await using var db = region.Platform.Database.Open();
            var records = await db.Set<SourceRecord>().AsNoTracking().ToDictionaryAsync(r => r.Id, Ct);
            return [.. Records.Select(r => $"{r.Key} {records[r.Value].State} {records[r.Value].Resident is null} {records[r.Value].Why}")];
        }
    }

    private static async Task<Rematch.Ended> Run(TestRegion region, Platform? platform = null, bool anew = false) =>
        (await new Rematch(platform ?? region.Platform, (_, _) => { }).Run(anew, Ct)).Value;

    private static async Task<RematchCounts> Foresee(TestRegion region) =>
        (await new Rematch(region.Platform, (_, _) => { }).Foresee(Ct)).Value.Counts;

    [Fact]
    public async Task What_is_sure_by_now_is_linked_by_an_act_and_its_review_item_is_gone()
    {
        var story = await new Story(Region).Happen(2);
        Assert.StartsWith("L0 Waiting", (await story.Now())[0], StringComparison.Ordinal);
        var before = await story.Now();
        var foreseen = await Foresee(Region);
        Assert.Equal(before, await story.Now());
        var done = (await Run(Region)).Counts;
        Assert.Equal((2, 2, 0, 1, 5), (foreseen.Linked, done.Linked, done.Opened, done.Decided, done.Looked));
        Assert.StartsWith("L0 Linked False", (await story.Now())[0], StringComparison.Ordinal);
        var acts = await Region.Acts("index.rematch-change");
        Assert.Equal(2, acts.Count);
        Assert.All(acts, a => Assert.Equal(("Link", "master_index_source_record"), (a.Move, a.Entity)));
        Assert.Empty(await Region.Findings());
        await story.Unlink("L0"); // a person may take it back
        Assert.Equal(0, (await Run(Region)).Counts.Changed);
    }

    [Fact]
    public async Task What_is_no_longer_sure_goes_to_a_person()
    {
        var story = await new Story(Region).Happen(1);
        await Run(Region);
        await story.Unlink("K0");
        Assert.Equal(1, (await Foresee(Region)).Opened);
        Assert.Equal(1, (await Run(Region)).Counts.Opened);
        Assert.StartsWith("L0 Waiting True", (await story.Now())[0], StringComparison.Ordinal);
        await using var db = Region.Platform.Database.Open();
        Assert.Contains(await db.Set<Kernel.Flows.WorkItem>().Where(i => i.Open).ToListAsync(Ct), i => i.Key == story.Records["L0"]);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task What_a_person_decided_is_never_touched()
    {
        var story = await new Story(Region).Happen(1);
        await Run(Region);
        await story.Unlink("L0");
        var decided = await story.Now();
        Assert.Equal(0, (await Run(Region)).Counts.Changed);
        Assert.Equal(decided, await story.Now());
    }

    [Fact]
    public async Task Twice_is_the_same_as_once()
    {
        var story = await new Story(Region).Happen(3);
        var first = await Run(Region);
        var after = await story.Now();
        var second = await Run(Region);
        Assert.Equal((3, 0, false, 1), (first.Counts.Changed, second.Counts.Changed, second.Continued, second.Passes));
        Assert.Equal(after, await story.Now());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task One_that_was_killed_goes_on_and_comes_to_the_same(int changed)
    {
        await using var whole = await engine.Found();
        var one = await new Story(whole).Happen(4);
        var straight = await Run(whole);
        var other = await new Story(Region).Happen(4);
        await Break(changed);
        var continued = await Run(Region, await Region.Twin());
        Assert.True(continued.Continued);
        Assert.Equal(straight.Counts, continued.Counts);
        Assert.Equal(await one.Now(), await other.Now());
        Assert.False((await Run(Region)).Continued);
        Assert.Empty(await Region.Findings());
    }

    /// <summary>As far as a killed one had come: begun, looked at a batch, changed some of it.</summary>
    private async Task Break(int changed)
    {
        var run = (await Region.Must(RematchRun.Begin, Actor.Platform("operator"), new(false))).Run;
        var batch = await Region.Must(RematchRun.Look, Actor.Platform("operator"), new(run.Until, run.Part, run.After));
        foreach (var record in batch.Changing.Take(changed))
            await Region.Must(RematchRun.Change, Actor.Platform("operator"), new(record, run.Until, run.Part));
    }

    [Fact]
    public async Task Other_rules_come_to_other_ends_and_begin_anew()
    {
        var (number, near) = (People.NewIdentity(), People.NewIdentity());
        await Region.Register(await Region.Part("villageDoctor"), "吴桂珍", number);
        var story = await new Story(Region).Happen(0);
        var lenient = (await Region.Twin()) with { Knowledge = Rules("listed", 1e-9) };
        var input = new PushSource.Input("N", "吴桂珍", Phone: People.Phone, Identifiers: [new("citizen", near)]);
        var pushed = await new Gate(lenient).Run(PushSource.Door, await Region.Part("recordClerk"), input, new Call(), Ct);
        Assert.Equal(SourceState.Waiting, pushed.Value.State);
        await Break(0);
        Assert.Equal((false, 0), (await Run(Region, lenient)) is var same ? (same.Continued, same.Counts.Changed) : default);
        var done = await Run(Region);
        Assert.Equal((false, 1), (done.Continued, done.Counts.Registered));
        Assert.NotNull(story);
        Assert.Empty(await Region.Findings());
    }

    /// <summary>The rules with another bound.</summary>
    private string Rules(string bound, double value)
    {
        var folder = Directory.CreateTempSubdirectory("yihe-rules-").FullName;
        foreach (var file in Directory.GetFiles(Region.Platform.Knowledge))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var rules = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "matching.json")))!;
        rules["verdict"]![bound] = value;
        File.WriteAllText(Path.Combine(folder, "matching.json"), rules.ToJsonString());
        return folder;
    }
}

public sealed class RematchTestsOnSqlite(SqliteDb db) : RematchTests(db), IClassFixture<SqliteDb>;

public sealed class RematchTestsOnPostgres(PostgresDb db) : RematchTests(db), IClassFixture<PostgresDb>;
