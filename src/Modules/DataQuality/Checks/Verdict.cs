namespace Yihe.DataQuality.Checks;

/// <summary>What a check came to.</summary>
public enum MeasureState
{
    [Display(Name = "可疑")]
    Odd,

    [Display(Name = "数据太少")]
    TooFew,

    [Display(Name = "正常")]
    Fine,
}

/// <summary>A check's answer with its reasons: the number it turns on, and in words of what it was made.</summary>
internal sealed record Verdict(MeasureState State, double? Value, string Words)
{
    internal static Verdict Of(bool odd, double? value, string words) => new(odd ? MeasureState.Odd : MeasureState.Fine, value, words);

    internal static Verdict TooFew(long count, int least) => new(MeasureState.TooFew, null, $"只有 {count} 条，少于 {least} 条，不作判断");
}
