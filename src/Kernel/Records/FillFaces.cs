namespace Yihe.Kernel.Records;

/// <summary>Entities older than the store, or than their face, get their document and search rows (补登), some of one kind in each work.</summary>
public static class FillFaces
{
    private const int AtOnce = 200;

    /// <summary>How many were filled in; 0 when nothing is left.</summary>
    public static readonly Change<Done, int> Door = new("records.fill", "为旧记录补检索行", Permission.Platform, Run);

    private static async Task<Result<int>> Run(Work work, Done input, CancellationToken ct)
    {
        if (work.Platform.Modules.Terms is { } terms)
            foreach (var face in work.Platform.Modules.Faces.Values)
                if (await face.Fill(work, AtOnce, terms, ct) is > 0 and var filled)
                    return await work.Commit(filled, ct);
        return 0;
    }
}
