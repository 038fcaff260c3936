using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Yihe.Kernel.Data;

/// <summary>
/// Where the region's data lives: an embedded SQLite file, or PostgreSQL. Hands out contexts, and on SQLite
/// lines writers up in one queue (its busy-wait is unfair, a queue is not).
/// </summary>
public sealed class Database : IDisposable
{
    private readonly PooledDbContextFactory<AppDb> contexts;
    private readonly SemaphoreSlim writers = new(1);

    private Database(bool isSqlite, DbContextOptions<AppDb> options) =>
        (IsSqlite, contexts) = (isSqlite, new PooledDbContextFactory<AppDb>(options));

    public bool IsSqlite { get; }

    /// <param name="address">a PostgreSQL connection string (it contains "Host="), or the path of a SQLite file</param>
    /// <param name="also">what else the contexts need, such as migrations of another version</param>
    public static Database At(string address, IReadOnlyList<Assembly> modules, Action<DbContextOptionsBuilder>? also = null)
    {
        var builder = new DbContextOptionsBuilder<AppDb>().ReplaceService<IModelCacheKeyFactory, ModelKey>();
        ((IDbContextOptionsBuilderInfrastructure)builder).AddOrUpdateExtension(new ModuleTables(modules));
        var postgres = IsPostgres(address);
        if (postgres)
            builder
                .UseNpgsql(Tuned(address), o => o.MigrationsAssembly("Yihe.Migrations.Postgres"))
                .AddInterceptors(HasSeveralHosts(address) ? [new BrokenHosts()] : []);
        else
            builder.UseSqlite($"Data Source={address}", o => o.MigrationsAssembly("Yihe.Migrations.Sqlite")).AddInterceptors(new Pragmas());
        also?.Invoke(builder);
        return new Database(!postgres, builder.Options);
    }

    public static bool IsPostgres(string address) => address.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    /// <summary>Brings the tables to this version's shape and guards the journals.</summary>
    public async Task Prepare(CancellationToken ct)
    {
        await PrepareUpTo(null, ct);
        await using var db = Open();
        await AppendOnly.Enforce(db, ct);
    }

    /// <summary>Brings the tables to the shape of an earlier version, to take in what was kept then.</summary>
    public async Task PrepareUpTo(string? migration, CancellationToken ct)
    {
        await using var db = Open();
        await db.Database.MigrateAsync(migration, ct);
    }

    /// <summary>Everything read in it is of one moment, while others go on writing.</summary>
    public static async Task<IDbContextTransaction> Snapshot(AppDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        return db.Database.GetDbConnection() is SqliteConnection sqlite
            ? (await db.Database.UseTransactionAsync(sqlite.BeginTransaction(deferred: true), ct))!
            : await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
    }

    public AppDb Open() => contexts.CreateDbContext();

    /// <summary>Waits for one's turn to write; on PostgreSQL there is no queue.</summary>
    public async Task<IDisposable> Turn(CancellationToken ct)
    {
        if (!IsSqlite)
            return Disposable.Empty;
        await writers.WaitAsync(ct);
        return new Disposable(() => writers.Release());
    }

    /// <summary>Writes what may as well be lost: where nothing can be written, reading goes on.</summary>
    public async Task WriteIfPossible(Func<Task> write, CancellationToken ct)
    {
        try
        {
            using var turn = await Turn(ct);
            await write();
        }
        catch (DbException) { }
    }

    /// <summary>Drops rows that nobody needs any more; asks for a turn to write only where there are any.</summary>
    public async Task Forget<T>(Expression<Func<T, bool>> which, CancellationToken ct)
        where T : class, IRow
    {
        await using var db = Open();
        if (!await db.Set<T>().AnyAsync(which, ct))
            return;
        using var turn = await Turn(ct);
        await db.Set<T>().Where(which).ExecuteDeleteAsync(ct);
    }

    public void Dispose() => writers.Dispose();

    /// <summary>
    /// Makes sure that what was read of an earlier commit has reached the synchronous standby, where there is one: a commit waits for all
    /// that was written before it. On SQLite what is read is on the disk.
    /// </summary>
    internal static async Task Confirm(AppDb db, CancellationToken ct)
    {
        if (!db.IsSqlite)
            await db.Database.ExecuteSqlAsync($"SELECT pg_logical_emit_message(true, 'yihe', 'read')", ct);
    }

    /// <summary>
    /// A call that took too long is given up together with its connection, and no answer is waited for: a commit that is cancelled while it
    /// waits for its standby would be reported as done. Nothing is ever left to a session (settings and locks end with their transaction), so none
    /// is reset between two uses, which would cost as much as the question itself. Of several hosts the one that takes writes is used, and looked for often.
    /// </summary>
    private static string Tuned(string address)
    {
        var tuned = new NpgsqlConnectionStringBuilder(address)
        {
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            CancellationTimeout = -1,
            NoResetOnClose = true,
        };
        if (!HasSeveralHosts(address))
            return tuned.ConnectionString;
        tuned.TargetSessionAttributes ??= "primary";
        tuned.LoadBalanceHosts = true; // a machine that stands still is not the first that everybody asks
        foreach (var (name, value) in SeveralHosts.Where(s => !tuned.ShouldSerialize(s.Name)))
            tuned[name] = value;
        return tuned.ConnectionString;
    }

    private static bool HasSeveralHosts(string address) =>
        new NpgsqlConnectionStringBuilder(address).Host?.Contains(',', StringComparison.Ordinal) == true;

    /// <summary>Seconds: to connect, to wait for an answer, to trust what is known of a host, to find that the other side is gone.</summary>
    private static readonly (string Name, int Value)[] SeveralHosts =
    [
        ("Timeout", 2),
        ("Command Timeout", 10),
        ("Host Recheck Seconds", 2),
        ("Keepalive", 5),
    ];

    private sealed class Disposable(Action? end) : IDisposable
    {
        internal static readonly Disposable Empty = new(null);

        public void Dispose() => end?.Invoke();
    }

    /// <summary>The model differs by provider and by the modules present.</summary>
    private sealed class ModelKey : IModelCacheKeyFactory
    {
        public object Create(DbContext context, bool designTime) =>
            (context.GetType(), context.Database.ProviderName, string.Join(' ', ((AppDb)context).ModuleNames), designTime);
    }

    /// <summary>A connection of the file is set up once; the pool hands it out again as it is.</summary>
    private sealed class Pragmas : DbConnectionInterceptor
    {
        private static readonly ConditionalWeakTable<SQLitePCL.sqlite3, object> SetUp = [];
        private const string Sql =
            "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Run(connection);

        public override Task ConnectionOpenedAsync(
            DbConnection connection,
            ConnectionEndEventData eventData,
            CancellationToken ct = default
        )
        {
            Run(connection);
            return Task.CompletedTask;
        }

        private static void Run(DbConnection connection)
        {
            if (!SetUp.TryAdd(((SqliteConnection)connection).Handle!, SetUp))
                return;
            using var command = (SqliteCommand)connection.CreateCommand();
            command.CommandText = Sql;
            command.ExecuteNonQuery();
        }
    }
}
