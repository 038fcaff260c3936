namespace Yihe.MasterIndex.Merging;

/// <summary>Two residents who look alike are two; they are not proposed again.</summary>
internal static class DismissLikeness
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "理由"), Needed("请写明凭什么认定不是同一人"), AtMost(200)] string Reason,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("likeness.dismiss", "认定两位居民不是同一人", Rights.Merge, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (likeness, refusal) = await work.Find<Likeness>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (await LikenessFlow.Table.Make(work, likeness, LikenessMove.Dismiss, ct) is { } illegal)
            return illegal;
        likeness.Because(input.Reason.Trim());
        work.Purpose = "index";
        return await work.Commit(Done.Yes, ct);
    }
}
