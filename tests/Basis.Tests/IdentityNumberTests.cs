using FsCheck;
using FsCheck.Fluent;

namespace Yihe.Basis.Tests;

public class IdentityNumberTests
{
    private static readonly DateOnly Today = new(2026, 11, 19);

    [Theory]
    [InlineData("34052419800101001X", "1980-01-01", Sex.Male)]
    [InlineData("11010519491231002X", "1949-12-31", Sex.Female)]
    [InlineData(" 34052419800101001x ", "1980-01-01", Sex.Male)]
    public void The_examples_of_the_standard_are_read(string text, string birth, Sex sex)
    {
        var read = IdentityNumber.Parse(text, Today);
        Assert.Null(read.Refusal);
        Assert.Equal((birth, sex), (read.Value.BirthDate.ToString("yyyy-MM-dd"), read.Value.Sex));
    }

    [Theory]
    [InlineData("110105491231002", "11010519491231002X")]
    [InlineData("340524800101001", "34052419800101001X")]
    public void A_number_of_15_digits_is_lengthened(string old, string whole) =>
        Assert.Equal(whole, IdentityNumber.Parse(old, Today).Value.Value);

    [Theory]
    [InlineData("", "18位")]
    [InlineData("3405241980010100", "18位")]
    [InlineData("34052419800101001XX", "18位")]
    [InlineData("3405241980O101001X", "18位")]
    [InlineData("３４０５２４１９８００１０１００１X", "18位")]
    [InlineData("340524198002300010", "出生日期")]
    [InlineData("340524198013010010", "出生日期")]
    [InlineData("340524202612010015", "出生日期")]
    [InlineData("340524180001010010", "出生日期")]
    [InlineData("340524198001010011", "校验")]
    [InlineData("110105491331002", "出生日期")]
    public void What_is_wrong_is_said(string text, string says)
    {
        var refusal = IdentityNumber.Parse(text, Today).Refusal;
        Assert.Contains(says, refusal!.Message, StringComparison.Ordinal);
        Assert.Equal("identityNumber", refusal.Faults.Single().Field);
    }

    /// <summary>The check character by the other formula of the standard: Σ aᵢ·2^(i−1) ≡ 1 (mod 11).</summary>
    private static readonly Arbitrary<string> Valid = (
        from region in Gen.Choose(110_000, 659_999)
        from day in Gen.Choose(new DateOnly(1900, 1, 1).DayNumber, Today.DayNumber)
        from sequence in Gen.Choose(0, 999)
        let body = $"{region}{DateOnly.FromDayNumber(day):yyyyMMdd}{sequence:000}"
        let rest = (12 - (body.Select((digit, i) => (digit - '0') * (1 << (17 - i))).Sum() % 11)) % 11
        select body + (rest == 10 ? "X" : $"{rest}")
    ).ToArbitrary();

    [Fact]
    public void Every_valid_number_is_read() =>
        Prop.ForAll(Valid, number => IdentityNumber.Parse(number, Today).Refusal is null).Check(Draws.Of(100, 2_000));

    [Fact]
    public void Every_change_of_one_character_is_refused() =>
        Prop.ForAll(
                Valid,
                number => OneCharacterOff(number).All(wrong => IdentityNumber.Parse(wrong, Today).Refusal is { Kind: RefusalKind.Invalid })
            )
            .Check(Draws.Of(100, 2_000));

    private static IEnumerable<string> OneCharacterOff(string number) =>
        from at in Enumerable.Range(0, 18)
        from other in "0123456789X"
        where other != number[at]
        select number[..at] + other + number[(at + 1)..];
}
