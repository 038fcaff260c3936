using System.Globalization;
using System.Text.RegularExpressions;

namespace Yihe.Hl7.Text;

/// <summary>Where something stands in a message, as people write it: <c>PID-5.1</c>, <c>PID-3(2).4.1</c>.</summary>
/// <param name="Repetition">0 for the first</param>
/// <param name="Component">0 for the whole repetition</param>
/// <param name="Sub">0 for the whole component</param>
internal sealed partial record Spot(string Segment, int Field, int Repetition, int Component, int Sub)
{
    /// <exception cref="FormatException">it is no place; they stand in tables of ours</exception>
    internal static Spot Read(string text)
    {
        var m = Written().Match(text);
        return m.Success
            ? new(m.Groups[1].Value, Number(m.Groups[2]), Math.Max(1, Number(m.Groups[3])) - 1, Number(m.Groups[4]), Number(m.Groups[5]))
            : throw new FormatException($"{text} is no place in a message");
    }

    private static int Number(Group g) => g.Success ? int.Parse(g.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    public override string ToString() =>
        $"{Segment}-{Field}{(Repetition > 0 ? $"({Repetition + 1})" : "")}{(Component > 0 ? $".{Component}" : "")}{(Sub > 0 ? $".{Sub}" : "")}";

    [GeneratedRegex(@"^([A-Z][A-Z0-9]{2})-(\d{1,3})(?:\((\d{1,3})\))?(?:\.(\d{1,3})(?:\.(\d{1,3}))?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
