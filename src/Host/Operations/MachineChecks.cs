using System.Net;
using System.Net.Sockets;

namespace Yihe.Host.Operations;

/// <summary>What the doctor sees on the machine itself: key file, folders, disk and address.</summary>
internal static class MachineChecks
{
    private const long LeastFree = 256L << 20;
    private const long EnoughFree = 5L << 30;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    internal static IEnumerable<Check> Of(HostOptions options)
    {
        yield return KeyFile(options);
        if (options.IsEmbedded)
            yield return DataFolder(options);
        yield return Disk(options);
        yield return Listen(options);
    }

    private static Check KeyFile(HostOptions options)
    {
        const string wanted = "只有运行账号可读写，且不在数据目录里";
        var inside = Path.GetFullPath(options.KeyFile).StartsWith(options.Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        var found =
            !File.Exists(options.KeyFile) ? $"没有 {options.KeyFile}"
            : Region.Keys(options).Refusal is not null ? $"{options.KeyFile} 的内容不完整"
            : inside && options.IsEmbedded ? $"{options.KeyFile} 与数据放在一起"
            : IsOpen(options.KeyFile) ? $"{options.KeyFile} 其他账号可读"
            : null;
        var mend = $"请从保管处取回、移到数据目录之外，并执行 chmod 600 {options.KeyFile}";
        return Check.Of("keys", "密钥文件", found is null, (found ?? options.KeyFile, wanted, mend)) with { OfMachine = true };
    }

    private static Check DataFolder(HostOptions options)
    {
        var found =
            !Directory.Exists(options.Folder) ? $"没有 {options.Folder}"
            : !IsWritable(options.Folder) ? $"{options.Folder} 写不进"
            : IsOpen(options.Folder) ? $"{options.Folder} 其他账号可读"
            : null;
        var state = found is null || !IsWritable(options.Folder) ? CheckState.Wrong : CheckState.Risky;
        var mend = $"请执行 chmod 700 {options.Folder}，属主为运行账号";
        return Check.Of("data", "数据目录", found is null, (found ?? options.Folder, "运行账号可写，其他账号不可读", mend), state) with
        {
            OfMachine = true,
        };
    }

    private static Check Disk(HostOptions options)
    {
        var folder = options.Folder;
        while (!Directory.Exists(folder))
            folder = Path.GetDirectoryName(folder)!;
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var words = (
            $"剩 {free / (1 << 20)} MB",
            $"至少 {EnoughFree >> 30} GB，并容得下一份备份",
            "请清理或扩容；满了以后什么都办不了，已办的不会丢"
        );
        return Check.Of("disk", "磁盘空间", free >= EnoughFree, words, free < LeastFree ? CheckState.Wrong : CheckState.Risky);
    }

    private static Check Listen(HostOptions options)
    {
        var loopback = IPAddress.TryParse(options.Listen, out var address) && IPAddress.IsLoopback(address);
        var words = (
            options.Listen,
            "127.0.0.1，由本机带 TLS 的反向代理转发",
            "从外面直接连进来的没有加密，来自别的机器的 X-Forwarded-* 也不被采信；请让反向代理与本平台同机，并监听 127.0.0.1"
        );
        return Check.Of("listen", "监听地址", loopback, words, CheckState.Risky);
    }

    internal static bool IsFree(HostOptions options)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.TryParse(options.Listen, out var at) ? at : IPAddress.Loopback, options.Port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static bool IsOpen(string file) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0;

    private static bool IsWritable(string folder)
    {
        try
        {
            using var probe = File.Create(Path.Combine(folder, ".yihe-doctor"), 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
