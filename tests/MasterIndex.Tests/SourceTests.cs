using Yihe.Kernel.Flows;

namespace Yihe.MasterIndex.Tests;

/// <summary>What a source says of a patient: whom it means, or who has to tell. XX-37.</summary>
public abstract class SourceTests(TestDb db) : RegionTests(db)
{
    private protected Actor Clerk { get; private set; } = null!;
    private protected Actor Village { get; private set; } = null!;

    protected override async Task Begin() => (Clerk, Village) = (await Region.Part("recordClerk"), await Region.Part("villageDoctor"));

    private protected Task<PushSource.Outcome> Push(string number, string? name, string? identity = null, params Identifier[] others) =>
        Region.Must(
            PushSource.Door,
            Clerk,
            new(number, name, Identifiers: [.. others, .. identity is null ? [] : new[] { new Identifier("citizen", identity) }])
        );

    private protected static string Number(bool woman = true)
    {
        var number = People.NewIdentity();
        return (number[16] - '0') % 2 == (woman ? 0 : 1) ? number : Number(woman);
    }

    private protected async Task<List<WorkItem>> Waiting()
    {
        await using var db = Region.Platform.Database.Open();
        return await db.Set<WorkItem>().Where(i => i.Flow == "source" && i.Open).ToListAsync(Ct);
    }

    [Fact]
    public async Task A_number_and_a_name_that_agree_mean_the_resident_at_once()
    {
        var number = Number();
        var resident = await Region.Register(Village, "吴桂珍", number);
        var done = await Push("A1", "吴桂珍", number);
        Assert.Equal((SourceState.Linked, resident), (done.State, $"{done.Resident}"));
        Assert.Empty(await Waiting());
        Assert.Empty(await Region.Findings());
    }

    [Theory]
    [InlineData("吴大勇")]
    [InlineData("钱秀兰")]
    public async Task A_number_of_somebody_whose_name_is_another_waits_for_a_person(string name)
    {
        var number = Number();
        await Region.Register(Village, "吴桂珍", number);
        var done = await Push("A1", name, number);
        Assert.Equal((SourceState.Waiting, null), (done.State, done.Resident));
        var item = Assert.Single(await Waiting());
        Assert.Equal((name, "index.review", Clerk.Institution), (item.Person, item.Duty, item.Institution));
        Assert.DoesNotContain(number, item.Fact, StringComparison.Ordinal);
        var shown = await Region.Must(ShowSource.Door, Clerk, new(done.Id));
        Assert.Contains(shown.Candidates.Single().Said, s => s is { Field: "证件号", Words: "相同" });
    }

    [Fact]
    public async Task A_name_that_sounds_or_looks_alike_under_the_same_number_is_a_slip_of_the_pen()
    {
        var number = Number();
        await Region.Register(Village, "吴桂珍", number);
        Assert.Equal(SourceState.Linked, (await Push("A1", "吴桂贞", number)).State);
    }

    [Fact]
    public async Task Somebody_new_with_a_valid_number_becomes_a_resident_whom_nobody_may_look_at_for_that()
    {
        var number = Number();
        var done = await Push("A1", "周芳兰", number);
        Assert.Equal(SourceState.Linked, done.State);
        Assert.Equal(RefusalKind.NotFound, (await Region.Run("resident.show", Village, new { id = $"{done.Resident}" })).Refusal?.Kind);
        Assert.Equal(
            "registered",
            (await Region.Run("resident.register", Village, new { identityNumber = number, name = "周芳兰" })).Refusal?.Code
        );
        var other = await Push("B9", "周芳兰", number);
        Assert.Equal(done.Resident, other.Resident);
    }

    [Theory]
    [InlineData(null, "身份不明")]
    [InlineData("无名氏", "身份不明")]
    [InlineData("周芳兰", "没有相近的居民")]
    public async Task Whoever_cannot_be_told_waits_and_is_not_lost(string? name, string why)
    {
        var done = await Push("A1", name);
        Assert.Equal(SourceState.Waiting, done.State);
        Assert.Contains(why, done.Why, StringComparison.Ordinal);
        Assert.Single(await Waiting());
    }

    [Fact]
    public async Task A_number_that_another_source_showed_to_be_a_residents_means_the_resident()
    {
        var number = Number();
        await Region.Register(Village, "吴桂珍", number);
        var first = await Push("A1", "吴桂珍", number, new Identifier("passport", "E 12345678"));
        var second = await Push("A2", "吴桂珍", null, new Identifier("passport", "e12345678"));
        Assert.Equal(first.Resident, second.Resident);
        Assert.Equal(SourceState.Waiting, (await Push("A3", "赵铁柱", null, new Identifier("passport", "E12345678"))).State);
    }

