using Yihe.Kernel.Data;

namespace Yihe.Kernel.Working;

/// <summary>Which row, and the version of it that the page showed.</summary>
public sealed record ById<TId>(TId Id, int? Version = null);

/// <summary>A use case that does one thing to one row and says no more than that it is done.</summary>
/// <param name="Act">does it, or answers why it cannot be</param>
public sealed record Deed<T, TId>(string Name, string Words, Permission Permission, Func<Work, T, CancellationToken, Task<Refusal?>> Act)
    : Change<ById<TId>, Done>(
        Name,
        Words,
        Permission,
        async (work, input, ct) =>
        {
            var (row, refusal) = await work.Find<T>(input.Id!, input.Version, ct);
            return (refusal ?? await Act(work, row, ct)) is { } no ? no : await work.Commit(Done.Yes, ct);
        }
    )
    where T : class, IEntity, IScoped
{
    public Deed(string name, string words, Permission permission, Func<Work, T, Refusal?> act)
        : this(name, words, permission, (work, row, _) => Task.FromResult(act(work, row))) { }
}
