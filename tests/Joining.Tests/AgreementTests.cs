using Yihe.Basis.Files;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Files;
using Yihe.Kernel.Flows;

namespace Yihe.Joining.Tests;

/// <summary>The paper of an agreement is for its parties; what was agreed as a member ends with membership. KS-21, KS-26.</summary>
public abstract class AgreementTests(TestDb db) : RegionTests(db)
{
    private static readonly byte[] Paper = "%PDF-1.7 双方约定"u8.ToArray();
    private Actor lead = null!;
    private Actor outside = null!;
    private Actor branch = null!;
    private Actor overseer = null!;

    protected override async Task Begin()
    {
        (lead, outside, branch) = (await Region.Director("gh"), await Region.Director("mk"), await Region.Director("hx"));
        overseer = await Region.Part("overseer");
    }

    private DateOnly Today => Region.Clock.GetUtcNow().Day();

    private Task<Result<SignAgreement.Outcome>> Sign(Actor with, UploadedFile? file = null, DateOnly? until = null, Actor? by = null) =>
        Region.Run(SignAgreement.Door, by ?? lead, new("合作协议", with.Institution, "每周派出专家", Today, until, file));

    private async Task<List<Guid>> Held(DateOnly? day, Actor? by = null) =>
        [.. (await Region.Must(ListAgreements.Door, by ?? lead, new(day))).Items.Select(a => a.Agreement.Id)];

    [Fact]
    public async Task The_signed_paper_opens_to_the_parties_and_the_office_and_to_nobody_else()
    {
        var (id, number) = (await Sign(outside, new("协议.pdf", Paper))).Value;
        foreach (var reader in new[] { lead, outside, overseer })
        {
            var opened = await Region.Must(OpenAgreement.Door, reader, new(id));
            Assert.Equal(($"{number}.pdf", "application/pdf"), (opened.Name, opened.ContentType));
            Assert.Equal(Paper, opened.Content);
        }
        Assert.Equal(RefusalKind.NotFound, (await Region.Run(OpenAgreement.Door, branch, new(id))).Refusal!.Kind);
        var looks = await Region.Acts("agreement.open");
        Assert.Equal([ActOutcome.Done, ActOutcome.Done, ActOutcome.Done, ActOutcome.Denied], looks.Select(a => a.Outcome));
        Assert.All(looks, a => Assert.Equal(id, a.EntityId));
    }

    [Fact]
    public async Task Past_its_last_day_it_says_so_though_nobody_has_renewed_or_ended_it()
    {
        var (id, _) = (await Sign(outside, until: Today.AddDays(10))).Value;
        Assert.Equal("有效", (await Region.Must(ShowAgreement.Door, lead, new(id))).Standing);
        await Region.Advance(TimeSpan.FromDays(9));
        Assert.NotEqual("已到期", (await Region.Must(ShowAgreement.Door, lead, new(id))).Standing);
        await Region.Advance(TimeSpan.FromDays(1));
        Assert.Equal("已到期", (await Region.Must(ShowAgreement.Door, lead, new(id))).Standing);
        Assert.Equal("已到期", (await Region.Must(ListAgreements.Door, lead, new())).Items.Single(a => a.Agreement.Id == id).Standing);
    }

    [Fact]
    public async Task Only_a_PDF_by_its_content_is_taken_and_without_one_there_is_nothing_to_open()
    {
        Assert.Equal("file", (await Sign(outside, new("协议.pdf", "PK"u8.ToArray()))).Refusal!.Faults[0].Field);
        var (id, _) = (await Sign(outside)).Value;
        Assert.Equal(RefusalKind.NotFound, (await Region.Run(OpenAgreement.Door, lead, new(id))).Refusal!.Kind);
    }

    [Fact]
    public async Task It_ends_after_it_begins_and_holds_from_its_first_day_to_the_one_before_its_last()
    {
        Assert.Equal("until", (await Sign(outside, until: Today)).Refusal!.Faults[0].Field);
        var (id, _) = (await Sign(outside, until: Today.AddDays(10))).Value;
        var holds = new List<bool>();
        foreach (var day in new[] { -1, 0, 9, 10 })
            holds.Add((await Held(Today.AddDays(day))).Contains(id));
        Assert.Equal([false, true, true, false], holds);
    }

    [Fact]
    public async Task A_member_that_leaves_takes_its_agreements_with_members_along_and_no_others()
    {
        var (within, _) = (await Sign(branch)).Value;
        var (own, _) = (await Sign(outside, by: branch)).Value;
        var (others, _) = (await Sign(outside)).Value;
        var day = Today.AddDays(20);
        var leaving = new
        {
            institution = branch.Institution,
            until = day,
            reason = "机构整合",
        };
        await Region.Must("membership.end", overseer, leaving);
        await Region.Beat();
        Assert.Equal([own, within], await Held(day.AddDays(-1), branch));
        Assert.Equal([own], await Held(day, branch));
        Assert.Equal([others], await Held(day));
        var ended = (await Region.Must(ShowAgreement.Door, branch, new(within))).Agreement;
        Assert.Equal((day, "一方退出医共体：机构整合"), (ended.Until!.Value, ended.EndedFor));
        await Region.Beat();
        Assert.Equal(within, Assert.Single((await Region.Must(ShowInbox.Door, lead, new())).Items).Id);
        Assert.Empty(await Region.Findings());
    }
}

public sealed class AgreementTestsOnSqlite(SqliteDb db) : AgreementTests(db), IClassFixture<SqliteDb>;

public sealed class AgreementTestsOnPostgres(PostgresDb db) : AgreementTests(db), IClassFixture<PostgresDb>;
