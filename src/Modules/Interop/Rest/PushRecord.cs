using Yihe.Interop.Definitions;

namespace Yihe.Interop.Rest;

/// <summary>One thing to be written: a create, update or delete, alone or as an entry of a transaction.</summary>
/// <param name="Condition">the search that says which one, where no id does</param>
/// <param name="FullUrl">how other entries of the same transaction refer to it</param>
/// <param name="At">its place in the bundle, for messages</param>
internal sealed record Entry(string Method, string Type, string? Name, byte[]? Body)
{
    internal string? Condition { get; init; }
    internal string? IfNoneExist { get; init; }
    internal int? IfMatch { get; init; }
    internal string? FullUrl { get; init; }
    internal string At { get; init; } = "";

    /// <summary>Of a patient: which of the institution's systems calls it what, where the name of the document does not say.</summary>
    internal (string System, string Number, string? Mother)? Called { get; init; }
}

/// <summary>What became of an entry.</summary>
internal sealed record Written(int Status, string Type, string Name, int Version, DateTimeOffset At, byte[] Body)
{
    internal string Path => $"{Type}/{Name}";
}

/// <summary>Documents are written, all of them or none (上传档案): one entry, or a transaction with its references resolved.</summary>
internal static class PushRecord
{
    internal sealed record Input(IReadOnlyList<Entry> Entries, string Base);

    internal static readonly Change<Input, IReadOnlyList<Written>> Door = new("record.push", "上传档案", Rights.Push, Run);

    private static async Task<Result<IReadOnlyList<Written>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } denied)
            return denied;
        var transaction = new Transaction(work, input.Base);
        if (await transaction.Prepare(input.Entries, ct) is { } refusal)
            return refusal;
        var (written, failed) = await transaction.Write(ct);
        if (failed is not null)
            return failed;
        (work.Purpose, work.Subject) = ("push", transaction.Only);
        (work.Move, work.Matter) = (null, null); // those of the index have acts of their own
        work.About(transaction.Written.FirstOrDefault());
        // a version is counted when it is committed
        return await work.Commit(written, ct);
    }
}
