using Yihe.Testing;

namespace Yihe.Product.Tests;

/// <summary>What a node does by itself.</summary>
public class HeartTests
{
    [Fact]
    public async Task A_beat_with_nothing_due_does_not_wait_for_whoever_is_writing()
    {
        await using var region = await new SqliteDb().Found();
        for (var beats = 0; beats < 3; beats++)
            await region.Beat();
        using var writing = await region.Platform.Database.Turn(TestContext.Current.CancellationToken);
        await region.Beat().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }
}
