using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Host.Operations.Opening;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Data;
using Yihe.Kernel.News;
using Yihe.Kernel.Working;

namespace Yihe.Host.Operations;

/// <summary>What the doctor finds in the region's own tables: its version, its guards, its clock, and work that has come to a stop.</summary>
internal static class RegionChecks
{
    private static readonly TimeSpan SealedWithin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BackedUpWithin = TimeSpan.FromHours(26);

    internal static async Task<IReadOnlyList<Check>> Of(AppDb db, Platform platform, CancellationToken ct) =>
        [
            await Shape(db, ct),
            await Guards(db, ct),
            await Clock(db, platform, ct),
            await Unsealed(db, platform, ct),
            await Deliveries(db, ct),
            await LastBackup(db, platform, ct),
        ];

    private static async Task<Check> Shape(AppDb db, CancellationToken ct)
    {
        var pending = (await Schema.Of(db, ct)).Pending;
        return Check.Of(
            "schema",
            "数据库结构",
            pending.Count == 0,
            (pending.Count == 0 ? "与程序一致" : $"差 {pending.Count} 步", "与程序一致", "请停掉服务，运行 yihe upgrade")
        );
    }

    private static async Task<Check> Guards(AppDb db, CancellationToken ct)
    {
        var (there, all) = await AppendOnly.Present(db, ct);
        var words = ($"{there} 道在位", $"{all} 道", "请运行 yihe upgrade 重新装上、yihe audit verify 核对，并查明是谁去掉的");
        return Check.Of("guards", "留痕只增不改的防护", there == all, words);
    }

    private static async Task<Check> Clock(AppDb db, Platform platform, CancellationToken ct)
    {
        var now = platform.Time.Instant();
        var last = await db.Set<Act>().MaxAsync(a => (DateTimeOffset?)a.At, ct) ?? now;
        var words = (
            $"最后一条留痕在 {last.Local():yyyy-MM-dd HH:mm:ss}，本机现在 {now.Local():yyyy-MM-dd HH:mm:ss}",
            "本机不早于它",
            "请校准本机时钟（NTP）再启动"
        );
        return Check.Of("clock", "本机时钟", last <= now, words);
    }

    private static async Task<Check> Unsealed(AppDb db, Platform platform, CancellationToken ct)
    {
        var before = platform.Time.Instant() - SealedWithin;
        var late = await db.Set<UnsealedAct>().Join(db.Set<Act>(), u => u.Id, a => a.Id, (_, a) => a.At).CountAsync(at => at < before, ct);
        var words = ($"{late} 条等了 5 分钟以上", "0 条", "请确认服务在运行；仍不动请看日志里 heart 的错误");
        return Check.Of("unsealed", "等待存证的留痕", late == 0, words, CheckState.Risky);
    }

    private static async Task<Check> Deliveries(AppDb db, CancellationToken ct)
    {
        var given = await db.Set<Delivery>().CountAsync(d => d.DoneAt == null && d.Attempts >= Delivery.MostAttempts, ct);
        var words = ($"{given} 条", "0 条", "试满次数仍送不出；请看日志里 delivery-failed，排除原因后联系实施方重投");
        return Check.Of("deliveries", "送不出去的消息", given == 0, words, CheckState.Risky);
    }

    private static async Task<Check> LastBackup(AppDb db, Platform platform, CancellationToken ct)
    {
        var last = await OpeningNotes.Find<OpeningNotes.LastBackup>(db, ct);
        var words = (
            last is null ? "没有备份过" : $"{last.At.Local():yyyy-MM-dd HH:mm:ss}，写到 {last.Place}",
            "一天之内",
            "请每天定时运行 yihe backup --to 文件，写到另一块盘或另一台机器，并定期演练恢复"
        );
        return Check.Of("backup", "最近一次备份", last?.At > platform.Time.Instant() - BackedUpWithin, words, CheckState.Risky) with
        {
            OfMachine = last is not null,
        };
    }
}
