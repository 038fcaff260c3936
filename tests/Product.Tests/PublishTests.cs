using System.Diagnostics;
using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>The command of the operations guide that makes what a server runs.</summary>
public class PublishTests
{
    [Fact]
    public async Task What_is_published_has_all_that_the_server_needs_and_nothing_of_the_workshop()
    {
        var folder = Directory.CreateTempSubdirectory("yihe-published-").FullName;
        try
        {
            var (code, said) = await Publish(folder);
            Assert.True(code == 0, said);
            foreach (var needed in new[] { "Yihe.Host.dll", "knowledge/roles.json", "blueprints/county.json", "wwwroot/assets/yihe.css" })
                Assert.True(File.Exists(Path.Combine(folder, needed)), needed);
            Assert.Empty(Directory.GetFiles(folder, "package*.json"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int Code, string Said)> Publish(string folder)
    {
        string[] words = ["publish", Path.Combine(Repo.Root, "src/Host"), "-c", "Release", "--no-build", "-v", "q", "-o", folder];
        using var run = Process.Start(new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true })!;
        var said = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (run.ExitCode, said);
    }
}
