namespace Yihe.Kernel.Data;

/// <summary>A search for texts that begin alike is a range from the words themselves to <see cref="End"/>, which every engine reads from an index.</summary>
public static class Prefix
{
    /// <summary>Sorts behind every text that begins with these words.</summary>
    public static string End(string words) => words + "\U0010FFFF";
}
