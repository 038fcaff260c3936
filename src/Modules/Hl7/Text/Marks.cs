namespace Yihe.Hl7.Text;

/// <summary>The characters that divide a message, as its own first segment names them (分隔符); one that is not named divides nothing.</summary>
internal readonly record struct Marks(char Field, char Component, char Repetition, char Escape, char Sub)
{
    internal const char None = '\0';
    internal static readonly Marks Usual = new('|', '^', '~', '\\', '&');

    /// <summary>Field 2 of the first segment: usually <c>^~\&amp;</c>.</summary>
    internal string Named => string.Concat(new[] { Component, Repetition, Escape, Sub }.Where(c => c != None));

    /// <param name="head">the first segment: its name, the field mark, and the others</param>
    internal static Marks? Read(string head)
    {
        if (head.Length < 5 || char.IsLetterOrDigit(head[3]) || char.IsWhiteSpace(head[3]))
            return null;
        var end = head.IndexOf(head[3], 4);
        var named = head[4..(end < 0 ? head.Length : end)];
        var all = named + head[3];
        return named.Length is 0 or > 5 || all.Distinct().Count() != all.Length || named.Any(char.IsLetterOrDigit)
            ? null
            : new(head[3], named[0], At(named, 1), At(named, 2), At(named, 3));
    }

    private static char At(string named, int place) => named.Length > place ? named[place] : None;
}
