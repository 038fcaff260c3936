using Microsoft.Playwright;

namespace Yihe.Product.Tests;

/// <summary>The one Chromium of this process, which ends with it; each tab has cookies and storage of its own.</summary>
internal static class Browser
{
    private static readonly string[] Flags =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    private static readonly Lazy<Task<IBrowser>> Started = new(Start);

    public static Task<IBrowser> One()
    {
        if (!File.Exists(Program))
            Assert.Skip("no Chromium; run ./yihe test");
        return Started.Value;
    }

    private static string Program => Environment.GetEnvironmentVariable("YIHE_BROWSER") ?? "/usr/bin/chromium";

    private static async Task<IBrowser> Start() =>
        await (await Playwright.CreateAsync()).Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = Flags });
}
