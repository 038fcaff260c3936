namespace Yihe.Matching;

/// <summary>Hashes that are the same in every run and on every machine (FNV-1a, then mixed).</summary>
internal static class Hash
{
    internal static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
            hash = (hash ^ c) * 1099511628211UL;
        return Mixed(hash);
    }

    /// <summary>Two hashes as one; the order counts. Zero, which stands for nothing known, makes nothing of both.</summary>
    internal static ulong Of(ulong a, ulong b) => a == 0 || b == 0 ? 0 : Mixed(a * 31 + b);

    /// <summary>Never zero.</summary>
    internal static ulong Mixed(ulong value)
    {
        value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ value >> 27) * 0x94D049BB133111EBUL;
        return (value ^ value >> 31) | 1;
    }
}
