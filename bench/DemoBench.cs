using Yihe.Host;

namespace Yihe.Bench;

/// <summary>How long one waits for the demo of each place, from the command to the address on the screen; the program is built already.</summary>
internal static class DemoBench
{
    private const double Asked = 90;
    private const string Address = "http://localhost:5239";

    internal static async IAsyncEnumerable<Measured> Run()
    {
        foreach (var place in Places())
        {
            await using var demo = await Demo.Start(place, Address);
            yield return new Measured(
                $"演示就绪，{place}（2000 居民，已构建）",
                "yihe bench demo",
                $"{demo.Seconds:0.0} 秒",
                $"{Asked:0} 秒（含构建）",
                demo.Seconds / Asked,
                "≤ 1.00"
            );
        }
    }

    private static IEnumerable<string> Places() =>
        from file in Directory.EnumerateFiles(Path.Combine(HostOptions.Home, "blueprints"), "*.json").Order(StringComparer.Ordinal)
        let name = Path.GetFileNameWithoutExtension(file)
        where !name.EndsWith(".schema", StringComparison.Ordinal)
        select name;
}
