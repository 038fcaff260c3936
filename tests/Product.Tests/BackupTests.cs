using Yihe.Host.Operations;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>A backup is a promise: what was there at its moment comes back on either engine, and a damaged one is never taken for whole.</summary>
public abstract class BackupTests(TestDb db) : OperatedRegion(db)
{
    private string Kept => In("kept.yihe");

    [Fact]
    public async Task A_backup_taken_while_people_work_is_of_one_moment_and_comes_back_whole()
    {
        var doctor = await Region.Part("villageDoctor");
        using var stop = new CancellationTokenSource();
        var done = 0;
        var writers = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Run(
                    async () =>
                    {
                        for (; !stop.IsCancellationRequested; Interlocked.Increment(ref done))
                            await Region.Refer(doctor, "hx");
                    },
                    Ct
                )
            )
            .ToList();
        while (Volatile.Read(ref done) < 8)
            await Task.Delay(10, Ct);
        var before = done;
        var said = await Yihe(0, "backup", "--to", Kept);
        var after = done + 4;
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        Assert.Contains("已备份到", said, StringComparison.Ordinal);
        var restored = await Anywhere(0, "restore", Kept, "--data", In("again"), "--keys", Keys);
        Assert.Contains("未发现问题", restored, StringComparison.Ordinal);
        var counts = await Count(In("again/yihe.db"));
        Assert.InRange(counts.Single(t => t.Table == "referral_referral").Rows, before, after);
        var manifest = Backup.Check(Kept, TestDb.Vault).Value;
        Assert.Empty(manifest.Tables.Except(counts).Select(t => t.Table).Except(["kernel_block", "kernel_unsealed_act"]));
    }

    [Fact]
    public async Task What_comes_back_can_be_served_and_is_guarded_again()
    {
        await Yihe(0, "backup", "--to", Kept);
        await Anywhere(0, "restore", Kept, "--data", In("again"), "--keys", Keys);
        var opened = await Host.Region.Open(new() { Data = In("again"), Keys = Keys }, Ct);
        Assert.Null(opened.Refusal);
        await using var restored = opened.Value.Database.Open();
        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Sql(restored, "DELETE FROM kernel_act"));
        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        opened.Value.Database.Dispose();
    }

    [Fact]
    public async Task What_was_tampered_with_before_is_found_after_too()
    {
        if (Options.IsEmbedded)
            await Region.Tamper("UPDATE residents_resident SET birth_date = 'x'");
        await Region.Tamper("UPDATE organization_account SET name = 'x' WHERE login = (SELECT min(login) FROM organization_account)");
        await Yihe(0, "backup", "--to", Kept);
        Assert.Contains(
            "没有留痕的改动：organization_account",
            await Anywhere(1, "restore", Kept, "--data", In("again"), "--keys", Keys),
            StringComparison.Ordinal
        );
        var (there, again) = (await Count(Options.Address), await Count(In("again/yihe.db")));
        Assert.Empty(again.Except(there).Select(t => t.Table).Except(["kernel_act", "kernel_unsealed_act", "kernel_setting"])); // it notes itself
    }

    [Fact]
    public async Task Every_changed_byte_and_every_cut_is_refused_before_anything_is_touched()
    {
        await Yihe(0, "backup", "--to", Kept);
        var whole = await File.ReadAllBytesAsync(Kept, Ct);
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var missed = new List<string>();
        for (var i = 0; i < Deep.Of(60, 1_000); i++)
        {
            var (at, bit) = (i < 80 ? i * whole.Length / 80 : random.Next(whole.Length), 1 << random.Next(8));
            var flipped = whole.ToArray();
            flipped[at] ^= (byte)bit;
            if (await IsTaken(flipped))
                missed.Add($"bit {bit} of byte {at}");
        }
        for (var i = 0; i < Deep.Of(20, 50); i++)
            if (random.Next(whole.Length) is var length && await IsTaken(whole[..length]))
                missed.Add($"cut to {length}");
        if (await IsTaken([.. whole, 0]))
            missed.Add("one byte more");
        Assert.True(missed.Count == 0, $"seed {seed}: {string.Join('\n', missed)}");
        await Anywhere(1, "restore", In("damaged"), "--data", In("again"), "--keys", Keys);
        Assert.False(Directory.Exists(In("again")));
        Assert.Contains("备份完好", await Anywhere(0, "backup", "verify", Kept, "--keys", Keys), StringComparison.Ordinal);
    }

    private async Task<bool> IsTaken(byte[] content)
    {
        await File.WriteAllBytesAsync(In("damaged"), content, Ct);
        return Backup.Check(In("damaged"), TestDb.Vault).Refusal is null;
    }

    [Fact]
    public async Task A_backup_cut_after_a_whole_piece_is_refused()
    {
        await Yihe(0, "backup", "--to", Kept);
        var whole = await File.ReadAllBytesAsync(Kept, Ct);
        var cuts = 0;
        for (var at = 72; at < whole.Length; at += 4 + BitConverter.ToInt32(whole, at), cuts++)
            Assert.False(await IsTaken(whole[..at]));
        Assert.True(cuts > 40, $"{cuts} pieces");
    }

    [Fact]
    public async Task Another_key_opens_nothing()
    {
        await Yihe(0, "backup", "--to", Kept);
        await File.WriteAllTextAsync(In("other.keys"), new string('1', 64), Ct);
        foreach (var command in new[] { new[] { "backup", "verify", Kept }, ["restore", Kept, "--data", In("again")] })
            Assert.Contains("另一份密钥", await Anywhere(1, [.. command, "--keys", In("other.keys")]), StringComparison.Ordinal);
        Assert.Contains(
            "密钥",
            await Anywhere(1, "restore", Kept, "--data", In("again"), "--keys", In("none.keys")),
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(In("again")));
    }

    [Fact]
    public async Task Nothing_is_restored_over_what_is_there()
    {
        await Yihe(0, "backup", "--to", Kept);
        var before = await Count(Options.Address);
        Assert.Contains("已经有内容", await Yihe(1, "restore", Kept), StringComparison.Ordinal);
        Assert.Equal(before, await Count(Options.Address));
        Directory.CreateDirectory(In("full"));
        await File.WriteAllTextAsync(In("full/notes.txt"), "x", Ct);
        Assert.Contains("已经有内容", await Anywhere(1, "restore", Kept, "--data", In("full"), "--keys", Keys), StringComparison.Ordinal);
        Assert.Equal(["notes.txt"], Directory.GetFiles(In("full")).Select(Path.GetFileName));
        Assert.Contains("已经存在", await Yihe(1, "backup", "--to", Kept), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_that_was_cut_short_is_simply_run_again()
    {
        await Yihe(0, "backup", "--to", Kept);
        Directory.CreateDirectory(In("again"));
        foreach (var left in new[] { "yihe.db.restoring", "yihe.db.restoring-wal" })
            await File.WriteAllTextAsync(In($"again/{left}"), "half", Ct);
        await Anywhere(0, "restore", Kept, "--data", In("again"), "--keys", Keys);
        Assert.DoesNotContain(Directory.GetFiles(In("again")), f => f.Contains("restoring", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_backup_that_cannot_be_written_says_so_and_leaves_nothing()
    {
        Assert.Contains("请先建好", await Yihe(1, "backup", "--to", In("nowhere/kept.yihe")), StringComparison.Ordinal);
        File.CreateSymbolicLink(Kept + ".part", "/dev/full");
        Assert.Contains("磁盘", await Yihe(1, "backup", "--to", Kept), StringComparison.Ordinal);
        Assert.Equal([Keys], Directory.GetFiles(Folder));
        Assert.Contains("--to", await Yihe(2, "backup"), StringComparison.Ordinal);
        Assert.Contains("\"ok\":false", await Yihe(2, "backup", "--json"), StringComparison.Ordinal);
        Assert.Contains("没有找到", await Yihe(1, "backup", "verify", In("none")), StringComparison.Ordinal);
        Assert.Contains("没有找到", await Yihe(1, "restore", In("none")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_region_moves_to_the_other_engine_and_back_row_for_row()
    {
        var before = await Count(Options.Address);
        var there = await Other.Empty();
        try
        {
            var (to, from) = Other is PostgresDb ? (there, there) : (In("there"), In("there"));
            Assert.Contains(
                "未发现问题",
                await Anywhere(0, "migrate", "--from", Here, "--to", to, "--keys", Keys),
                StringComparison.Ordinal
            );
            Assert.Equal(before, await Count(Other is PostgresDb ? there : In("there/yihe.db")));
            await Anywhere(0, "migrate", "--from", from, "--to", In("back"), "--keys", Keys);
            Assert.Equal(before, await Count(In("back/yihe.db")));
            Assert.Contains(
                "已经有内容",
                await Anywhere(1, "migrate", "--from", from, "--to", In("back"), "--keys", Keys),
                StringComparison.Ordinal
            );
        }
        finally
        {
            await Other.Drop(there);
        }
    }

    /// <summary>This region as <c>--from</c> names it: a folder, or a connection string.</summary>
    private string Here
    {
        get
        {
            if (Options.Address.Contains("Host=", StringComparison.Ordinal))
                return Options.Address;
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.CreateDirectory(In("here"));
            File.Copy(Options.Address, In("here/yihe.db"));
            return In("here");
        }
    }

    private static Task<int> Sql(Kernel.Data.AppDb db, string sql) =>
        Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(db.Database, sql, Ct);
}

public sealed class BackupTestsOnSqlite(SqliteDb db) : BackupTests(db), IClassFixture<SqliteDb>;

public sealed class BackupTestsOnPostgres(PostgresDb db) : BackupTests(db), IClassFixture<PostgresDb>
{
    [Fact]
    public async Task A_region_that_goes_on_working_while_it_is_moved_is_said_to()
    {
        var doctor = await Region.Part("villageDoctor");
        using var stop = new CancellationTokenSource();
        var working = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                    await Region.Register(doctor, "钱桂珍");
            },
            Ct
        );
        var said = await Anywhere(1, "migrate", "--from", Options.Address, "--to", In("there"), "--keys", Keys);
        await stop.CancelAsync();
        await working;
        Assert.Contains("又有新的留痕", said, StringComparison.Ordinal);
        Assert.Equal([Keys], Directory.GetFiles(Folder));
    }
}
