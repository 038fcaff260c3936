namespace Yihe.Organization.People;

/// <summary>What a login may look like: one spelling, so that nobody can pass for another.</summary>
internal static class LoginName
{
    internal const string Rule = "3 至 32 位小写字母或数字，以字母开头";

    internal static bool Fits(string login) =>
        login.Length is >= 3 and <= 32
        && char.IsAsciiLetterLower(login[0])
        && login.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));
}
