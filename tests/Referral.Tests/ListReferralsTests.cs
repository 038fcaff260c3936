using Yihe.Basis;
using Yihe.Basis.Values;
using Yihe.Kernel.Data;
using Yihe.Residents;

namespace Yihe.Referral.Tests;

/// <summary>The list of referrals: whose they are, newest first, page by page, and counts that stop at 999.</summary>
public abstract class ListReferralsTests(TestDb db) : RegionTests(db)
{
    private Actor office = null!;

    protected override async Task Begin() => office = await Region.Part("referralOffice");

    private async Task Fill(int count, DateTimeOffset? endedAt = null, string person = "张三")
    {
        var (from, now) = ((await Region.Institution("hx")).Id, Region.Clock.GetUtcNow());
        await using var db = Region.Platform.Database.Open();
        for (var n = 0; n < count; n++)
            db.Add(
                new Referral
                {
                    Id = new ReferralId(Region.Clock.NewId()),
                    Number = $"LL{n:00000}{person}{endedAt?.Minute}",
                    Direction = ReferralDirection.Up,
                    State = endedAt is null ? ReferralState.Requested : ReferralState.Concluded,
                    Priority = ReferralPriority.Routine,
                    From = from,
                    To = office.Institution,
                    Resident = new ResidentId(Region.Clock.NewId()),
                    Person = person,
                    PersonDetail = "",
                    Course = Region.Clock.NewId(),
                    Blueprint = 1,
                    RequestedBy = null,
                    RequestedAt = now.AddMinutes(-n / 3),
                    EndedAt = endedAt,
                    Picture = new("", "", [], "", null, null),
                    Basis = new([], null, "本人"),
                }
            );
        await db.SaveChangesAsync(Ct);
    }

    private async Task<int> Counts(string state) => (await Region.Must(ListReferrals.Door, office, new())).Counts![state];

    [Fact]
    public async Task Counts_are_exact_to_999_and_say_999_plus_beyond()
    {
        await Fill(999);
        Assert.Equal("999", Counted.Words(await Counts("requested")));
        await Fill(2, Region.Clock.GetUtcNow());
        Assert.Equal("2", Counted.Words(await Counts("concluded")));
        await Region.Refer(await Region.Part("branchDoctor"), "gh");
        await Region.Refer(await Region.Part("branchDoctor"), "gh");
        Assert.Equal((1000, "999+"), (await Counts("requested"), Counted.Words(await Counts("requested"))));
    }

    [Fact]
    public async Task Page_after_page_shows_each_open_one_once_the_newest_first()
    {
        await Fill(50);
        await Fill(7, Region.Clock.GetUtcNow());
        var (seen, after) = (new List<ReferralLine>(), (string?)null);
        do
        {
            var page = await Region.Must(ListReferrals.Door, office, new(After: after));
            seen.AddRange(page.Items.Select(i => i.Referral));
            after = page.Next;
        } while (after is not null);
        Assert.Equal(50, seen.DistinctBy(r => r.Id).Count());
        Assert.Equal(50, seen.Count);
        Assert.Equal(seen.OrderByDescending(r => r.RequestedAt).Select(r => r.RequestedAt), seen.Select(r => r.RequestedAt));
    }

    [Theory]
    [InlineData("张", 5)]
    [InlineData("张三", 3)]
    [InlineData("张三丰", 0)]
    [InlineData("𠮷", 1)]
    [InlineData("LL00001张三", 1)]
    [InlineData("%", 0)]
    public async Task A_name_is_found_by_how_it_begins_and_a_number_whole(string text, int found)
    {
        foreach (var (person, count) in new[] { ("张三", 3), ("张四", 2), ("李张", 4), ("𠮷本", 1) })
            await Fill(count, person: person);
        var page = await Region.Must(ListReferrals.Door, office, new(Text: text));
        Assert.Equal((found, found), (page.Items.Count, page.Counts!["requested"]));
        Assert.Equal(found, (await Region.Must(ListReferrals.Door, office, new(Tab: "all", Text: text))).Items.Count);
    }

    [Fact]
    public async Task Each_side_sees_its_own_and_the_office_of_the_consortium_sees_both()
    {
        var branch = await Region.Part("branchDoctor");
        await Region.Refer(branch, "gh");
        async Task<(int In, int Out)> Seen(Actor by) =>
            (
                (await Region.Must(ListReferrals.Door, by, new("in"))).Items.Count,
                (await Region.Must(ListReferrals.Door, by, new("out"))).Items.Count
            );
        var overseer = await Region.Part("overseer");
        Assert.Equal((1, 0), await Seen(office));
        Assert.Equal((0, 1), await Seen(branch));
        Assert.Equal((1, 1), await Seen(overseer));
    }
}

public sealed class ListReferralsTestsOnSqlite(SqliteDb db) : ListReferralsTests(db), IClassFixture<SqliteDb>
{
    [Theory]
    [InlineData(null, "to_state_requested_at", "from_state_requested_at")]
    [InlineData("张", "to_state_person", "from_state_person")]
    [InlineData("LL00001", "number")]
    public async Task Every_tab_of_either_side_is_read_by_an_index(string? text, params string[] indexes)
    {
        var scans = new Scans();
        var (gate, office) = (await scans.Watch(Region), await Region.Part("referralOffice"));
        foreach (var box in new[] { "in", "out" })
        foreach (var tab in Enum.GetNames<ReferralState>().Append("open").Append("all"))
            Assert.Null(
                (await gate.Run(ListReferrals.Door, office, new(box, tab, text), new Call(), TestContext.Current.CancellationToken)).Refusal
            );
        Assert.True(scans.Queries > 100);
        Assert.DoesNotContain("referral_referral", scans.Found);
        Assert.Subset(scans.Used, indexes.Select(i => $"ix_referral_referral_{i}").ToHashSet());
    }
}

public sealed class ListReferralsTestsOnPostgres(PostgresDb db) : ListReferralsTests(db), IClassFixture<PostgresDb>;
