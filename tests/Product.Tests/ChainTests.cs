using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Secrets;
using Yihe.Testing;
using static Yihe.Testing.Faults;

namespace Yihe.Product.Tests;

/// <summary>The log cannot be changed unseen: any byte of it, any row taken out, put in, put elsewhere or cut off the end is found and named. S8.</summary>
public abstract class ChainTests(TestDb db) : RegionTests(db)
{
    private static readonly int Seed = Random.Shared.Next();

    private Anchor anchor = null!;

    protected override async Task Begin()
    {
        var doctor = await Region.Part("villageDoctor");
        for (var i = 0; i < 4; i++)
        {
            await Region.Refer(doctor, "hx");
            await Region.Beat();
        }
        anchor = await Anchor.Of(Region.Platform, Ct);
        await Region.TakeOffGuards();
        Assert.Empty(await Found());
    }

    private async Task<IReadOnlyList<Finding>> Found() => (await Verification.Acts(Region.Platform, anchor, Ct)).Findings;

    [Fact]
    public async Task Every_changed_byte_of_an_act_or_a_block_is_found()
    {
        var (chance, missed, tried) = (new Random(Seed), new List<string>(), 0);
        foreach (var table in new[] { "kernel_act", "kernel_block" })
        {
            var rows = await Read(table);
            var places = Places(rows).ToList();
            Assert.True(places.Count > 100, $"only {places.Count} bytes in {table}");
            foreach (var (row, column, at) in Deep.Asked ? places.Take(40_000) : chance.GetItems(places.ToArray(), 120))
            {
                var (key, value) = (row["id"], row[column]);
                if (column == "id" && rows.Exists(r => r["id"].Equals(Flipped(value, at))))
                    continue; // the database refuses two of one id
                await Write(table, column, Flipped(value, at), key);
                var findings = await Found();
                if (findings.Count == 0)
                    missed.Add($"{table}.{column} byte {at} of {key}");
                else if (column != "id" && table == "kernel_act" && !findings.Any(f => Names(f, key)))
                    missed.Add($"{table}.{column} byte {at} of {key}: named {findings[0]}");
                await Write(table, column, value, column == "id" ? Flipped(value, at) : key);
                tried++;
            }
        }
        Assert.Empty(await Found());
        Figures.Say($"seed {Seed}: {tried} bytes");
        None(missed.Take(20).Select(m => $"seed {Seed}: {m}"));
    }

    [Fact]
    public async Task Rows_taken_out_put_in_exchanged_or_cut_off_are_found()
    {
        var acts = await Read("kernel_act");
        var blocks = await Read("kernel_block");
        foreach (var act in acts.TakeLast(6))
        {
            await Do("DELETE FROM kernel_act WHERE id = @id", ("id", act["id"]));
            Assert.Contains(await Found(), f => f.What == "留痕被删除" && Names(f, act["id"]));
            await Insert("kernel_act", act);
        }
        foreach (var block in blocks)
        {
            await Do("DELETE FROM kernel_block WHERE id = @id", ("id", block["id"]));
            Assert.NotEmpty(await Found());
            await Insert("kernel_block", block);
        }
        var copy = new Dictionary<string, object>(acts[^1]) { ["id"] = Flipped(acts[^1]["id"], 3) };
        await Insert("kernel_act", copy);
        Assert.Contains(await Found(), f => f.What == "留痕内容被改动" && Names(f, copy["id"]));
        await Do("DELETE FROM kernel_act WHERE id = @id", ("id", copy["id"]));
        var (one, other) = (acts[^1], acts[^2]);
        foreach (var column in one.Keys.Where(c => c != "id"))
            await Write("kernel_act", column, other[column], one["id"]);
        Assert.Contains(await Found(), f => Names(f, one["id"]));
        foreach (var column in one.Keys.Where(c => c != "id"))
            await Write("kernel_act", column, one[column], one["id"]);
        Assert.Empty(await Found());
        await Do("DELETE FROM kernel_block WHERE id = @id", ("id", blocks[^1]["id"]));
        foreach (var member in ((byte[])blocks[^1]["members"]).Chunk(16).Select(b => new Guid(b)))
            await Region.Sql($"DELETE FROM kernel_act WHERE upper(CAST(id AS text)) = '{member.ToString().ToUpperInvariant()}'");
        Assert.Contains(await Found(), f => f.What == "存证链被截短");
    }

