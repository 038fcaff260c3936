using System.Globalization;
using Yihe.Interop.Definitions;
using Yihe.Kernel.Secrets;

namespace Yihe.Interop.Rest;

/// <summary>A reference in one of these fields leads to a resource of the type that meets the condition.</summary>
internal sealed record Link(IReadOnlyList<string> Fields, string Type, Condition Inner);

/// <summary>Reads one search parameter with its value into a condition on search rows; null where the type has no such parameter.</summary>
/// <param name="address">our own address: references written with it are our own</param>
internal sealed class ConditionReader(Vault vault, string address)
{
    private static readonly Dictionary<string, Comparison> Prefixes = new()
    {
        ["eq"] = Comparison.Equal,
        ["ne"] = Comparison.NotEqual,
        ["gt"] = Comparison.Above,
        ["lt"] = Comparison.Below,
        ["ge"] = Comparison.From,
        ["le"] = Comparison.Until,
        ["sa"] = Comparison.After,
        ["eb"] = Comparison.Before,
        ["ap"] = Comparison.Near,
    };

    internal Result<Condition?> Read(string type, string name, string value)
    {
        if (name is "_id")
            return new Condition.Named(Values(value));
        if (name is "_lastUpdated")
            return Written(value);
        var (key, modifier) = name.Split(':', 2) is [var k, var m] ? (k, m) : (name, null);
        if (!R4.Own.Search[type].Parameters.TryGetValue(key, out var parameter))
            return Nothing;
        if (modifier == "missing")
            return value is "true" or "false"
                ? new Condition.Has([.. parameter.Fields.Select(f => (f.Name, new Test()))], Not: value == "true")
                : Outcomes.Bad($"{name} 只能是 true 或 false");
        var tests = new List<(string, Test)>();
        foreach (var one in Values(value))
        {
            var (found, refusal) = TestsOf(parameter, modifier, one);
            if (refusal is not null)
                return refusal;
            tests.AddRange(found);
        }
        return new Condition.Has(tests, Not: modifier == "not");
    }

    private static Result<Condition?> Nothing => (Condition?)null;

    private static Result<Condition?> Written(string value)
    {
        var (comparison, rest) = Prefixed(value);
        return Times.Read(rest) is { } time
            ? new Condition.Written(new(Low: time.Low, High: time.High, Comparison: comparison))
            : Outcomes.Bad("_lastUpdated 应为日期或时间，如 ge2026-03-09");
    }

    /// <summary>One step along a reference, whichever way it may lead: <c>subject:Patient.name</c>, <c>patient.birthdate</c>; none where there is no such way.</summary>
    internal Result<IReadOnlyList<Link>> Chain(string type, string name, string value)
    {
        var (step, inner) = name.Split('.', 2) is [var s, var i] ? (s, i) : (name, "");
        var (key, to) = step.Split(':', 2) is [var k, var m] ? (k, m) : (step, null);
        var links = new List<Link>();
        if (!R4.Own.Search[type].Parameters.TryGetValue(key, out var parameter) || parameter.Kind != ParameterKind.Reference)
            return links;
        foreach (var target in (to is null ? parameter.Targets : [to]).Where(R4.Own.IsResource))
        {
            var (condition, refusal) = Read(target, inner, value);
            if (refusal is not null)
                return refusal;
            if (condition is not null)
                links.Add(new([.. parameter.Fields.Select(f => f.Name)], target, condition));
        }
        return links;
    }

