namespace Yihe.Matching;

/// <summary>How far two values of one field agree, best first; which of them a kind of field knows stands in <c>knowledge/matching.json</c>.</summary>
internal enum Level : byte
{
    /// <summary>One of the two says nothing: no evidence either way.</summary>
    Missing,
    Equal,

    /// <summary>In the other's place: given and family name, day and month, two address lines.</summary>
    Swapped,
    SameSound,
    LookAlike,

    /// <summary>One character typed wrong, left out, added, or two neighbours exchanged.</summary>
    OneOff,
    Near,
    Partly,
    Different,
}

/// <summary>What is concluded about two records.</summary>
public enum Verdict
{
    Different,
    PersonDecides,
    Same,
}
