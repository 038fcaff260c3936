using System.Globalization;

namespace Yihe.Basis.Values;

public enum Sex
{
    Female,
    Male,
}

/// <summary>
/// A citizen identity number (居民身份证号码), always 18 characters: region 6, birth date 8, sequence 3, check 1.
/// GB 11643-1999: check = "10X98765432"[Σ digit × weight mod 11]. A 15-digit number of the 1900s is lengthened to 18.
/// </summary>
public readonly record struct IdentityNumber
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private IdentityNumber(string value) => Value = value;

    public string Value { get; }

    public DateOnly BirthDate => DateOnly.ParseExact(Value.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>The 17th digit: odd is male.</summary>
    public Sex Sex => (Value[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female;

    /// <summary>Reads 18 or 15 characters; otherwise says in Chinese what is wrong and how to mend it.</summary>
    /// <param name="today">no one is born after this day</param>
    public static Result<IdentityNumber> Parse(string? text, DateOnly today, string field = "identityNumber")
    {
        var value = (text ?? "").Trim().ToUpperInvariant();
        if (value.Length == 15 && value.All(char.IsAsciiDigit))
            value = Lengthen(value);
        if (value.Length != 18 || !value[..17].All(char.IsAsciiDigit))
            return Wrong("身份证号应为18位（旧证15位），前17位是数字，请对照证件重新输入");
        if (!DateOnly.TryParseExact(value.AsSpan(6, 8), "yyyyMMdd", out var birth) || birth > today || birth.Year < 1850)
            return Wrong("身份证号第7至14位不是有效的出生日期，请核对");
        if (value[17] != CheckOf(value))
            return Wrong("身份证号末位校验不符，可能有一位输错，请对照证件核对");
        return new IdentityNumber(value);

        Result<IdentityNumber> Wrong(string message) => Refusal.Invalid(field, message);
    }

    /// <summary>The check character that belongs to the first 17 digits.</summary>
    public static char CheckOf(string first17)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += Weights[i] * (first17[i] - '0');
        return "10X98765432"[sum % 11];
    }

    private static string Lengthen(string old)
    {
        var body = $"{old[..6]}19{old[6..]}";
        return body + CheckOf(body);
    }

    public override string ToString() => Mask.Identity(Value);
}
