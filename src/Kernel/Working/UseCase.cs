namespace Yihe.Kernel.Working;

/// <summary>
/// A use case as the doors see it: its name, its words in a timeline, the permission it asks for, whether it changes anything, and the function.
/// Pages, REST, imports and jobs all go through one <see cref="Gate"/> with one of these; it cannot be made without a permission.
/// </summary>
/// <param name="Secret">the outcome carries a secret (a session), so it is never kept for replay</param>
public abstract record UseCase(string Name, string Words, Permission Permission, bool Changes, bool Secret = false)
{
    public abstract Type Input { get; }

    public abstract Type Outcome { get; }

    internal abstract Task<Result<object>> RunUntyped(Gate gate, Actor actor, object input, Call call, CancellationToken ct);
}

/// <inheritdoc cref="UseCase"/>
/// <param name="Ahead">reckons what takes long and needs no transaction before it begins; the answer is <see cref="Work.Ahead"/></param>
public abstract record UseCase<TIn, TOut>(
    string Name,
    string Words,
    Permission Permission,
    bool Changes,
    Func<Work, TIn, CancellationToken, Task<Result<TOut>>> Run,
    bool Secret,
    Func<Platform, Actor, TIn, CancellationToken, Task<object?>>? Ahead = null
) : UseCase(Name, Words, Permission, Changes, Secret)
    where TIn : notnull
{
    public override Type Input => typeof(TIn);

    public override Type Outcome => typeof(TOut);

    internal override async Task<Result<object>> RunUntyped(Gate gate, Actor actor, object input, Call call, CancellationToken ct) =>
        (await gate.Run(this, actor, (TIn)input, call, ct)).To(outcome => (object)outcome!);
}

/// <summary>A use case that changes state.</summary>
public record Change<TIn, TOut>(
    string Name,
    string Words,
    Permission Permission,
    Func<Work, TIn, CancellationToken, Task<Result<TOut>>> Run,
    bool Secret = false,
    Func<Platform, Actor, TIn, CancellationToken, Task<object?>>? Ahead = null
) : UseCase<TIn, TOut>(Name, Words, Permission, true, Run, Secret, Ahead)
    where TIn : notnull;

/// <summary>A use case that only looks; where it shows personal data it ends in <see cref="Work.Look{T}"/>.</summary>
public sealed record Look<TIn, TOut>(
    string Name,
    string Words,
    Permission Permission,
    Func<Work, TIn, CancellationToken, Task<Result<TOut>>> Run
) : UseCase<TIn, TOut>(Name, Words, Permission, false, Run, false)
    where TIn : notnull;

/// <summary>What comes with a call besides its input: the idempotency key (幂等键) and the trace id of the request.</summary>
/// <param name="Origin">the address the caller's browser knows us by, such as <c>https://host</c>; passkeys are bound to it</param>
public sealed record Call(string? Key = null, string? TraceId = null, string? Origin = null)
{
    internal object? Ahead { get; init; }
}
