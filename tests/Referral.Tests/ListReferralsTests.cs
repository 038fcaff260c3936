using Yihe.Kernel.Data;
using Yihe.Kernel.Values;
using Yihe.Residents;

namespace Yihe.Referral.Tests;

/// <summary>The list of referrals: whose they are, newest first, page by page, and counts that stop at 999.</summary>
public abstract class ListReferralsTests(TestDb db) : RegionTests(db)
{
    private Actor office = null!;

    protected override async Task Begin() => office = await Region.Part("referralOffice");

    private async Task Fill(int count, DateTimeOffset? endedAt = null)
    {
        var (from, now) = ((await Region.Institution("hx")).Id, Region.Clock.GetUtcNow());
        await using var db = Region.Platform.Database.Open();
        for (var n = 0; n < count; n++)
            db.Add(
                new Referral
                {
                    Id = new ReferralId(Region.Clock.NewId()),
                    Number = $"LL{n:00000}{endedAt?.Minute}",
                    Direction = ReferralDirection.Up,
                    State = endedAt is null ? ReferralState.Requested : ReferralState.Concluded,
                    Priority = ReferralPriority.Routine,
                    From = from,
                    To = office.Institution,
                    Resident = new ResidentId(Region.Clock.NewId()),
                    Person = "张三",
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

public sealed class ListReferralsTestsOnSqlite(SqliteDb db) : ListReferralsTests(db), IClassFixture<SqliteDb>;

public sealed class ListReferralsTestsOnPostgres(PostgresDb db) : ListReferralsTests(db), IClassFixture<PostgresDb>;
