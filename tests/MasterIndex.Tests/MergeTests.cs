using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Yihe.Kernel.Records;
using Yihe.MasterIndex.Merging;

namespace Yihe.MasterIndex.Tests;

/// <summary>Two residents that are one person are read together, and apart again to the letter. XX-37.</summary>
public abstract class MergeTests(TestDb db) : RegionTests(db)
{
    private Actor clerk = null!;
    private Actor village = null!;
    private Actor other = null!;

    protected override async Task Begin() =>
        (clerk, village, other) = (await Region.Part("recordClerk"), await Region.Part("villageDoctor"), await Region.Person("zhaoyulan"));

    private async Task<ResidentId> Register(string name, Actor? by = null) =>
        ResidentId.From(Guid.Parse(await Region.Register(by ?? village, name)));

    private async Task Merge(ResidentId stays, ResidentId goes) =>
        await Region.Must(MergeResidents.Door, clerk, new(stays, goes, "本人持两张证件核对"));

    private async Task Part(ResidentId id) => await Region.Must(PartResidents.Door, clerk, new(id, "核对证件，是两个人"));

    private async Task<string?> Refused(ResidentId stays, ResidentId goes) =>
        (await Region.Run(MergeResidents.Door, clerk, new(stays, goes, "x"))).Refusal?.Code;

    private async Task<string> Shown(ResidentId id, Actor? by = null)
    {
        var shown = await Region.Must("resident.show", by ?? village, new { id = $"{id}" });
        return $"{shown["resident"]!["id"]} {shown["encounters"]!.AsArray().Count}";
    }

    /// <summary>Every row of residents, encounters, relations, source records, documents and what they are found by.</summary>
    private async Task<string> Rows()
    {
        await using var db = Region.Platform.Database.Open();
        var rows = new List<string>();
        foreach (var type in db.Model.GetEntityTypes().Select(t => t.ClrType).Where(IsRecord))
        {
            var set = (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type).Invoke(db, null)!;
            rows.AddRange((await set.AsNoTracking().ToListAsync(Ct)).Select(r => type.Name + JsonSerializer.Serialize(r, type)));
        }
        return string.Join('\n', rows.Order(StringComparer.Ordinal));
    }

    private static bool IsRecord(Type type) =>
        type == typeof(Document)
        || type == typeof(SearchRow)
        || (type.Namespace is "Yihe.Residents" or "Yihe.Residents.Visits" or "Yihe.MasterIndex" && type != typeof(Merge));

    [Fact]
    public async Task Nobody_sees_or_merges_whom_no_institution_within_reach_cares_for()
    {
        var (stays, goes) = (await Register("吴桂珍"), await Register("吴桂贞", other));
        var narrow = clerk with { Grants = new Dictionary<string, Scope>(clerk.Grants) { ["resident.merge"] = Scope.Institution } };
        Assert.Equal("not-found", (await Region.Run(MergeResidents.Door, narrow, new(stays, goes, "x"))).Refusal?.Code);
        var code = $"{(await Region.Must("resident.show", village, new { id = $"{stays}" }))["resident"]!["healthCode"]}";
        Assert.Equal("invalid", (await Region.Run(CompareResidents.Door, narrow, new(code))).Refusal?.Code);
        Assert.NotNull((await Region.Must(CompareResidents.Door, clerk, new(code))).First);
        await Merge(stays, goes);
    }