    [Fact]
    public async Task A_log_written_anew_with_another_key_is_believed_in_nothing()
    {
        var forged = await Verification.Acts(
            Region.Platform with
            {
                Vault = Vault.FromMaster([.. Enumerable.Repeat((byte)7, 32)]),
            },
            null,
            Ct
        );
        Assert.Equal(forged.Acts + forged.Blocks, forged.Findings.Count);
    }

    [Fact]
    public async Task The_database_itself_refuses_to_change_or_remove_an_act()
    {
        await using var db = Region.Platform.Database.Open();
        await AppendOnly(db);
        foreach (var sql in new[] { "UPDATE {0} SET id = id", "DELETE FROM {0}" })
        foreach (var table in new[] { "kernel_act", "kernel_block" })
            await Assert.ThrowsAnyAsync<DbException>(() => db.Database.ExecuteSqlRawAsync(string.Format(null, sql, table), Ct));
    }

    /// <summary>The guards are put back as every start does.</summary>
    private async Task AppendOnly(Kernel.Data.AppDb db)
    {
        await Region.Platform.Database.Prepare(Ct);
        if (!db.IsSqlite)
            foreach (var table in new[] { "kernel_act", "kernel_block" })
                await Region.Sql($"ALTER TABLE {table} ENABLE TRIGGER USER");
    }

    private static bool Names(Finding finding, object key) => finding.Where.Contains($"{key}", StringComparison.OrdinalIgnoreCase);

    /// <summary>Every byte of every cell that holds something; those of long cells thinly, so that one long cell is not all there is.</summary>
    private static IEnumerable<(Dictionary<string, object> Row, string Column, int At)> Places(List<Dictionary<string, object>> rows) =>
        from row in rows
        from column in row.Keys
        where row[column] is not DBNull
        let size = SizeOf(row[column])
        let step = Math.Max(1, size / 2_000)
        from n in Enumerable.Range(0, size / step)
        select (row, column, n * step);

    private static int SizeOf(object value) =>
        value switch
        {
            string text => text.Length,
            byte[] bytes => bytes.Length,
            Guid => 16,
            _ => 4,
        };

    private static object Flipped(object value, int at)
    {
        switch (value)
        {
            case string text:
                var letters = new StringBuilder(text);
                letters[at] ^= (char)1;
                return letters.ToString();
            case byte[] bytes:
                var flipped = bytes.ToArray();
                flipped[at] ^= 1;
                return flipped;
            case Guid id:
                return new Guid((byte[])Flipped(id.ToByteArray(), at));
            case DateTime time:
                return time.AddMicroseconds(1 << at);
            case int number:
                return number ^ (1 << at);
            case long number:
                return number ^ (1L << at);
            default:
                throw new NotSupportedException($"{value.GetType()}");
        }
    }

    private async Task<List<Dictionary<string, object>>> Read(string table)
    {
        await using var db = Region.Platform.Database.Open();
        await db.Database.OpenConnectionAsync(Ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT * FROM {table} ORDER BY id";
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var rows = new List<Dictionary<string, object>>();
        while (await reader.ReadAsync(Ct))
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, reader.GetValue));
        return rows;
    }

    private Task Write(string table, string column, object value, object key) =>
        Do($"UPDATE {table} SET {column} = @value WHERE id = @id", ("value", value), ("id", key));

    private Task Insert(string table, Dictionary<string, object> row) =>
        Do(
            $"INSERT INTO {table} ({string.Join(',', row.Keys)}) VALUES ({string.Join(',', row.Keys.Select(k => "@" + k))})",
            [.. row.Select(r => (r.Key, r.Value))]
        );

    private async Task Do(string sql, params (string Name, object Value)[] given)
    {
        await using var db = Region.Platform.Database.Open();
        await db.Database.OpenConnectionAsync(Ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in given)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Ct));
    }
}

public sealed class ChainTestsOnSqlite(SqliteDb db) : ChainTests(db), IClassFixture<SqliteDb>;

public sealed class ChainTestsOnPostgres(PostgresDb db) : ChainTests(db), IClassFixture<PostgresDb>;
