using System.Globalization;

namespace Yihe.Simulation.People;

/// <summary>Citizen identity numbers of eighteen characters as defined by GB 11643.</summary>
internal static class IdentityNumber
{
    private const string CheckCharacters = "10X98765432";

    private static readonly int[] s_weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Draws a number not used before, odd in its seventeenth digit for men.</summary>
    public static string Draw(Random random, string regionCode, DateOnly birthDate, Sex sex, HashSet<string> used)
    {
        var day = birthDate.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var order = random.Next(499) * 2 + (sex == Sex.Male ? 1 : 2);
        for (var attempt = 0; attempt < 499; attempt++)
        {
            var digits = $"{regionCode}{day}{order:D3}";
            if (used.Add(digits))
                return digits + CheckCharacter(digits);
            order = (order + 1) % 998 + 1;
        }
        throw new InvalidOperationException("All identity numbers of this day are taken.");
    }

    private static char CheckCharacter(string digits)
    {
        var sum = digits.Zip(s_weights, (digit, weight) => (digit - '0') * weight).Sum();
        return CheckCharacters[sum % 11];
    }
}
