namespace Yihe.Matching;

/// <summary>How a value is kept for comparing.</summary>
internal enum Form : byte
{
    Empty,

    /// <summary>Up to four Chinese characters: <see cref="Term.A"/> holds them, <see cref="Term.B"/> how they sound, 16 bits each.</summary>
    Han,

    /// <summary>Up to 32 digits, 4 bits each, the last one lowest; X is 10. Of a date: year, month and day, 0 where unknown.</summary>
    Digits,

    /// <summary>Any other text; <see cref="Term.A"/> is a hash of the numbers in it.</summary>
    Text,
}

/// <summary>One value as it is compared, made once for all rows that have it.</summary>
/// <param name="Count">digits or characters</param>
/// <param name="Tokens">sorted hashes of words, numbers and pairs of Chinese characters</param>
/// <param name="Sound">how a Chinese text sounds, in letters</param>
internal readonly record struct Term(Form Form, ulong A, ulong B, int Count, string Text, int[] Tokens, string Sound)
{
    internal static readonly Term Nothing = new(Form.Empty, 0, 0, 0, "", [], "");

    internal bool IsEmpty => Form == Form.Empty;

    /// <summary>An identity number whose check character is right.</summary>
    internal bool IsWhole { get; init; }
}
