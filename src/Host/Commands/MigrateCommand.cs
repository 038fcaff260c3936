using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Host.Operations;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Working;

namespace Yihe.Host.Commands;

/// <summary>Takes a region to the other engine, or to another place: a backup of the one is restored into the other.</summary>
internal static class MigrateCommand
{
    internal static readonly Command Command = new(
        "migrate",
        "迁移：把一个地区从内嵌数据库搬到 PostgreSQL，或反过来；先停掉服务",
        [
            ("--from PLACE", "从哪里：数据目录，或 PostgreSQL 连接串"),
            ("--to PLACE", "到哪里：空的数据目录，或空的 PostgreSQL 数据库的连接串"),
            ("--keys FILE", "密钥文件，默认在原数据目录旁边；搬过去仍用这一份"),
            ("--json", "以一个 JSON 对象作答，供程序读取"),
        ],
        Run
    );

    private static async Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct)
    {
        if (arguments["from"] is not { } from || arguments["to"] is not { } to)
            return await console.Misused(arguments, "from", "请用 --from 写明从哪里搬，用 --to 写明搬到哪里");
        var (source, target) = (Place(from, arguments), Place(to, arguments));
        target = target with { Keys = source.KeyFile };
        var opened = await Region.Open(source, ct);
        if (opened.Refusal is { } refusal)
            return await console.Fail(arguments, refusal);
        var between = source.KeyFile + ".migrate.part";
        try
        {
            await Backup.Write(opened.Value, between, ct);
            var restored = await Restore.Run(target, between, ct);
            if (restored.Refusal is null && await ActsOf(opened.Value, ct) is var acts && acts != ActsIn(restored.Value.Manifest))
                return await console.Fail(
                    arguments,
                    Refusal.Conflict("still-running", $"搬的同时 {from} 里又有新的留痕：服务还开着。请停掉服务，清空 {to}，再搬一次")
                );
            return await RestoreCommand.Answer(
                restored,
                $"已搬到 {(target.IsEmbedded ? to : "PostgreSQL")}，原处没有改动",
                arguments,
                console
            );
        }
        finally
        {
            File.Delete(between);
        }
    }

    private static HostOptions Place(string place, Arguments arguments)
    {
        var options = new HostOptions { Keys = arguments["keys"] };
        return Kernel.Data.Database.IsPostgres(place) ? options with { Database = place } : options with { Data = place };
    }

    private static async Task<long> ActsOf(Platform platform, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        return await db.Set<Act>().LongCountAsync(ct);
    }

    private static long ActsIn(Manifest manifest) => manifest.Tables.Single(t => t.Table == "kernel_act").Rows;
}
