using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;
using Yihe.Host;
using Yihe.Host.Commands;
using Yihe.Host.Operations;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Records;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>A site is never stranded between versions: an older database waits for its upgrade, a newer one is left alone.</summary>
public abstract class UpgradeTests(TestDb db) : OperatedRegion(db)
{
    /// <summary>The next version of the program, with one more migration.</summary>
    private HostOptions Next => Options with { Also = b => b.ReplaceService<IMigrationsAssembly, WithSecond>() };

    /// <summary>The same, whose migration goes wrong half-way.</summary>
    private HostOptions Faulty => Options with { Also = b => b.ReplaceService<IMigrationsAssembly, WithFaulty>() };

    private string Before => In("before.yihe");

    private async Task<string> Upgrade(int code, HostOptions options, params (string, string)[] given)
    {
        await using var console = new StringWriter();
        var arguments = new Arguments(given.ToDictionary(g => g.Item1, g => g.Item2));
        Assert.Equal(code, await UpgradeCommand.Run(options, arguments, console, Ct));
        return console.ToString();
    }

    [Fact]
    public async Task An_older_database_is_not_served_until_it_was_upgraded_with_a_backup_before()
    {
        var (_, refusal) = await Host.Region.Open(Next, Ct);
        Assert.Contains("yihe upgrade", refusal?.Message, StringComparison.Ordinal);
        Assert.Equal("old-schema", (await Host.Region.Found(Next, TestRegion.County, Ct)).Refusal?.Code);
        var rows = await Count(Options.Address);
        var said = await Upgrade(0, Next, ("to", Before));
        Assert.Contains($"升级前的备份：{Before}\n已升级 1 步：Second", said, StringComparison.Ordinal);
        Assert.Contains("未发现问题", said, StringComparison.Ordinal);
        Assert.Equal(rows, Backup.Check(Before, TestDb.Vault).Value.Tables);
        Assert.Null((await Host.Region.Open(Next, Ct)).Refusal);
        Assert.Equal(0, await Region.Sql("UPDATE kernel_setting SET note = 'x' WHERE name = 'none'"));
        Assert.Contains("不需要升级", await Upgrade(0, Next), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_program_leaves_a_newer_database_alone()
    {
        await Upgrade(0, Next, ("to", Before));
        foreach (var command in new[] { new[] { "serve" }, ["verify"], ["upgrade"], ["backup", "--to", In("late.yihe")] })
            Assert.Contains("较新的程序升级过（20990101000000_Second）", await Yihe(1, command), StringComparison.Ordinal);
        Assert.Equal("newer-schema", (await Host.Region.Found(Options, TestRegion.County, Ct)).Refusal?.Code);
    }

    [Fact]
    public async Task A_backup_from_before_comes_back_into_the_new_version_and_one_from_after_not_into_the_old()
    {
        await Upgrade(0, Next, ("to", Before));
        var again = Next with { Database = null, Data = In("again") };
        Assert.Empty((await Restore.Run(again, Before, Ct)).Value.Report.Findings);
        await using (var db = again.Open().Open())
            Assert.Equal(0, await db.Database.ExecuteSqlRawAsync("UPDATE kernel_setting SET note = 'x' WHERE name = 'none'", Ct));
        await Backup.Write((await Host.Region.Open(Next, Ct)).Value, In("after.yihe"), Ct);
        Assert.Contains(
            "较新的程序",
            await Anywhere(1, "restore", In("after.yihe"), "--data", In("old"), "--keys", Keys),
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFiles(In("old")));
    }

    [Fact]
    public async Task What_is_older_than_the_search_rows_is_found_by_other_systems_after_the_upgrade()
    {
        var village = await Region.Part("villageDoctor");
        Region.Without("Interop");
        var old = await Region.Register(village, "窦建德");
        Region.With(Interop.InteropModule.Definition);
        await Region.Beat();
        Assert.Equal((0, 0), (await Rows(), await Fills()));
        Assert.Contains("未发现问题", await Yihe(0, "upgrade"), StringComparison.Ordinal);
        Assert.True(await Rows() > 5);
        Assert.Equal(1, await Fills());
        await Yihe(0, "upgrade");
        Assert.Equal(1, await Fills());

        async Task<int> Rows()
        {
            await using var db = Region.Platform.Database.Open();
            return await db.Set<SearchRow>().CountAsync(r => r.Document == Guid.Parse(old), Ct);
        }

        async Task<int> Fills()
        {
            await using var db = Region.Platform.Database.Open();
            return await db.Set<Act>().CountAsync(a => a.UseCase == FillFaces.Door.Name, Ct);
        }
    }

    [Fact]
    public async Task An_upgrade_that_fails_names_the_backup_and_changes_nothing()
    {
        var rows = await Count(Options.Address);
        var said = await Upgrade(1, Faulty, ("to", Before));
        Assert.Contains("升级没有完成", said, StringComparison.Ordinal);
        Assert.Contains(Before, said, StringComparison.Ordinal);
        Assert.Null((await Host.Region.Open(Options, Ct)).Refusal);
        Assert.Equal(rows, await Count(Options.Address));
        Assert.Contains("已升级 1 步", await Upgrade(0, Next, ("to", In("second.yihe"))), StringComparison.Ordinal);
    }
}

public sealed class UpgradeTestsOnSqlite(SqliteDb db) : UpgradeTests(db), IClassFixture<SqliteDb>;

public sealed class UpgradeTestsOnPostgres(PostgresDb db) : UpgradeTests(db), IClassFixture<PostgresDb>;

/// <summary>A migration that no release has.</summary>
[Migration("20990101000000_Second")]
internal sealed class Second : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("ALTER TABLE kernel_setting ADD COLUMN note text");
}

/// <summary>A migration that fails after it has done something.</summary>
[Migration("20990101000000_Faulty")]
internal sealed class Faulty : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE kernel_setting ADD COLUMN note text");
        migrationBuilder.Sql("UPDATE no_such_table SET x = 1");
    }
}

#pragma warning disable EF1001 // there is no other way to have a migration that is not in the program
internal abstract class WithMore(
    ICurrentDbContext context,
    IDbContextOptions options,
    IMigrationsIdGenerator ids,
    IDiagnosticsLogger<DbLoggerCategory.Migrations> log,
    Type more
) : MigrationsAssembly(context, options, ids, log)
{
    public override IReadOnlyDictionary<string, TypeInfo> Migrations =>
        new SortedList<string, TypeInfo>(base.Migrations.ToDictionary()) { [$"20990101000000_{more.Name}"] = more.GetTypeInfo() };
}

internal sealed class WithSecond(
    ICurrentDbContext context,
    IDbContextOptions options,
    IMigrationsIdGenerator ids,
    IDiagnosticsLogger<DbLoggerCategory.Migrations> log
) : WithMore(context, options, ids, log, typeof(Second));

internal sealed class WithFaulty(
    ICurrentDbContext context,
    IDbContextOptions options,
    IMigrationsIdGenerator ids,
    IDiagnosticsLogger<DbLoggerCategory.Migrations> log
) : WithMore(context, options, ids, log, typeof(Faulty));
#pragma warning restore EF1001
