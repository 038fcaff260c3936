namespace Yihe.Host.Operations;

/// <summary>How a check came out; what could not be looked at is said too.</summary>
internal enum CheckState
{
    Good,
    Risky,
    Wrong,
    Unseen,
}

/// <summary>One line of the doctor's report (体检项): what was looked at, what was found, what is wanted and how to mend it.</summary>
/// <param name="Name">a stable name for programs and for the table of clauses</param>
internal sealed record Check(string Name, string What, CheckState State, string Found, string Wanted, string Mend)
{
    /// <summary>Its words name places and parts of the machine: they are said on the machine alone, not at a page.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool OfMachine { get; init; }

    internal static Check Of(
        string name,
        string what,
        bool good,
        (string Found, string Wanted, string Mend) words,
        CheckState otherwise = CheckState.Wrong
    ) => new(name, what, good ? CheckState.Good : otherwise, words.Found, words.Wanted, good ? "" : words.Mend);

    public override string ToString() =>
        State == CheckState.Good
            ? $"  {Words}　　{What}：{Found}"
            : $"  {Words.PadRight(3, '　')}　{What}：现为 {Found}；应为 {Wanted}。{Mend}";

    internal string Words =>
        State switch
        {
            CheckState.Good => "正常",
            CheckState.Risky => "有风险",
            CheckState.Wrong => "不对",
            CheckState.Unseen => "没有看",
        };
}
