using System.Collections;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Yihe.Basis;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Tests;

/// <summary>Whatever is changed behind the platform's back, verification finds it and says where.</summary>
public abstract class SealingTests(TestDb db) : RegionTests(db)
{
    private string referral = "";

    protected override async Task Begin()
    {
        var village = await Region.Part("villageDoctor");
        referral = await Region.Refer(village, "hx");
        await Region.Must("referral.accept", await Region.Part("branchDoctor"), new { id = referral });
        await Region.Beat();
        Assert.Empty(await Region.Findings());
    }

    private async Task<string> Find()
    {
        await Region.Beat();
        return string.Join('\n', await Region.Findings());
    }

    private string Row => $"referral_referral {referral}";

    private string Here => Region.Platform.Database.IsSqlite ? referral.ToUpperInvariant() : referral;

    [Fact]
    public async Task A_field_changed_by_sql_is_found()
    {
        Assert.Equal(1, await Region.Tamper($"UPDATE referral_referral SET person = '别人' WHERE id = '{Here}'"));
        Assert.Equal($"没有留痕的改动：{Row}", await Find());
    }

    [Fact]
    public async Task A_state_moved_by_sql_is_found()
    {
        await Region.Tamper($"UPDATE referral_referral SET state = 'Arrived', version = version + 1 WHERE id = '{Here}'");
        var found = await Find();
        Assert.Contains($"没有留痕的改动：{Row}", found, StringComparison.Ordinal);
        Assert.Contains($"状态不是流程走到的：写着“诊疗中”，应为“待到院”：{Row}", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("picture", "'{{'")]
    [InlineData("state", "'Nowhere'")]
    [InlineData("priority", "'x'")]
    public async Task A_value_that_cannot_even_be_read_is_found(string column, string value)
    {
        await Region.Tamper($"UPDATE referral_referral SET {column} = {value} WHERE id = '{Here}'");
        Assert.Equal($"内容读不出来：{Row}", await Find());
    }

    [Fact]
    public async Task A_row_inserted_or_deleted_by_sql_is_found()
    {
        var key = Guid.CreateVersion7(Region.Clock.GetUtcNow());
        var text = Region.Platform.Database.IsSqlite ? key.ToString().ToUpperInvariant() : key.ToString();
        await Region.Tamper(
            $"INSERT INTO residents_visit_note (id, version, complaint, diagnosis_code, diagnosis_name, next) VALUES ('{text}', 1, 'x', 'x', 'x', 'Home')"
        );
        Assert.Equal($"没有留痕的新增：residents_visit_note {key}", await Find());
        await Region.Tamper("DELETE FROM residents_visit_note");
        Assert.Contains("没有留痕的删除：residents_visit_note", await Find(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_act_that_was_edited_is_found_and_named()
    {
        var act = Assert.Single(await Region.Acts("referral.accept"));
        await Region.Tamper("UPDATE kernel_act SET reason_code = 'x' WHERE use_case = 'referral.accept'");
        Assert.StartsWith($"留痕内容被改动：kernel_act {act.Id}（referral.accept", await Find(), StringComparison.Ordinal);
        await Region.Tamper("UPDATE kernel_act SET changes = 'x' WHERE use_case = 'referral.accept'");
        Assert.Contains($"没有留痕的改动：{Row}", await Find(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sealed_act_that_was_deleted_is_found_and_named()
    {
        var act = Assert.Single(await Region.Acts("referral.accept"));
        await Region.Tamper("DELETE FROM kernel_act WHERE use_case = 'referral.accept'");
        Assert.Contains($"留痕被删除：kernel_act {act.Id}（第 ", await Find(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_act_deleted_before_it_was_sealed_is_found_by_what_it_did()
    {
        await Region.Register(await Region.Part("villageDoctor"), "王小二");
        await Region.Tamper("DELETE FROM kernel_unsealed_act");
        await Region.Tamper(
            "DELETE FROM kernel_act WHERE use_case = 'resident.register' AND NOT matter IS NOT NULL AND at = (SELECT max(at) FROM kernel_act WHERE use_case = 'resident.register')"
        );
        Assert.Contains("没有留痕的新增：residents_resident", await Find(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_block_that_was_edited_or_removed_is_found()
    {
        await Region.Tamper("UPDATE kernel_block SET at = at WHERE id = 1");
        Assert.Equal("", await Find());
        await using (var db = Region.Platform.Database.Open())
        {
            var block = await db.Set<Block>().OrderBy(b => b.Id).FirstAsync(Ct);
            block.Members[3] ^= 1;
            db.Entry(block).Property(b => b.Members).IsModified = true;
            await db.SaveChangesAsync(Ct);
        }
        Assert.Contains("存证链断裂：第 1 存证块", await Find(), StringComparison.Ordinal);
        await Region.Tamper("DELETE FROM kernel_block WHERE id = 1");
        Assert.Contains("存证链断裂：第 2 存证块", await Find(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_block_cut_off_the_end_is_found_by_acts_that_no_block_names()
    {
        await Region.Tamper("DELETE FROM kernel_block WHERE id = (SELECT max(id) FROM kernel_block)");
        Region.Clock.AdvanceTo(Region.Clock.GetUtcNow().AddMinutes(6));
        Assert.Contains("留痕没有存证：kernel_act", string.Join('\n', await Region.Findings()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_refuses_to_change_or_remove_acts_and_blocks()
    {
        foreach (var table in new[] { "kernel_act", "kernel_block" })
        foreach (var sql in new[] { $"UPDATE {table} SET at = at", $"DELETE FROM {table}" })
        {
            var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Region.Sql(sql));
            Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        }
        Assert.Equal("", await Find());
    }

    /// <summary>Every column of every journal and of every entity that has a row here: each alone is changed, found, and put back.</summary>
    [Fact]
    public async Task Every_column_is_covered()
    {
        await Region.TakeOffGuards();
        await using var model = Region.Platform.Database.Open();
        var missed = new List<string>();
        var tried = 0;
        foreach (var type in model.Model.GetEntityTypes().Where(t => t.ClrType == typeof(Act) || t.ClrType == typeof(Block) || IsEntity(t)))
        foreach (var property in type.GetProperties().Where(p => !p.IsPrimaryKey()))
        {
            if (await Spoil(type, property, undo: null) is not { } before)
                continue;
            tried++;
            if ((await Region.Findings()).Count == 0)
                missed.Add($"{type.ClrType.Name}.{property.Name}");
            await Spoil(type, property, before);
        }
        Assert.Empty(missed);
        Assert.True(tried > 120, $"only {tried} columns tried");
        Assert.Empty(await Region.Findings());
    }

    private static bool IsEntity(IEntityType type) => type.ClrType.IsAssignableTo(typeof(IEntity));

    private sealed record Before(object? Value);

    /// <summary>Gives one column of the first row another value, past every guard; answers what it was, or null where there is no row.</summary>
    private async Task<Before?> Spoil(IEntityType type, IProperty property, Before? undo)
    {
        await using var db = Region.Platform.Database.Open();
        var rows =
            (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type.ClrType).Invoke(db, null)!;
        if (
            await rows.IgnoreQueryFilters()
                .OrderBy(r => EF.Property<object>(r, type.FindPrimaryKey()!.Properties[0].Name))
                .FirstOrDefaultAsync(Ct)
            is not { } row
        )
            return null;
        var entry = db.Entry(row).Property(property.Name);
        var before = new Before(entry.CurrentValue);
        entry.CurrentValue = undo is null ? Other(entry.CurrentValue, property.ClrType) : undo.Value;
        if (entry.CurrentValue is null && before.Value is null)
            return null;
        entry.IsModified = true;
        await db.SaveChangesAsync(Ct);
        return before;
    }

    private static object? Other(object? value, Type type) =>
        value switch
        {
            null when Nullable.GetUnderlyingType(type) is { } inner => Other(Activator.CreateInstance(inner), inner),
            null when type == typeof(string) => "x",
            null when type == typeof(byte[]) => new byte[] { 1 },
            null => null,
            string text => text + "x",
            bool flag => !flag,
            int number => number + 100_000,
            long number => number + 1,
            decimal number => number + 1,
            byte[] bytes => bytes.Select((b, i) => i == bytes.Length / 2 ? (byte)(b ^ 1) : b).ToArray(),
            DateOnly day => day.AddDays(1),
            DateTimeOffset at => at.AddSeconds(1),
            Guid id => new Guid([.. id.ToByteArray().Select((b, i) => i == 15 ? (byte)(b ^ 1) : b)]),
            Fraction share => new Fraction(share.Part, share.Whole + 1),
            Enum => Enum.GetValues(type).Cast<object>().First(v => !v.Equals(value)),
            IEnumerable<string> list => list.Append("x").ToList(),
            _ when type.GetProperty("Value") is { } inner => Activator.CreateInstance(
                type,
                Other(inner.GetValue(value), inner.PropertyType)
            ),
            _ => Altered(value, type),
        };

    /// <summary>A JSON document with its first text changed, or a list of them without its first.</summary>
    private static object Altered(object value, Type type)
    {
        var node = System.Text.Json.JsonSerializer.SerializeToNode(value, type, JsonText.Options)!;
        if (node is JsonArray { Count: > 0 } list)
            list.RemoveAt(0);
        else if (node is JsonArray none)
            none.Add(TimeProvider.System.NewId());
        else
        {
            var text = node.AsObject().First(p => p.Value is JsonValue v && v.GetValueKind() == System.Text.Json.JsonValueKind.String);
            node[text.Key] = text.Value + "x";
        }
        return System.Text.Json.JsonSerializer.Deserialize(node, type, JsonText.Options)!;
    }
}

public sealed class SealingTestsOnSqlite(SqliteDb db) : SealingTests(db), IClassFixture<SqliteDb>;

public sealed class SealingTestsOnPostgres(PostgresDb db) : SealingTests(db), IClassFixture<PostgresDb>;
