using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;
using Yihe.Host;
using Yihe.Kernel.Secrets;

namespace Yihe.Testing;

/// <summary>
/// One database engine as tests use it: a founded region is made once for all test programs of a run, every test works on a copy of its own.
/// The same suite runs on each: <c>abstract class XTests(TestDb db)</c> and one line per engine.
/// </summary>
public abstract class TestDb
{
    private static int copies;

    /// <summary>This program's own.</summary>
    protected static readonly string Folder = Directory.CreateTempSubdirectory("yihe-test-").FullName;

    /// <summary>What the test programs of one run share: <c>./yihe test</c> says where.</summary>
    protected static readonly string Shared = Environment.GetEnvironmentVariable("YIHE_TEST_SHARED") ?? Folder;

    /// <summary>The key of all test regions.</summary>
    public static readonly Vault Vault = Vault.FromMaster(new byte[32]);

    static TestDb() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    /// <summary>A region of its own for one test, as it stands the moment after founding.</summary>
    public async Task<TestRegion> Found()
    {
        await Ready();
        var copy = await Copy($"yihe_{Environment.ProcessId}_{Interlocked.Increment(ref copies)}");
        return await TestRegion.Open(copy, () => Drop(copy));
    }

    /// <summary>A region founded from another blueprint.</summary>
    public async Task<TestRegion> FoundFrom(string plan)
    {
        var address = await Empty();
        return await TestRegion.Make(address, plan, () => Drop(address));
    }

    /// <summary>An empty database, for what happens before or without a region.</summary>
    public async Task<string> Empty() => await Create($"yihe_{Environment.ProcessId}_{Interlocked.Increment(ref copies)}");

    public abstract Task Drop(string address);

    /// <summary>Founds what will be copied, from an empty place.</summary>
    protected abstract Task MakeTemplate();

    protected abstract Task<string> Copy(string name);

    protected abstract Task<string> Create(string name);

    /// <summary>The template is there: made by whichever program of the run came first.</summary>
    private async Task Ready()
    {
        var mark = Path.Combine(Shared, GetType().Name);
        if (File.Exists(mark))
            return;
        await using var held = await Hold(mark + ".lock");
        if (File.Exists(mark))
            return;
        await MakeTemplate();
        await File.WriteAllTextAsync(mark, "");
    }

    private static async Task<FileStream> Hold(string file)
    {
        while (true)
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) // somebody else makes it
            {
                await Task.Delay(100);
            }
    }

    protected static async Task FoundTemplate(string address)
    {
        await using var template = await TestRegion.Make(address);
        await template.Beat();
    }
}

/// <summary>The embedded engine: a copy is a file.</summary>
public sealed class SqliteDb : TestDb
{
    private static readonly string Template = Path.Combine(Folder, "template.db");
    private static readonly string Whole = Path.Combine(Shared, "whole.db");

    public override Task Drop(string address)
    {
        using (var connection = new SqliteConnection($"Data Source={address}"))
            SqliteConnection.ClearPool(connection);
        foreach (var file in Directory.GetFiles(Folder, Path.GetFileName(address) + "*"))
            File.Delete(file);
        return Task.CompletedTask;
    }

    protected override async Task MakeTemplate()
    {
        await FoundTemplate(Template);
        await using var connection = new SqliteConnection($"Data Source={Template};Pooling=False");
        await connection.OpenAsync();
        await using var pour = connection.CreateCommand();
        pour.CommandText = $"VACUUM INTO '{Whole}'"; // a checkpoint is given up, and says nothing, while anybody still reads
        await pour.ExecuteNonQueryAsync();
    }

    protected override Task<string> Copy(string name)
    {
        var file = Path.Combine(Folder, name + ".db");
        File.Copy(Whole, file);
        return Task.FromResult(file);
    }

    protected override Task<string> Create(string name) => Task.FromResult(Path.Combine(Folder, name + ".db"));
}

/// <summary>PostgreSQL at <c>YIHE_TEST_POSTGRES</c>, which <c>./yihe test</c> starts; without it these tests are skipped, and say so.</summary>
public sealed class PostgresDb : TestDb
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("YIHE_TEST_POSTGRES");
    private static readonly string Template = $"template_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Shared)))[..12]}";

    public override async Task Drop(string address)
    {
        await using (var connection = new NpgsqlConnection(address))
            NpgsqlConnection.ClearPool(connection);
        await Run($"DROP DATABASE {new NpgsqlConnectionStringBuilder(address).Database} WITH (FORCE)");
    }

    protected override async Task MakeTemplate()
    {
        if (Server is null)
            Assert.Skip("YIHE_TEST_POSTGRES is not set; run ./yihe test");
        await FoundTemplate(await Create(Template));
        NpgsqlConnection.ClearAllPools();
    }

    protected override async Task<string> Copy(string name)
    {
        await Run($"CREATE DATABASE {name} TEMPLATE {Template} STRATEGY = WAL_LOG");
        return AddressOf(name);
    }

    protected override async Task<string> Create(string name)
    {
        await Run($"CREATE DATABASE {name}");
        return AddressOf(name);
    }

    private static string AddressOf(string name) =>
        new NpgsqlConnectionStringBuilder(Server) { Database = name, MaxPoolSize = 30 }.ToString();

    private static async Task Run(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
