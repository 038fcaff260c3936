using System.Data.Common;
using Yihe.Basis;
using Yihe.Host.Operations;
using Yihe.Host.Operations.Opening;
using Yihe.Kernel.Working;

namespace Yihe.Host.Commands;

/// <summary>Takes a backup of a running region, or reads one through without any database.</summary>
internal static class BackupCommand
{
    internal static readonly Command Command = new(
        "backup",
        "备份：不停机，整库加密成一个文件（--to 文件）；检查一份备份（verify 文件）",
        [("--to FILE", "备份写到哪里；已有同名文件则不写"), ("verify FILE", "检查一份备份是否完好，不需要数据库"), .. CommandLine.OfRegion],
        Run
    );

    private static Task<int> Run(Arguments arguments, TextWriter console, CancellationToken ct) =>
        arguments["verify"] is "true" ? console.Misused(arguments, "verify", "请写明检查哪一份：backup verify 文件")
        : arguments["verify"] is { } file ? Verify(arguments, file, console)
        : arguments["to"] is { } to ? Write(arguments, to, console, ct)
        : console.Misused(arguments, "to", "请用 --to 写明备份写到哪个文件，或用 verify 检查一份备份");

    private static async Task<int> Verify(Arguments arguments, string file, TextWriter console)
    {
        if (!File.Exists(file))
            return await console.Fail(arguments, Refusal.Conflict("no-backup", $"没有找到备份文件 {file}"));
        var keys = Region.Keys(arguments.Host("data/yihe"));
        var found = keys.Refusal is { } locked ? locked : Backup.Check(file, keys.Value);
        return found.Refusal is { } refusal
            ? await console.Fail(arguments, refusal)
            : await console.Tell(arguments, found.Value, $"备份完好：{Words(found.Value)}");
    }

    private static async Task<int> Write(Arguments arguments, string to, TextWriter console, CancellationToken ct)
    {
        if (Path.Exists(to))
            return await console.Fail(arguments, Refusal.Conflict("there-is-one", $"{to} 已经存在，没有覆盖它；请换一个文件名"));
        if (Path.GetDirectoryName(Path.GetFullPath(to)) is { } folder && !Directory.Exists(folder))
            return await console.Fail(arguments, Refusal.Conflict("no-folder", $"没有 {folder} 这个目录，请先建好，再备份"));
        var opened = await Region.Unlock(arguments.Host("data/yihe"), ct);
        if (opened.Refusal is { } refusal)
            return await console.Fail(arguments, refusal);
        var manifest = await Backup.Write(opened.Value, to, ct);
        var noted = await Note(arguments, Path.GetFullPath(to), manifest, ct);
        return await console.Tell(arguments, manifest, $"已备份到 {to}：{Words(manifest)}{noted}");
    }

    /// <summary>The region remembers its last backup; one that cannot be written to, such as a standby, was backed up all the same.</summary>
    private static async Task<string> Note(Arguments arguments, string place, Manifest manifest, CancellationToken ct)
    {
        const string not = "。备份本身完好，但没有能在库里记下这一次";
        try
        {
            var opened = await Region.Open(arguments.Host("data/yihe"), ct);
            if (opened.Refusal is not null)
                return not;
            var input = new NoteBackup.Input(manifest.Head.At, place, manifest.Rows);
            var noted = await new Gate(opened.Value).Run(NoteBackup.Door, Actor.Platform("operator"), input, new Call(), ct);
            return noted.Refusal is null ? "" : not;
        }
        catch (Exception e) when ((e as DbException ?? e.InnerException) is DbException)
        {
            return not;
        }
    }

    internal static string Words(Manifest manifest) =>
        $"{manifest.Head.At.Local():yyyy-MM-dd HH:mm:ss} 的数据，{manifest.Tables.Count} 张表 {manifest.Rows} 行，存证到第 {manifest.Head.Block} 块（程序 {manifest.Head.Program}，{manifest.Head.Engine}）";
}
