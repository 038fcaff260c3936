namespace Yihe.Basis;

public enum RefusalKind
{
    Invalid,
    Denied,
    NotFound,
    Conflict,
    TooMany,
    SignedOut,
}

/// <summary>One field that is wrong: its path in the input, and what to do about it in Chinese.</summary>
public sealed record FieldFault(string Field, string Message);

/// <summary>What may be had instead of what was refused.</summary>
/// <param name="Href">the page that takes it up; null where it is chosen on the page one is on</param>
public sealed record Alternative(Guid Id, DateTimeOffset At, string Words, string? Href = null);

/// <summary>
/// An expected no (不予办理): a stable code for machines, a Chinese sentence for people that names the way out,
/// and the fields at fault where there are any. It is a value, never thrown.
/// </summary>
public sealed record Refusal(RefusalKind Kind, string Code, string Message, params FieldFault[] Faults)
{
    public static readonly Refusal NotFound = new(RefusalKind.NotFound, "not-found", "没有找到，或您无权查看。请核对后从列表重新打开");
    public static readonly Refusal Changed = new(
        RefusalKind.Conflict,
        "changed",
        "别人刚刚改过这条记录，您看到的已不是最新。请刷新后再办理"
    );

    /// <summary>Nearest first.</summary>
    public IReadOnlyList<Alternative> Alternatives { get; init; } = [];

    public static Refusal Invalid(string field, string message) =>
        new(RefusalKind.Invalid, "invalid", message, new FieldFault(field, message));

    public static Refusal Invalid(IReadOnlyList<FieldFault> faults) =>
        new(RefusalKind.Invalid, "invalid", faults.Count == 1 ? faults[0].Message : $"有 {faults.Count} 处需要改正", [.. faults]);

    public static Refusal Denied(string message) => new(RefusalKind.Denied, "denied", message);

    public static Refusal Conflict(string code, string message) => new(RefusalKind.Conflict, code, message);
}

/// <summary>What a use case answers: an outcome, or a refusal.</summary>
public readonly record struct Result<T>
{
    private Result(T? value, Refusal? refusal)
    {
        Value = value!;
        Refusal = refusal;
    }

    public T Value { get; }

    public Refusal? Refusal { get; }

    public void Deconstruct(out T value, out Refusal? refusal) => (value, refusal) = (Value, Refusal);

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);

    public Result<TOut> To<TOut>(Func<T, TOut> map) => Refusal is { } no ? no : map(Value);
}

/// <summary>The outcome of a use case that has nothing to say but that it was done.</summary>
public sealed record Done
{
    public static readonly Done Yes = new();
}
