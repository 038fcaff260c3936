using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Host;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Tests;

/// <summary>The embedded database keeps what was committed, on every connection of its pool.</summary>
public class DatabaseTests
{
    [Fact]
    public async Task Every_connection_waits_for_the_disk_new_or_used_again()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("yihe-").FullName, "yihe.db");
        using var database = Database.At(file, ModuleList.All.Assemblies);
        var contexts = Enumerable.Range(0, 3).Select(_ => database.Open()).ToList();
        foreach (var db in contexts)
            await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach (var db in contexts)
            await db.DisposeAsync();
        for (var i = 0; i < 5; i++)
        {
            await using var db = database.Open();
            Assert.Equal(2, await Pragma(db, "synchronous"));
            Assert.Equal(1, await Pragma(db, "foreign_keys"));
            Assert.Equal(1, await Pragma(db, "secure_delete"));
        }
    }

    private static async Task<long> Pragma(AppDb db, string name)
    {
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // the names are those above
        command.CommandText = $"PRAGMA {name}";
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
