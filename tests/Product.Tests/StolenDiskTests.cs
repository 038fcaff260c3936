using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yihe.Basis;
using Yihe.Kernel.Working;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>
/// Who carries off the disk, the backups or the logs finds no number of a person in them, in no way of writing; and what is enciphered
/// cannot be changed unseen or read with another key. S11.
/// </summary>
public abstract class StolenDiskTests(TestDb db) : OperatedRegion(db)
{
    private static readonly int Seed = Random.Shared.Next();
    private readonly List<(string Id, string Identity, string Phone)> people = [];
    private readonly int many = Deep.Of(30, 3_000);

    protected override async Task Begin()
    {
        await base.Begin();
        var doctor = await Region.Part("villageDoctor");
        for (var n = 0; n < many; n++)
        {
            var (identity, phone) = (People.NewIdentity(), $"{17600000000 + n * 6_151}");
            people.Add((await Region.Register(doctor, $"闵{(char)(0x5200 + n)}禛", identity, phone), identity, phone));
        }
        await Region.Refer(doctor, "hx", resident: people[0].Id);
        await Region.Beat();
    }

    private SearchValues<string> Numbers =>
        CanaryTests.SearchOf(people.SelectMany(p => new[] { p.Identity, p.Phone }).SelectMany(CanaryTests.Writings));

    [Fact]
    public async Task No_number_lies_in_the_database_its_log_a_backup_or_a_support_bundle()
    {
        await Yihe(0, "backup", "--to", In("kept.yihe"));
        await Yihe(0, "support-bundle", "--to", In("bundle.zip"));
        var (found, read) = (new List<string>(), 0L);
        foreach (var file in await Files())
        {
            if (await Bytes(file) is not { } bytes)
                continue;
            var content = Encoding.Latin1.GetString(bytes);
            read += content.Length;
            if (content.AsSpan().IndexOfAny(Numbers) is >= 0 and var at)
                found.Add($"{file} at {at}");
        }
        None(found);
        Assert.True(read > 1_000_000, $"only {read} bytes read");
    }

