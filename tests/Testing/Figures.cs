using Xunit;

namespace Yihe.Testing;

/// <summary>What a test has to tell besides whether it holds: seeds, counts, times; printed with <c>--output Detailed</c> and when it fails.</summary>
public static class Figures
{
    public static void Say(string words) => TestContext.Current.TestOutputHelper?.WriteLine(words);
}
