using System.Diagnostics;
using Yihe.Host;

namespace Yihe.Bench;

/// <summary>A demo in a process of its own, as a user starts it, ended with its data when done.</summary>
internal sealed class Demo : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("yihe-bench-").FullName;

    private Demo() { }

    internal Process Process { get; private set; } = null!;

    /// <summary>From the command to the address on the screen.</summary>
    internal double Seconds { get; private set; }

    internal static async Task<Demo> Start(string place, string address)
    {
        var demo = new Demo();
        var program = Path.Combine(HostOptions.Home, "Yihe.Host.dll");
        string[] given = ["demo", "--blueprint", place, "--port", $"{new Uri(address).Port}", "--data", Path.Combine(demo.folder, "demo")];
        var watch = Stopwatch.StartNew();
        demo.Process = Process.Start(new ProcessStartInfo("dotnet", [program, .. given]) { RedirectStandardOutput = true })!;
        string? line;
        do line = await demo.Process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("演示没有启动");
        while (!line.Contains("已启动", StringComparison.Ordinal));
        demo.Seconds = watch.Elapsed.TotalSeconds;
        _ = demo.Process.StandardOutput.ReadToEndAsync(); // what it says later must not fill the pipe
        return demo;
    }

    public async ValueTask DisposeAsync()
    {
        Process.Kill();
        await Process.WaitForExitAsync();
        Process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
