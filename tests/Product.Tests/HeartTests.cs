using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>What a node does by itself.</summary>
public class HeartTests
{
    private const int Most = 50; // a slow machine counts its figures while the first beats pass

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_beat_with_nothing_due_does_not_wait_for_whoever_is_writing()
    {
        await using var region = await new SqliteDb().Found();
        for (var beats = 0; beats < Most && await Due(region) != ""; beats++)
            await region.Beat();
        Assert.Equal("", await Due(region));
        using var writing = await region.Platform.Database.Turn(Ct);
        await region.Beat().WaitAsync(TimeSpan.FromSeconds(20), Ct);
    }

    private static async Task<string> Due(TestRegion region)
    {
        var due = new List<string>();
        foreach (var beat in region.Platform.Modules.All.SelectMany(m => m.Beats))
            if (await beat.Due(region.Platform, Ct))
                due.Add(beat.Agent);
        return string.Join('、', due);
    }
}
