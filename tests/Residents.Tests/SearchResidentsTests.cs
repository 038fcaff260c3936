namespace Yihe.Residents.Tests;

/// <summary>Residents are found by whatever people have at hand, and only by those who care for them.</summary>
public abstract class SearchResidentsTests(TestDb db) : RegionTests(db)
{
    private Actor village = null!;

    protected override async Task Begin()
    {
        village = await Region.Part("villageDoctor");
        await Region.Register(village, "单秀英", "11010519491231002X", "15400006071");
        await Region.Register(village, "单国强", "34052419800101001X", "13800001234");
        await Region.Register(village, "尉迟恭", phone: "057-6543210");
        await Region.Register(await Region.Person("zhaoyulan"), "单秀英", phone: "15400006072");
    }

    private async Task<IEnumerable<string>> Find(string text, Actor? actor = null) =>
        (await Region.Must(SearchResidents.Door, actor ?? village, new(text))).Items.Select(r => r.Name);

    private static readonly (string Text, string Names)[] Keys =
    [
        ("单秀英", "单秀英"),
        ("秀英", "单秀英"),
        ("sxy", "单秀英"),
        ("SXY", "单秀英"),
        ("shanxiu", "单秀英"),
        ("shan xiu ying", "单秀英"),
        ("s", "单国强 单秀英"),
        ("单", "单国强 单秀英"),
        ("yuchi", "尉迟恭"),
        ("单 1949", "单秀英"),
        ("单秀英 1980", ""),
        ("sxy 1949", "单秀英"),
        ("002X 单秀", "单秀英"),
        ("31002X 单", "单秀英"),
        ("31002X 尉", ""),
        ("尉迟恭 没有的村", ""),
        ("002X", "单秀英"),
        ("002x", "单秀英"),
        ("31002X", "单秀英"),
        ("11010519491231002x", "单秀英"),
        ("110105491231002", "单秀英"),
        ("15400006071", "单秀英"),
        ("154 0000 6071", "单秀英"),
        ("057-6543210", "尉迟恭"),
        ("XX00000002", "单国强"),
        ("xx00000002", "单国强"),
        ("", "单国强 单秀英 尉迟恭"),
        ("1540000", ""),
        ("1949", ""),
        ("zzz", ""),
        ("-", ""),
        ("%", ""),
        ("_", ""),
        ("' OR 1=1 --", ""),
    ];

    [Fact]
    public async Task Who_has_just_the_initials_comes_before_who_has_more()
    {
        await Region.Register(village, "石旭", "110105197003070018", "15400006073");
        Assert.Equal(["石旭", "单秀英"], await Find("sx"));
        var first = await Region.Must(SearchResidents.Door, village, new("sx"));
        var rest = await Region.Must(SearchResidents.Door, village, new("sx", first.Items[0].Id.ToString()));
        Assert.Equal(["单秀英"], rest.Items.Select(r => r.Name));
    }

    [Fact]
    public async Task Digits_that_could_be_a_year_also_find_whose_number_ends_so()
    {
        var body = Enumerable.Range(1, 28).Select(day => $"999901197003{day:00}194").First(b => IdentityNumber.CheckOf(b) == '9');
        await Region.Register(village, "单雄信", body + "9", "15400006074");
        Assert.Equal(["单雄信", "单秀英"], await Find("单 1949"));
        Assert.Equal(["单雄信"], await Find("单雄 1949"));
        Assert.Equal(["单雄信"], await Find("单 1970"));
    }

    [Fact]
    public async Task Each_key_finds_its_people()
    {
        var wrong = new List<string>();
        foreach (var (text, names) in Keys)
            if (string.Join(' ', await Find(text)) is var found && found != names)
                wrong.Add($"{text}: {found}, not {names}");
        Faults.None(wrong);
    }

    [Fact]
    public async Task Only_those_under_care_are_found()
    {
        Assert.Equal(["单秀英"], await Find("sxy", await Region.Person("zhaoyulan")));
        Assert.Equal(["单国强", "单秀英"], await Find("单", await Region.Part("branchDoctor")));
        Assert.Empty(await Find("单", await Region.Part("specialist")));
    }

    [Fact]
    public async Task Whoever_may_look_further_sees_their_own_first_and_is_asked_for_more_than_four_digits()
    {
        for (var i = 0; i < 12; i++)
            await Region.Register(village, "安康", AlikeNumber(i));
        var other = await Region.Person("zhaoyulan");
        await Region.Register(other, "单之远", AlikeNumber(12));
        var wide = other with { Grants = new Dictionary<string, Scope> { ["resident.read"] = Scope.Region } };
        Assert.Equal(["单秀英", "单之远", "单国强", "单秀英"], await Find("单", wide));
        var tail = await Region.Must(SearchResidents.Door, wide, new(AlikeNumber(0)[^4..]));
        Assert.Equal(("单之远", true), (tail.Items.Single().Name, tail.Advice?.Contains("请再加", StringComparison.Ordinal)));
        var named = await Region.Must(SearchResidents.Door, wide, new($"{AlikeNumber(0)[^4..]} 安"));
        Assert.Equal((12, null), (named.Items.Count, named.Advice));
    }

    /// <summary>Numbers that end alike: they differ in the region and the year, which is chosen so that the check digit stays the same.</summary>
    private static string AlikeNumber(int n) =>
        Enumerable
            .Range(0, 9_999)
            .Select(i => $"{110101 + (i / 60)}{1940 + (i % 60)}0101001")
            .Select(body => body + IdentityNumber.CheckOf(body))
            .Where(number => number[^1] == '5')
            .ElementAt(n);

    [Fact]
    public async Task A_search_shows_no_number_whole_and_leaves_an_act()
    {
        var rows = await Region.Must(SearchResidents.Door, village, new("单秀英"));
        var text = System.Text.Json.JsonSerializer.Serialize(rows.Items);
        Assert.DoesNotContain("11010519491231002X", text, StringComparison.Ordinal);
        Assert.DoesNotContain("15400006071", text, StringComparison.Ordinal);
        Assert.Single(await Region.Acts("resident.search"));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        for (var i = 0; i < 45; i++)
            await Region.Register(village, i % 2 == 0 ? "李想" : "里响");
        var (seen, after, pages) = (new List<ResidentId>(), (string?)null, 0);
        do
        {
            var page = await Region.Must(SearchResidents.Door, village, new("lx", after));
            seen.AddRange(page.Items.Select(r => r.Id));
            after = page.Next;
            pages++;
        } while (after is not null);
        Assert.Equal((45, 45, 3), (seen.Count, seen.Distinct().Count(), pages));
    }
}

public sealed class SearchResidentsTestsOnSqlite(SqliteDb db) : SearchResidentsTests(db), IClassFixture<SqliteDb>;

public sealed class SearchResidentsTestsOnPostgres(PostgresDb db) : SearchResidentsTests(db), IClassFixture<PostgresDb>;
