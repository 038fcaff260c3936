using System.Diagnostics;
using Yihe.Host;

namespace Yihe.Bench;

/// <summary>How long one waits for the demo, from the command to the address on the screen; the program is built already.</summary>
internal static class DemoBench
{
    private const double Asked = 90;

    internal static async IAsyncEnumerable<Measured> Run()
    {
        var folder = Directory.CreateTempSubdirectory("yihe-bench-").FullName;
        var program = Path.Combine(HostOptions.Home, "Yihe.Host.dll");
        var start = new ProcessStartInfo("dotnet", [program, "demo", "--port", "5239", "--data", Path.Combine(folder, "demo")])
        {
            RedirectStandardOutput = true,
        };
        var watch = Stopwatch.StartNew();
        using var demo = Process.Start(start)!;
        var ready = false;
        while (!ready && await demo.StandardOutput.ReadLineAsync() is { } line)
            ready = line.Contains("已启动", StringComparison.Ordinal);
        var seconds = watch.Elapsed.TotalSeconds;
        demo.Kill();
        await demo.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
        if (!ready)
            throw new InvalidOperationException("演示没有启动");
        yield return new Measured(
            "演示就绪（2000 居民，已构建）",
            "yihe bench demo",
            $"{seconds:0.0} 秒",
            $"{Asked:0} 秒（含构建）",
            seconds / Asked,
            "≤ 1.00"
        );
    }
}
