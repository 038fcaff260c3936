namespace Yihe.Consents;

internal enum ConsentState
{
    Given,
    Withdrawn,
    Lapsed,
}

internal enum ConsentMove
{
    Withdraw,
    Lapse,
}

/// <summary>How a consent ends: withdrawn by the person at any time, or because what it was given to says something else now. 个人信息保护法第十四、十五条.</summary>
internal static class ConsentFlow
{
    internal static readonly Flow<Consent, ConsentState, ConsentMove> Table = new("consent", "居民的同意", ConsentState.Given)
    {
        States =
        [
            new(ConsentState.Given, "同意中", Tone.Ok),
            new(ConsentState.Withdrawn, "已撤回", Tone.Quiet),
            new(ConsentState.Lapsed, "告知内容已更新，原来的同意不再有效", Tone.Warn),
        ],
        Moves =
        [
            new(ConsentState.Given, ConsentMove.Withdraw, ConsentState.Withdrawn, "撤回", Person, Desk),
            new(ConsentState.Given, ConsentMove.Lapse, ConsentState.Lapsed, "告知内容更新"),
        ],
    };

    private static Holder Person(Consent c) => Holder.Patient(c.Subject);

    /// <summary>Any counter where the person stands: none may keep them waiting for the one that noted it.</summary>
    private static Holder Desk(Consent c) => new(default, Rights.Record);
}
