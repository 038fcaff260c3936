using Yihe.Basis;
using Yihe.Host;
using Yihe.Host.Commands;
using Yihe.Host.Operations;
using Yihe.Kernel.Data;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>A region as those who run it see it: commands, a key file, a folder of their own.</summary>
public abstract class OperatedRegion(TestDb db) : RegionTests(db)
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("yihe-operated-").FullName;

    /// <summary>The other engine, empty.</summary>
    protected TestDb Other { get; } = db is SqliteDb ? new PostgresDb() : new SqliteDb();

    protected string Keys => Path.Combine(Folder, "region.keys");

    protected HostOptions Options => Region.Options with { Keys = Keys };

    protected string In(string name) => Path.Combine(Folder, name);

    protected override async Task Begin()
    {
        await File.WriteAllTextAsync(Keys, new string('0', 64), Ct);
        await Region.Register(await Region.Part("villageDoctor"), "钱桂珍");
        await Region.Beat();
    }

    /// <summary>Runs a command against this region; what it said.</summary>
    protected Task<string> Yihe(int code, params string[] args) => Anywhere(code, [.. args, "--database", Options.Address, "--keys", Keys]);

    protected static async Task<string> Anywhere(int code, params string[] args)
    {
        await using var console = new StringWriter();
        var answered = await CommandLine.Run(args, console, Ct);
        Assert.True(answered == code, $"{answered}: {console}");
        return console.ToString();
    }

    private protected static async Task<List<TableCount>> Count(string address)
    {
        using var database = Database.At(address, ModuleList.All.Assemblies);
        await using var snapshot = await Snapshot.Of(database, Ct);
        return await snapshot.Count(Ct);
    }

    protected override Task End()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}