    [Fact]
    public async Task The_same_once_more_changes_nothing_and_a_correction_is_judged_anew()
    {
        var number = Number();
        await Region.Register(Village, "吴桂珍", number);
        var wrong = await Push("A1", "钱秀兰", number);
        Assert.Equal(wrong, await Push("A1", " 钱秀兰 ", number));
        var right = await Push("A1", "吴桂珍", number);
        Assert.Equal((wrong.Id, SourceState.Linked), (right.Id, right.State));
        Assert.Empty(await Waiting());
        Assert.Equal(SourceState.Waiting, (await Push("A1", "钱秀兰", number)).State);
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Birth_or_sex_that_contradict_the_number_wait_for_a_person()
    {
        var number = Number();
        var done = await Region.Must(
            PushSource.Door,
            Clerk,
            new("A1", "周芳兰", Sex.Male, Identifiers: [new Identifier("citizen", number)])
        );
        Assert.Equal((SourceState.Waiting, "性别与证件号里的不同"), (done.State, done.Why));
    }

    [Fact]
    public async Task A_person_decides_with_a_reason_and_can_take_it_back()
    {
        var number = Number();
        var resident = ResidentId.From(Guid.Parse(await Region.Register(Village, "吴桂珍", number)));
        var id = (await Push("A1", "钱秀兰", number)).Id;
        Assert.Equal("reason", (await Region.Run(MatchSource.Door, Clerk, new(id, resident, " "))).Refusal?.Faults.Single().Field);
        await Region.Must(MoveSource.Postpone, Clerk, new(id, "等电话"));
        Assert.Single(await Waiting());
        await Region.Must(ExcludeResident.Door, Clerk, new(id, resident, "不是一家"));
        Assert.Empty((await Region.Must(ShowSource.Door, Clerk, new(id))).Candidates);
        await Region.Must(MatchSource.Door, Clerk, new(id, resident, "曾用名"));
        Assert.Equal("illegal-move", (await Region.Run(MoveSource.Return, Clerk, new(id, "x"))).Refusal?.Code);
        Assert.Empty(await Waiting());
        await Region.Must(MoveSource.Unlink, Clerk, new(id, "认错了"));
        Assert.Single((await Region.Must(ShowSource.Door, Clerk, new(id))).Candidates);
        await Region.Must(MoveSource.Return, Clerk, new(id, "号码录错"));
        Assert.Empty(await Waiting());
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Only_those_who_keep_the_index_see_what_waits()
    {
        var id = (await Push("A1", "钱秀兰")).Id;
        Assert.Equal(RefusalKind.Denied, (await Region.Run(ShowSource.Door, Village, new(id))).Refusal?.Kind);
        Assert.Equal(RefusalKind.Denied, (await Region.Run(PushSource.Door, Village, new("A1", "钱秀兰"))).Refusal?.Kind);
    }

    [Fact]
    public async Task No_number_lies_in_the_database_in_clear_and_none_is_shown_whole()
    {
        var number = Number();
        var id = (await Push("HIS0000123456", "钱秀兰", number, new Identifier("passport", "E12345678"))).Id;
        await using var db = Region.Platform.Database.Open();
        var record = await db.Set<SourceRecord>().SingleAsync(Ct);
        var row = System.Text.Json.JsonSerializer.Serialize(record) + System.Text.Encoding.Latin1.GetString(record.Content);
        row += System.Text.Json.JsonSerializer.Serialize(await db.Set<SourceIdentifier>().ToListAsync(Ct));
        row += System.Text.Json.JsonSerializer.Serialize(await Region.Must(ShowSource.Door, Clerk, new(id)));
        foreach (var whole in new[] { number, "E12345678", "HIS0000123456" })
            Assert.DoesNotContain(whole, row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_numbers_are_named()
    {
        var faults = (await Region.Run(PushSource.Door, Clerk, new("A1", Identifiers: [new("citizen", "123"), new("car", "1")])))
            .Refusal!
            .Faults;
        Assert.Equal(2, faults.Length);
        Assert.Contains("居民身份证的号码写法不对", faults[0].Message, StringComparison.Ordinal);
    }
}

public sealed class SourceTestsOnSqlite(SqliteDb db) : SourceTests(db), IClassFixture<SqliteDb>;

public sealed class SourceTestsOnPostgres(PostgresDb db) : SourceTests(db), IClassFixture<PostgresDb>;
