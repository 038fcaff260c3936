using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Kernel.Data;

namespace Yihe.Host.Operations;

/// <summary>What the doctor asks the database engine: is it new enough, does it keep what it confirmed, is its clock right.</summary>
internal static class EngineChecks
{
    private const int OldestPostgres = 13;
    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(2);

    internal static async Task<IReadOnlyList<Check>> Sqlite(AppDb db, CancellationToken ct)
    {
        var mode = await Ask(db, "SELECT journal_mode AS \"Value\" FROM pragma_journal_mode", ct);
        var synchronous = await Ask(db, "SELECT CAST(synchronous AS text) AS \"Value\" FROM pragma_synchronous", ct);
        var whole = await Ask(db, "SELECT quick_check AS \"Value\" FROM pragma_quick_check LIMIT 1", ct);
        return
        [
            Check.Of("engine", "数据库引擎", true, ("SQLite（内嵌，一台服务器）", "", "")) with
            {
                OfMachine = true,
            },
            Durable(
                mode == "wal" && synchronous == "2",
                $"journal_mode={mode} synchronous={synchronous}",
                "journal_mode=wal synchronous=2"
            ),
            Check.Of("whole", "数据库文件", whole == "ok", (whole, "ok", "请停掉服务，用最近的备份恢复（yihe restore）")),
        ];
    }

    internal static async Task<IReadOnlyList<Check>> Postgres(AppDb db, TimeProvider time, CancellationToken ct)
    {
        var version = await Setting(db, "server_version", ct);
        var number = int.Parse(await Setting(db, "server_version_num", ct), CultureInfo.InvariantCulture) / 10_000;
        var encoding = await Setting(db, "server_encoding", ct);
        var collation = await Ask(db, "SELECT datcollate::text AS \"Value\" FROM pg_database WHERE datname = current_database()", ct);
        string[] kept = ["fsync", "synchronous_commit", "full_page_writes"];
        var settings = new List<string>();
        foreach (var name in kept)
            settings.Add($"{name}={await Setting(db, name, ct)}");
        var super = await Setting(db, "is_superuser", ct) == "on";
        var skew = await Skew(db, time, ct);
        var standbys = await db.Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM pg_stat_replication").SingleAsync(ct);
        var synchronous = (await Setting(db, "synchronous_standby_names", ct)).Length > 0;
        return
        [
            Check.Of(
                "engine",
                "数据库引擎",
                number >= OldestPostgres,
                ($"PostgreSQL {version}", $"{OldestPostgres} 及以上", "请升级 PostgreSQL")
            ),
            Check.Of("encoding", "编码", encoding == "UTF8", ($"{encoding}，排序 {collation}", "UTF8", "请以 UTF8 另建数据库，用备份恢复")),
            Durable(settings.All(s => !s.EndsWith("=off", StringComparison.Ordinal)), string.Join(' ', settings), "都不是 off"),
            Check.Of(
                "replication",
                "流复制",
                standbys == 0 || synchronous,
                (
                    standbys == 0 ? "没有备库" : $"{standbys} 个备库，{(synchronous ? "同步" : "异步")}",
                    "同步",
                    "异步时主库一坏，最后几笔答复过的办理就丢了；请打开同步复制（Patroni 的 synchronous_mode）"
                ),
                CheckState.Risky
            ),
            Check.Of(
                "role",
                "数据库角色",
                !super,
                (super ? "超级用户" : "普通角色", "普通角色", "请另建角色，只给它这一个数据库"),
                CheckState.Risky
            ),
            Check.Of(
                "database-clock",
                "数据库时钟",
                skew < MostSkew,
                ($"与本机相差 {skew.TotalSeconds:0.0} 秒", "2 秒以内", "请给两台机器配置 NTP"),
                CheckState.Risky
            ),
        ];
    }

    private static Check Durable(bool good, string found, string wanted) =>
        Check.Of("durable", "断电不丢", good, (found, wanted, "请改回，否则断电会丢掉已确认的办理"));

    private static Task<string> Setting(AppDb db, string name, CancellationToken ct) =>
        db.Database.SqlQuery<string>($"SELECT current_setting({name}) AS \"Value\"").SingleAsync(ct);

    private static async Task<TimeSpan> Skew(AppDb db, TimeProvider time, CancellationToken ct)
    {
        var theirs = await db.Database.SqlQueryRaw<DateTimeOffset>("SELECT clock_timestamp() AS \"Value\"").SingleAsync(ct);
        return (theirs - time.Instant()).Duration();
    }

    private static Task<string> Ask(AppDb db, string sql, CancellationToken ct) => db.Database.SqlQueryRaw<string>(sql).SingleAsync(ct);
}
