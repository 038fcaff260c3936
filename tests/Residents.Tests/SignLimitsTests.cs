using Yihe.Host;
using Yihe.Residents.Visits;

namespace Yihe.Residents.Tests;

public class SignLimitsTests
{
    private static readonly SignLimits Limits = new(File.ReadLines(Path.Combine(HostOptions.Home, "knowledge", "vital-signs.tsv")));

    [Theory]
    [InlineData("120/80", null, null, "")]
    [InlineData("139/89", "11.0", "37.2", "")]
    [InlineData("140/80", null, null, "收缩压偏高")]
    [InlineData("168/102", "7.8", "36.6", "收缩压偏高 舒张压偏高")]
    [InlineData("180/100", null, null, "收缩压过高! 舒张压偏高")]
    [InlineData("150/110", null, null, "收缩压偏高 舒张压过高!")]
    [InlineData("88/58", null, null, "收缩压偏低 舒张压偏低")]
    [InlineData(null, "16.7", null, "血糖过高!")]
    [InlineData(null, "3.9", null, "血糖过低!")]
    [InlineData(null, "11.1", null, "血糖偏高")]
    [InlineData(null, null, "37.3", "体温偏高")]
    [InlineData(null, null, "39", "体温过高!")]
    [InlineData(null, null, "35.5", "体温偏低")]
    [InlineData(null, null, null, "")]
    public void A_sign_out_of_its_limits_is_marked(string? pressure, string? glucose, string? temperature, string marks)
    {
        var flags = Limits.Flags(BloodPressure.Parse(pressure).Value, Number(glucose), Number(temperature));
        Assert.Equal(marks, string.Join(' ', flags.Select(f => f.Title + (f.Critical ? "!" : ""))));
    }

    private static decimal? Number(string? text) =>
        text is null ? null : decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