    /// <summary>Null for a log the engine put away since: its words are in the next, or gone from the disk.</summary>
    internal static async Task<byte[]?> Bytes(string file)
    {
        try
        {
            return await File.ReadAllBytesAsync(file, Ct);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The files of the database as they lie on the disk, with what was written ahead; and what was made of them.</summary>
    private async Task<IEnumerable<string>> Files()
    {
        var made = Directory.GetFiles(Folder);
        if (Region.Platform.Database.IsSqlite)
            return made.Concat(
                Directory
                    .GetFiles(Path.GetDirectoryName(Options.Address)!)
                    .Where(f => f.StartsWith(Options.Address, StringComparison.Ordinal))
            );
        await Region.Sql("CHECKPOINT");
        var (home, number) = (
            await Ask("SHOW data_directory"),
            await Ask("SELECT oid::text FROM pg_database WHERE datname = current_database()")
        );
        return made.Concat(Directory.GetFiles(Path.Combine(home, "base", number))).Concat(Directory.GetFiles(Path.Combine(home, "pg_wal")));
    }

    private async Task<string> Ask(string sql)
    {
        await using var db = Region.Platform.Database.Open();
        await db.Database.OpenConnectionAsync(Ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return (string)(await command.ExecuteScalarAsync(Ct))!;
    }

    [Fact]
    public async Task A_cipher_with_any_bit_changed_is_never_read_as_a_number()
    {
        var doctor = await Region.Part("villageDoctor");
        var (chance, wrong) = (new Random(Seed), new List<string>());
        foreach (var (column, field) in new[] { ("identity", "identityNumber"), ("phone", "phone") })
        {
            var table = $"residents_resident WHERE upper(CAST(id AS text)) = '{people[0].Id.ToUpperInvariant()}'";
            var whole = Convert.FromHexString(
                await Ask(
                    Region.Platform.Database.IsSqlite
                        ? $"SELECT hex({column}) FROM {table}"
                        : $"SELECT encode({column}, 'hex') FROM {table}"
                )
            );
            for (var n = 0; n < Deep.Of(25, whole.Length * 8); n++)
            {
                var bit = Deep.Asked ? n : chance.Next(whole.Length * 8);
                var changed = whole.ToArray();
                changed[bit / 8] ^= (byte)(1 << (bit % 8));
                await Put(column, changed);
                if (await Reveals(doctor, field))
                    wrong.Add($"seed {Seed}: bit {bit} of {column}");
            }
            await Put(column, whole);
        }
        None(wrong);
    }

    private Task<int> Put(string column, byte[] cipher) =>
        Region.Sql(
            $"UPDATE residents_resident SET {column} = {(Region.Platform.Database.IsSqlite ? "x" : "'\\x")}{(Region.Platform.Database.IsSqlite ? "'" : "")}{Convert.ToHexString(cipher)}' "
                + $"WHERE upper(CAST(id AS text)) = '{people[0].Id.ToUpperInvariant()}'"
        );

    private async Task<bool> Reveals(Actor doctor, string field)
    {
        try
        {
            var input = new
            {
                id = people[0].Id,
                field,
                reason = "核对",
            };
            return (await Region.Run("resident.reveal", doctor, input)).Refusal is null;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    [Fact]
    public async Task Another_key_opens_nothing()
    {
        await Yihe(0, "backup", "--to", In("kept.yihe"));
        await File.WriteAllTextAsync(In("other.keys"), new string('1', 64), Ct);
        foreach (var command in new[] { new[] { "verify" }, ["serve"], ["backup", "--to", In("x.yihe")] })
            Assert.Contains(
                "不是这个数据库的",
                await Anywhere(1, [.. command, "--database", Options.Address, "--keys", In("other.keys")]),
                StringComparison.Ordinal
            );
        await Anywhere(1, "restore", In("kept.yihe"), "--data", In("again"), "--keys", In("other.keys"));
        await Anywhere(1, "verify", "--database", Options.Address, "--keys", In("no.keys"));
    }

    /// <summary>Errors are logged with where they came from, never with whom they were about.</summary>
    [Fact]
    public async Task The_log_of_the_server_names_nobody_even_when_all_goes_wrong()
    {
        var written = new StringBuilder();
        await using var app = Host.Server.Create(Region.Options, Region.Platform);
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(new Written(written));
        await app.StartAsync(Ct);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(app.Urls.First()) };
        var session = await Region.Must("session.open", Actor.Nobody, new { login = "guxuefang", password = Host.DemoAccounts.Password });
        var caller = new Caller(http, session["token"]!.GetValue<string>());
        people.Add(("", People.NewIdentity(), "17512345678"));
        await Region.Sql("ALTER TABLE kernel_act RENAME TO act_gone");
        var canary = new
        {
            identityNumber = people[^1].Identity,
            name = "闵乇禛",
            phone = people[^1].Phone,
            address = people[^1].Identity,
        };
        Assert.Equal(503, (await caller.Post("/api/residents", canary)).Code);
        foreach (
            var path in new[]
            {
                $"/api/residents?text={people[1].Identity}",
                $"/residents?text={people[1].Phone}",
                $"/api/residents/{people[0].Id}",
            }
        )
            await caller.Get(path);
        await caller.Send(HttpMethod.Post, "/api/residents", $"{{\"name\":\"闵乇禛\",\"x\":\"{people[1].Identity}");
        await Region.Sql("ALTER TABLE act_gone RENAME TO kernel_act");
        await app.StopAsync(Ct);
        var text = written.ToString();
        Assert.Contains("An unhandled exception", text, StringComparison.Ordinal); // what was answered 503 is on file
        Assert.Contains("kernel_act", text, StringComparison.Ordinal);
        Assert.Equal(
            -1,
            text.AsSpan().IndexOfAny(CanaryTests.SearchOf(people.SelectMany(p => new[] { p.Identity, p.Phone }).Append("闵乇禛")))
        );
    }

    /// <summary>All that is logged, as it would be on the disk.</summary>
    private sealed class Written(StringBuilder text) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Add($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Add(formatter(state, exception) + exception);

        private void Add(string line)
        {
            lock (text)
                text.AppendLine(line);
        }

        public void Dispose() { }
    }
}

public sealed class StolenDiskTestsOnSqlite(SqliteDb db) : StolenDiskTests(db), IClassFixture<SqliteDb>;

public sealed class StolenDiskTestsOnPostgres(PostgresDb db) : StolenDiskTests(db), IClassFixture<PostgresDb>;