    [Fact]
    public async Task Merged_residents_are_read_together_by_all_who_care_for_either_and_parted_they_are_as_before()
    {
        var (stays, goes) = (await Register("吴桂珍"), await Register("吴桂贞", other));
        await Region.Visit(village, $"{stays}");
        await Region.Visit(other, $"{goes}");
        var before = await Rows();
        Assert.Equal("NotFound", $"{(await Region.Run("resident.show", other, new { id = $"{stays}" })).Refusal?.Kind}");
        await Merge(stays, goes);
        foreach (var who in new[] { village, other })
        foreach (var id in new[] { stays, goes })
            Assert.Equal($"{stays} 2", await Shown(id, who));
        Assert.Equal(before, await Rows());
        await Part(goes);
        Assert.Equal((before, $"{stays} 1", $"{goes} 1"), (await Rows(), await Shown(stays), await Shown(goes, other)));
        Assert.Equal("NotFound", $"{(await Region.Run("resident.show", other, new { id = $"{stays}" })).Refusal?.Kind}");
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_search_by_the_name_number_or_code_of_either_shows_the_one_that_stays_once()
    {
        var (stays, goes) = (await Register("单秀英"), await Register("单秀瑛"));
        var code = (await Region.Must("resident.show", village, new { id = $"{goes}" }))["resident"]!["healthCode"]!.GetValue<string>();
        await Merge(stays, goes);
        foreach (var text in new[] { "单秀瑛", "单秀英", "sxy", code })
        {
            var found = (await Region.Must("resident.search", village, new { text }))["items"]!.AsArray();
            Assert.Equal($"{stays}", Assert.Single(found)!["id"]!.GetValue<string>());
        }
        Assert.Single((await Region.Must("resident.suggest", village, new { text = "sxy" })).AsArray());
        await Part(goes);
        Assert.Equal(2, (await Region.Must("resident.search", village, new { text = "sxy" }))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_merge_into_a_merged_one_a_loop_or_of_one_that_holds_others_is_refused_in_words()
    {
        var (a, b, c) = (await Register("甲一"), await Register("甲二"), await Register("甲三"));
        Assert.Equal("same-resident", await Refused(a, a));
        await Merge(a, b);
        Assert.Equal("merged-already", await Refused(a, b));
        Assert.Equal("merged-already", await Refused(c, b));
        Assert.Equal("merged-away", await Refused(b, c));
        Assert.Equal("merged-away", await Refused(b, a));
        Assert.Equal("holds-others", await Refused(c, a));
        await Merge(a, c);
        Assert.Equal(2, (await Region.Must("resident.show", village, new { id = $"{c}" }))["merged"]!.AsArray().Count);
        await Part(b);
        Assert.Equal("illegal-move", (await Region.Run(PartResidents.Door, clerk, new(b, "x"))).Refusal?.Code);
    }

    [Fact]
    public async Task Only_those_who_keep_the_index_merge_and_never_without_a_reason()
    {
        var (a, b) = (await Register("甲一"), await Register("甲二"));
        Assert.Equal(RefusalKind.Denied, (await Region.Run(MergeResidents.Door, village, new(a, b, "x"))).Refusal?.Kind);
        Assert.Equal("reason", (await Region.Run(MergeResidents.Door, clerk, new(a, b, " "))).Refusal?.Faults.Single().Field);
        Assert.Equal(
            RefusalKind.NotFound,
            (await Region.Run(MergeResidents.Door, clerk, new(a, ResidentId.From(Guid.CreateVersion7(TestRegion.Start)), "x")))
                .Refusal
                ?.Kind
        );
        await Merge(a, b);
        var act = Assert.Single(await Region.Acts("merge.make"), a => a.Outcome == Kernel.Acts.ActOutcome.Done);
        Assert.Equal((b.Value, "Merge", "index"), (act.Subject, act.Move, act.Purpose));
        Assert.Equal("本人持两张证件核对", Assert.Single((await Region.Must(ListMerges.Door, clerk, new())).Items).Reason);
    }

    [Fact]
    public async Task Both_are_shown_side_by_side_with_the_differences_in_words_and_numbers_masked()
    {
        var (a, b) = (await Register("吴桂珍"), await Register("吴桂贞"));
        var first = (await Region.Must("resident.show", village, new { id = $"{a}" }))["resident"]!["healthCode"]!.GetValue<string>();
        var alone = await Region.Must(CompareResidents.Door, clerk, new(first));
        var alike = Assert.Single(alone.Alike).Goes;
        var both = (await Region.Must(CompareResidents.Door, clerk, new(first.ToLowerInvariant(), alike.HealthCode))).Beside!;
        Assert.Equal((a, b), (both.Stays.Id, both.Goes.Id));
        Assert.Equal(("吴桂珍", "吴桂贞"), both.Lines.Where(l => l.Title == "姓名").Select(l => (l.Stays!, l.Goes!)).Single());
        Assert.All(both.Lines, l => Assert.NotEmpty(l.Said.Words));
        Assert.Contains('*', both.Stays.IdentityMasked);
        Assert.Equal("stays", (await Region.Run(CompareResidents.Door, clerk, new("XX99999999"))).Refusal?.Faults.Single().Field);
        await Merge(a, b);
        Assert.Equal("same-resident", (await Region.Run(CompareResidents.Door, clerk, new(first, alike.HealthCode))).Refusal?.Code);
    }

    [Fact]
    public async Task A_source_record_that_fits_both_is_one_persons_once_they_are_merged()
    {
        var (first, second) = (People.NewIdentity(), People.NewIdentity());
        var a = ResidentId.From(Guid.Parse(await Region.Register(village, "吴桂珍", first)));
        var b = ResidentId.From(Guid.Parse(await Region.Register(village, "吴桂珍", second)));
        Identifier[] both =
        [
            new("citizen", first),
            new(
                "healthCode",
                (await Region.Must("resident.show", village, new { id = $"{b}" }))["resident"]!["healthCode"]!.GetValue<string>()
            ),
        ];
        Assert.Equal(SourceState.Waiting, (await Region.Must(PushSource.Door, clerk, new("A1", "吴桂珍", Identifiers: both))).State);
        await Merge(a, b);
        var done = await Region.Must(PushSource.Door, clerk, new("A2", "吴桂珍", Identifiers: both));
        Assert.Equal((SourceState.Linked, true), (done.State, done.Resident == a || done.Resident == b));
    }

    [Fact]
    public async Task Two_who_merge_the_same_residents_each_into_the_other_at_once_close_no_loop()
    {
        var (a, b) = (await Register("甲一"), await Register("甲二"));
        var done = await Task.WhenAll(
            Region.Run(MergeResidents.Door, clerk, new(a, b, "x")),
            Region.Run(MergeResidents.Door, clerk, new(b, a, "x"))
        );
        Assert.Single(done, d => d.Refusal is null);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task A_link_that_no_act_made_and_a_loop_are_found_by_verify()
    {
        var (a, b, c) = (await Register("甲一"), await Register("甲二"), await Register("甲三"));
        await Merge(a, b);
        await Merge(a, c);
        await Region.Tamper(
            "UPDATE residents_merge SET stays = (SELECT id FROM residents_merge ORDER BY id DESC LIMIT 1) WHERE id = (SELECT id FROM residents_merge ORDER BY id LIMIT 1)"
        );
        var findings = (await Region.Findings()).Select(f => f.What).ToList();
        Assert.Contains("没有留痕的改动", findings);
        Assert.Contains("合并到已被合并的居民", findings);
    }

    /// <summary>Whatever is merged and parted in whatever order: never a loop, and all parted again leaves every row as it was.</summary>
    [Fact]
    public async Task Any_sequence_of_merges_and_partings_closes_no_loop_and_ends_as_it_began()
    {
        var people = new List<ResidentId>();
        foreach (var name in new[] { "甲一", "甲二", "甲三", "甲四" })
            people.Add(await Register(name));
        var before = await Rows();
        var step = from kind in Gen.Choose(0, 2) from x in Gen.Choose(0, 3) from y in Gen.Choose(0, 3) select (kind, x, y);
        foreach (var steps in Gen.Sample(step.ListOf(8), Deep.Of(4, 40)))
        {
            foreach (var (kind, x, y) in steps)
                _ =
                    kind < 2
                        ? (await Region.Run(MergeResidents.Door, clerk, new(people[x], people[y], "x"))).Refusal
                        : (await Region.Run(PartResidents.Door, clerk, new(people[x], "x"))).Refusal;
            foreach (var shown in await Task.WhenAll(people.Select(p => Shown(p))))
                Assert.Equal(shown, await Shown(ResidentId.From(Guid.Parse(shown.Split(' ')[0]))));
            Assert.Empty(await Region.Findings());
            foreach (var id in people)
                await Region.Run(PartResidents.Door, clerk, new(id, "x"));
            Assert.Equal(before, await Rows());
        }
    }
}

public sealed class MergeTestsOnSqlite(SqliteDb db) : MergeTests(db), IClassFixture<SqliteDb>;

public sealed class MergeTestsOnPostgres(PostgresDb db) : MergeTests(db), IClassFixture<PostgresDb>;
