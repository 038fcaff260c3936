namespace Yihe.Hl7.Text;

/// <summary>One line of a message (段): its name and its fields, as they came.</summary>
/// <param name="End">the characters that ended it</param>
internal sealed record Segment(string Name, IReadOnlyList<string> Parts, string End)
{
    /// <summary>What a sender writes to say that something is to be emptied; absence says nothing.</summary>
    internal const string Empty = "\"\"";

    /// <summary>In the segments that name the marks, the first mark is itself field 1.</summary>
    private bool NamesMarks => Name is "MSH" or "FHS" or "BHS";

    /// <summary>A field as it stands, with all repetitions; nothing where there is none.</summary>
    internal string Field(int number, Marks marks) =>
        NamesMarks && number == 1 ? $"{marks.Field}" : Parts.ElementAtOrDefault(NamesMarks ? number - 1 : number) ?? "";

    internal IReadOnlyList<string> Repetitions(int field, Marks marks)
    {
        var whole = Field(field, marks);
        return whole.Length == 0 ? []
            : (NamesMarks && field == 2) || marks.Repetition == Marks.None ? [whole]
            : whole.Split(marks.Repetition);
    }

    /// <summary>What stands at a place, still escaped; nothing where there is nothing.</summary>
    internal string Raw(Spot place, Marks marks) =>
        Part(Repetitions(place.Field, marks).ElementAtOrDefault(place.Repetition) ?? "", place, marks);

    /// <summary>A component of a repetition, or a part of one.</summary>
    internal static string Part(string repetition, Spot place, Marks marks)
    {
        var component = place.Component == 0 ? repetition : Nth(repetition, marks.Component, place.Component);
        return place.Sub == 0 ? component : Nth(component, marks.Sub, place.Sub);
    }

    internal static string Nth(string text, char mark, int number)
    {
        if (mark == Marks.None)
            return number == 1 ? text : "";
        var rest = text.AsSpan();
        for (; number > 1; number--)
        {
            var next = rest.IndexOf(mark);
            if (next < 0)
                return "";
            rest = rest[(next + 1)..];
        }
        var end = rest.IndexOf(mark);
        return (end < 0 ? rest : rest[..end]).ToString();
    }
}
