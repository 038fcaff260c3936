namespace Yihe.MasterIndex;

/// <summary>What one field says about two records, in the words and colours of the page.</summary>
internal static class FieldWords
{
    internal static string? ToneOf(FieldSaid said) =>
        said.Bits switch
        {
            null => null,
            >= 2 => "ok",
            <= -2 => "danger",
            _ => "warn",
        };

    internal static string Meaning(FieldSaid said) =>
        said.Bits switch
        {
            null => "不说明什么",
            >= 10 => "非常支持",
            >= 4 => "支持",
            >= 1 => "略支持",
            > -1 => "几乎不说明什么",
            > -4 => "略反对",
            > -10 => "反对",
            _ => "非常反对",
        } + (said.Bits is { } bits ? $"（{(bits < 0 ? "反对" : "支持")} {Math.Abs(bits):0.0}）" : "");
}
