using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Facts;

namespace Yihe.Kernel.Tests;

/// <summary>Facts are written once with the act that is their reason, are corrected by counter-facts alone, and are sealed with the act.</summary>
public abstract class FactTests(TestDb db) : RegionTests(db)
{
    private static readonly FactKind Kind = new(
        "probe.happened",
        "试验",
        Personal: false,
        FromWork: true,
        [FactField.YesNo("first", "首次"), new("code", "编码"), new("amount", "金额", "分")]
    );

    private static readonly UseCase<Probe.Input, Probe.Input> Happen = Probe.Changing(
        "probe.happen",
        (work, input, ct) =>
        {
            work.State(Kind, At(work, input.Text), ("first", "yes"), ("amount", 1200));
            return work.Commit(input, ct);
        },
        Permission.Anyone
    );

    private static UseCase<Probe.Input, Probe.Input> Importing(long amount, List<Taken> taken) =>
        Probe.Changing(
            "probe.import",
            async (work, input, ct) =>
            {
                var facts = input
                    .Text.Split(' ')
                    .Select(key => Fact.Of((work.NewId(), work.Now, "他院"), Kind, At(work, key), [("amount", amount)]));
                taken.Add(await FactBook.TakeOver(work, [.. facts], ct));
                return await work.Commit(input, ct);
            },
            Permission.Anyone
        );

    [Fact]
    public async Task A_fact_is_followed_from_the_block_that_seals_its_act()
    {
        var before = (await After(0)).Block;
        await Do(Happen, "a");
        Assert.Empty((await After(before)).Facts);
        await Region.Beat();
        var (block, facts) = await After(before);
        var fact = Assert.Single(facts);
        Assert.True(block > before);
        Assert.Equal(("a", 1, 1, "yes", 1200L), (fact.Reference, fact.Revision, fact.Sign, fact.Word1, fact.Number1));
        Assert.Empty((await After(block)).Facts);
    }

    [Fact]
    public async Task What_is_known_already_changes_nothing_and_other_content_is_a_correction()
    {
        var taken = new List<Taken>();
        await Do(Importing(100, taken), "a b");
        await Do(Importing(100, taken), "a b");
        await Do(Importing(300, taken), "b c");
        await Do(
            Probe.Changing(
                "probe.back",
                async (work, input, ct) =>
                {
                    Assert.True(await FactBook.TakeBack(work, Kind, "a", "他院", ct));
                    Assert.False(await FactBook.TakeBack(work, Kind, "z", "他院", ct));
                    return await work.Commit(input, ct);
                },
                Permission.Anyone
            ),
            "-"
        );
        await Do(Importing(500, taken), "a");
        Assert.Equal([new(2, 0, 0), new(0, 0, 2), new(1, 1, 0), new(0, 1, 0)], taken);
        var facts = (await Facts())
            .OrderBy(f => f.Reference)
            .ThenBy(f => f.Revision)
            .Select(f => (f.Reference, f.Revision, f.Sign, f.Number1));
        Assert.Equal(
            [
                ("a", 1, 1, 100),
                ("a", 2, -1, 100),
                ("a", 3, 1, 500),
                ("b", 1, 1, 100),
                ("b", 2, -1, 100),
                ("b", 3, 1, 300),
                ("c", 1, 1, 300),
            ],
            facts
        );
        Assert.Equal(1100, (await Facts()).Sum(f => f.Sign * f.Number1));
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task Thousands_at_once_are_noted_sealed_and_found_again_like_one()
    {
        var taken = new List<Taken>();
        var many = string.Join(' ', Enumerable.Range(0, 2_000));
        await Do(Importing(100, taken), many);
        await Do(Importing(100, taken), many);
        await Do(Importing(200, taken), many);
        await Region.Beat();
        Assert.Equal([new(2_000, 0, 0), new(0, 0, 2_000), new(0, 2_000, 0)], taken);
        Assert.Equal(2_000 * 200, (await Facts()).Sum(f => f.Sign * f.Number1));
        Assert.Empty(await Region.Findings());
        await Region.Tamper("UPDATE kernel_fact SET number1 = 7 WHERE reference = '1999' AND revision = 3");
        Assert.Single(await Region.Findings(), f => f.What == "没有留痕的改动");
    }

    [Fact]
    public async Task One_of_many_that_cannot_be_written_leaves_none()
    {
        var taken = new List<Taken>();
        var refused = await Region.Run(
            Importing(100, taken),
            await Region.Part("villageDoctor"),
            new(string.Join(' ', Enumerable.Range(0, 1_000).Append(7)))
        );
        Assert.NotNull(refused.Refusal);
        Assert.Empty(await Facts());
        Assert.Empty(await Region.Findings());
    }

    [Fact]
    public async Task The_database_refuses_to_change_or_remove_a_fact()
    {
        await Do(Happen, "a");
        await Assert.ThrowsAnyAsync<Exception>(() => Region.Sql("UPDATE kernel_fact SET number1 = 0"));
        await Assert.ThrowsAnyAsync<Exception>(() => Region.Sql("DELETE FROM kernel_fact"));
    }

    [Theory]
    [InlineData("UPDATE kernel_fact SET number1 = 1 WHERE reference = 'a'", "没有留痕的改动")]
    [InlineData("DELETE FROM kernel_fact WHERE reference = 'a'", "没有留痕的删除")]
    [InlineData("UPDATE kernel_fact SET sign = -1 WHERE reference = 'a'", "没有留痕的改动")]
    public async Task Whoever_changes_one_behind_the_back_is_found_out(string sql, string what)
    {
        await Do(Happen, "a");
        await Region.Beat();
        Assert.Empty(await Region.Findings());
        await Region.Tamper(sql);
        Assert.Contains(await Region.Findings(), f => f.What == what && f.Where.StartsWith("kernel_fact", StringComparison.Ordinal));
    }

    [Fact]
    public void A_kind_refuses_what_it_does_not_declare()
    {
        Assert.Throws<ArgumentException>(() => Made(("no-such-field", "x")));
        Assert.Throws<ArgumentException>(() => Made(("first", "perhaps")));
        Assert.Null(Made(("code", "x")).Number1);
    }

    private static Fact Made(params (string, object?)[] values) =>
        Fact.Of((Guid.Empty, TestRegion.Start, ""), Kind, new("k", default, TestRegion.Start), values);

    private static Occurrence At(Work work, string key) => new(key, work.Actor.Institution, TestRegion.Start);

    private Task<Probe.Input> Do(UseCase<Probe.Input, Probe.Input> useCase, string text) => Region.Must(useCase, Actor.Nobody, new(text));

    private async Task<(long Block, IReadOnlyList<Fact> Facts)> After(long block)
    {
        await using var db = Region.Platform.Database.Open();
        return await FactBook.After(db, block, 1_000, Ct);
    }

    private async Task<List<Fact>> Facts()
    {
        await using var db = Region.Platform.Database.Open();
        return await db.Set<Fact>().AsNoTracking().Where(f => f.Kind == Kind.Name).ToListAsync(Ct);
    }
}

public sealed class SqliteFactTests() : FactTests(new SqliteDb());

public sealed class PostgresFactTests() : FactTests(new PostgresDb());
