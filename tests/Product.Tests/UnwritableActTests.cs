using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Kernel.Data;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>Where the act of it cannot be written, nothing is done and nothing personal is shown: the log fails closed. S7.</summary>
public abstract class UnwritableActTests(ServedRegion served)
{
    private const string Name = "章桂珍";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_no_act_can_be_written_nothing_succeeds_and_nothing_changes()
    {
        var ones = await OneOfEach.In(served, Name);
        var callers = new List<Caller> { served.Nobody, await served.SignInResident(ones["resident"]) };
        foreach (var login in served.Story.Values.Distinct())
            callers.Add(await served.As(login));
        await served.Region.Beat();
        var before = await Rows();
        await Fill();
        var (wrong, held) = (new List<string>(), 0);
        foreach (var caller in callers)
        foreach (var route in Requests.Routes)
        {
            var reply = await caller.Send(route, t => ones[t]);
            held += reply.Code == 503 ? 1 : 0;
            if (reply.Code < 300 && !ActTests.Quiet.Contains(route.UseCase.Name))
                wrong.Add($"{route.Method} {route.Pattern}: {reply.Code} {reply.Text}");
        }
        foreach (var caller in callers)
        foreach (var page in new[] { $"/residents/{ones["resident"]}", $"/referrals/{ones["referral"]}" })
            if ((await caller.Get(page)).Text.Contains(Name, StringComparison.Ordinal))
                wrong.Add($"{page} shows {Name}");
        var password = Host.DemoAccounts.Password;
        var signIn = await served.Nobody.Post("/api/session", new { login = served.Story["villageDoctor"], password });
        if (signIn.Code < 300)
            wrong.Add($"a sign-in: {signIn.Code}");
        var after = await Rows();
        await Empty();
        Figures.Say($"{held} calls held back");
        None(wrong);
        None(after.Except(before));
        Assert.True(held > 100, $"only {held} calls were held back");
        Assert.Equal(200, (await (await served.As(served.Story["villageDoctor"])).Get($"/api/residents/{ones["resident"]}")).Code);
    }

    /// <summary>How many rows each table of entities has, and how often they were changed.</summary>
    private async Task<List<string>> Rows()
    {
        await using var db = served.Region.Platform.Database.Open();
        var rows = new List<string>();
        foreach (
            var table in db.Model.GetEntityTypes().Where(t => t.ClrType.IsAssignableTo(typeof(IEntity))).Select(t => t.GetTableName()!)
        )
        {
            var sql = "SELECT CAST(count(*) AS text) || ' rows, ' || CAST(coalesce(sum(version), 0) AS text) AS \"Value\" FROM " + table;
            rows.Add($"{table}: {await db.Database.SqlQueryRaw<string>(sql).SingleAsync(Ct)}");
        }
        return rows;
    }

    private async Task Fill()
    {
        if (served.Region.Platform.Database.IsSqlite)
            await served.Region.Sql("CREATE TRIGGER no_room BEFORE INSERT ON kernel_act BEGIN SELECT RAISE(ABORT, 'no room'); END");
        else
            await served.Region.Sql(
                "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no room''; END'; "
                    + "CREATE TRIGGER no_room BEFORE INSERT ON kernel_act FOR EACH ROW EXECUTE FUNCTION no_room()"
            );
    }

    private Task<int> Empty() =>
        served.Region.Sql(served.Region.Platform.Database.IsSqlite ? "DROP TRIGGER no_room" : "DROP TRIGGER no_room ON kernel_act");
}

public sealed class UnwritableActTestsOnSqlite(ServedOnSqlite served) : UnwritableActTests(served), IClassFixture<ServedOnSqlite>;

public sealed class UnwritableActTestsOnPostgres(ServedOnPostgres served) : UnwritableActTests(served), IClassFixture<ServedOnPostgres>;
