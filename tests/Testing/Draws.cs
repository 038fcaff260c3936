using FsCheck;
using FsCheck.Fluent;

namespace Yihe.Testing;

/// <summary>
/// How the cases of a property are drawn: a sample is the same at every run, so that whoever changes something else is not stopped by it;
/// a deep run draws other cases every time, and names the seed of one that fails.
/// </summary>
public static class Draws
{
    private const ulong Seed = 2026_11_30;

    public static Config Of(int sample, int full)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(Deep.Of(sample, full));
        return Deep.Asked ? config : config.WithReplay(Seed, 1);
    }
}