    private Result<List<(string, Test)>> TestsOf(Parameter parameter, string? modifier, string value)
    {
        var fields = parameter.Fields;
        List<(string, Test)> All(Test test) => [.. fields.Select(f => (f.Name, test))];
        switch (parameter.Kind)
        {
            case ParameterKind.Token when modifier is null or "not":
                return fields.SelectMany(f => TokenTests(f, value).Select(t => (f.Name, t))).ToList();
            case ParameterKind.String when modifier is null:
                return All(new(Term.Fold(value), Begins: true));
            case ParameterKind.String when modifier == "exact":
                return All(new(Term.Fold(value) + Term.Seam + Term.Cut(value)));
            case ParameterKind.String when modifier == "contains":
                return All(new(Term.Fold(value), Within: true));
            case ParameterKind.Uri when modifier is null or "below":
                return All(new(Term.Cut(value), Begins: modifier == "below"));
            case ParameterKind.Reference when modifier is null || R4.Own.IsResource(modifier):
                return (
                    from field in fields
                    from text in References(parameter, modifier, value)
                    select (field.Name, new Test(text))
                ).ToList();
            case ParameterKind.Date when modifier is null:
                var (comparison, rest) = Prefixed(value);
                return Times.Read(rest) is { } time
                    ? All(new(Low: time.Low, High: time.High, Comparison: comparison))
                    : Outcomes.Bad($"{parameter.Name} 应为日期或时间，可带前缀，如 ge2026-03-09");
            case ParameterKind.Number or ParameterKind.Quantity when modifier is null:
                return Number(parameter, value);
            default:
                return Outcomes.Bad($"不支持 {parameter.Name}:{modifier}，请去掉这个修饰");
        }
    }

    private IEnumerable<Test> TokenTests(Field field, string value)
    {
        var bar = value.IndexOf('|', StringComparison.Ordinal);
        var (system, code) = bar < 0 ? (null, value) : (value[..bar], value[(bar + 1)..]);
        if (code.Length == 0)
            return [new(Term.Seam + system, Within: true)];
        // a bare code has its system from the definition, whatever was asked
        var bare = system is null || field.Leaf is "code" or "boolean" or "id" or "string";
        return (field.IsHashed ? Extractor.HashesOf(vault, code) : [code]).Select(c =>
            bare ? new Test(Term.Cut(c) + Term.Seam, Begins: true) : new Test(Extractor.Token(c, system))
        );
    }

    private IEnumerable<string> References(Parameter parameter, string? type, string value)
    {
        if (value.StartsWith(address + "/", StringComparison.Ordinal))
            value = value[(address.Length + 1)..];
        if (value.Contains('/') || value.Contains(':'))
            return [Extractor.ReferenceOf(value) ?? value];
        return (type is null ? parameter.Targets : [type]).Select(t => $"{t}/{value}");
    }

    private static Result<List<(string, Test)>> Number(Parameter parameter, string value)
    {
        var parts = value.Split('|');
        var (comparison, digits) = Prefixed(parts[0]);
        if (!decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return Outcomes.Bad($"{parameter.Name} 应为数字，可带前缀与单位，如 gt5.4|http://unitsofmeasure.org|mmol/L");
        // as exact as it is written: 5.4 means 5.35 to 5.45; a comparison means the number itself
        var half =
            comparison is Comparison.Equal or Comparison.NotEqual ? 0.5m * Step(digits)
            : comparison == Comparison.Near ? Math.Abs(number) / 10
            : 0;
        var test = new Test(Low: (double)(number - half), High: (double)(number + half), Comparison: comparison);
        if (parts is [_, var system, var code])
            test =
                system.Length == 0
                    ? test with
                    {
                        Text = code + Term.Seam,
                        Begins = true,
                    }
                    : test with
                    {
                        Text = Extractor.Token(code, system),
                    };
        return parameter.Fields.Select(f => (f.Name, test)).ToList();
    }

    private static decimal Step(string digits)
    {
        var dot = digits.IndexOf('.', StringComparison.Ordinal);
        var step = 1m;
        for (var i = dot < 0 ? digits.Length : dot + 1; i < digits.Length && char.IsAsciiDigit(digits[i]); i++)
            step /= 10;
        return step;
    }

    private static (Comparison, string) Prefixed(string value) =>
        value.Length > 2 && Prefixes.TryGetValue(value[..2], out var comparison) ? (comparison, value[2..]) : (Comparison.Equal, value);

    /// <summary>Values beside each other mean either; a backslash takes a comma's meaning away.</summary>
    private static List<string> Values(string text) =>
        [
            .. text.Replace("\\,", "\u0001", StringComparison.Ordinal)
                .Split(',')
                .Select(v => v.Replace('\u0001', ',').Replace("\\|", "|", StringComparison.Ordinal))
                .Where(v => v.Length > 0),
        ];
}
