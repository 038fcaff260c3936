using System.Data;
using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Data;
using Yihe.Kernel.Working;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>Nothing is overwritten unseen: a page of yesterday is refused, of two devices one wins, and each earlier state is on file by its hash. S15.</summary>
public abstract class VersionTests(ServedRegion served)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_change_is_made_on_a_version_that_is_gone()
    {
        var ones = await OneOfEach.In(served, "章桂珍");
        var (wrong, stale) = (new List<string>(), 0);
        var routes = Requests.Routes.Where(r => r.UseCase.Input.GetProperty("Version") is not null && r.UseCase.Changes).ToList();
        Assert.True(routes.Count > 10, $"only {routes.Count} routes take a version");
        foreach (var login in served.Story.Values.Distinct())
        foreach (var route in routes)
        {
            var body = route.BodyOf(t => ones[t]);
            body["version"] = 99;
            var reply = await (await served.As(login)).Send(new HttpMethod(route.Method), route.PathOf(t => ones[t]), body.ToJsonString());
            stale += reply.Code == 409 ? 1 : 0;
            if (reply.Code < 300)
                wrong.Add($"{login} {route.Pattern}: {reply.Code} {reply.Text}");
        }
        None(wrong);
        Assert.True(stale > 3, $"only {stale} were told that the page is of yesterday");
    }

    [Fact]
    public async Task Of_two_devices_that_act_on_the_same_version_one_wins_and_the_other_is_told()
    {
        var village = await served.Region.Part("villageDoctor");
        var login = served.Story["branchDoctor"];
        var devices = new[] { await served.SignIn(login), await served.SignIn(login) };
        for (var round = 0; round < Deep.Of(5, 5_000); round++)
        {
            var referral = await served.Region.Refer(village, "hx");
            var version = (await devices[0].Get($"/api/referrals/{referral}")).Json["version"]?.GetValue<int>() ?? 1;
            var replies = await Task.WhenAll(devices.Select(d => d.Post($"/api/referrals/{referral}/acceptance", new { version })));
            Assert.Equal([200, 409], replies.Select(r => r.Code).Order());
        }
        Assert.Empty(await served.Region.Findings());
    }

    /// <summary>An independent reading of the acts: every row's versions, each joined to the one before by its hash, the last one being the row's.</summary>
    [Fact]
    public async Task Every_earlier_state_of_every_row_has_its_hash_on_file()
    {
        await OneOfEach.In(served, "章桂珍");
        await using var db = served.Region.Platform.Database.Open();
        await using var still = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, Ct); // deliveries go on beside
        var lines =
            from act in await db.Set<Act>().AsNoTracking().OrderBy(a => a.Id).ToListAsync(Ct)
            from line in act.Changes.Split('\n')
            let cells = line.Split('|')
            where cells.Length >= 5
            select (Row: (cells[0], Guid.Parse(cells[1])), Version: int.Parse(cells[2], null), Old: cells[3], New: cells[4]);
        var histories = lines.GroupBy(l => l.Row).ToDictionary(g => g.Key, g => g.OrderBy(l => l.Version).ToList());
        var (wrong, rows, changed) = (new List<string>(), 0, 0);
        foreach (var type in db.Model.GetEntityTypes().Where(t => t.ClrType.IsAssignableTo(typeof(IEntity))))
        foreach (var (key, version) in await Versions(db, type.ClrType))
        {
            rows++;
            var history = histories.GetValueOrDefault((type.GetTableName()!, key)) ?? [];
            changed += history.Count > 1 ? 1 : 0;
            if (!history.Select(h => h.Version).SequenceEqual(Enumerable.Range(1, version)))
                wrong.Add($"{type.GetTableName()} {key}: version {version}, on file {string.Join(',', history.Select(h => h.Version))}");
            if (history.Zip(history.Skip(1)).Any(h => h.First.New != h.Second.Old || h.First.New.Length == 0))
                wrong.Add($"{type.GetTableName()} {key}: a state is not joined to the one before");
        }
        Figures.Say($"{rows} rows, {changed} of them changed");
        None(wrong.Take(20));
        Assert.True(rows > 100 && changed > 3, $"{rows} rows, {changed} of them changed");
    }

    private static async Task<List<(Guid Key, int Version)>> Versions(AppDb db, Type type)
    {
        var set = (IQueryable<IEntity>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type).Invoke(db, null)!;
        return [.. (await set.AsNoTracking().ToListAsync(Ct)).Select(r => (r.Key, r.Version))];
    }
}

public sealed class VersionTestsOnSqlite(ServedOnSqlite served) : VersionTests(served), IClassFixture<ServedOnSqlite>;

public sealed class VersionTestsOnPostgres(ServedOnPostgres served) : VersionTests(served), IClassFixture<ServedOnPostgres>;
