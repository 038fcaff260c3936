namespace Yihe.Basis.Values;

/// <summary>A phone number as dialled: 11-digit mobile, or a land line of 7 to 12 digits; separators are dropped.</summary>
public readonly record struct PhoneNumber
{
    private PhoneNumber(string value) => Value = value;

    public string Value { get; }

    public bool IsMobile => Value.Length == 11 && Value[0] == '1';

    public static Result<PhoneNumber> Parse(string? text, string field = "phone")
    {
        var value = string.Concat((text ?? "").Where(c => c is not (' ' or '-' or '　')));
        if (value.StartsWith("+86", StringComparison.Ordinal))
            value = value[3..];
        var mobile = value.Length == 11 && value[0] == '1' && value[1] >= '3';
        var landLine = value.Length is >= 7 and <= 12 && value[0] is not '1';
        return value.All(char.IsAsciiDigit) && (mobile || landLine)
            ? new PhoneNumber(value)
            : Refusal.Invalid(field, "电话号码应为11位手机号或带区号的固定电话，请核对");
    }

    public override string ToString() => Mask.Phone(Value);
}
