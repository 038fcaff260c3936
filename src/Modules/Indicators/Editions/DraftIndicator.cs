namespace Yihe.Indicators.Editions;

/// <summary>
/// An indicator is written or changed as a draft: what is divided by what is chosen from the parts there are. Figures of the life table, growth and
/// checklists are delivered and not changed here.
/// </summary>
internal static class DraftIndicator
{
    internal sealed record Input(
        [property: Display(Name = "名称"), Needed("请写名称"), AtMost(40)] string Name,
        [property: Display(Name = "类别"), Needed("请写类别，如“服务量”"), AtMost(20)] string Dimension,
        [property: Display(Name = "口径"), Needed("请写口径：什么 ÷ 什么，含不含什么"), AtMost(300)] string Definition,
        [property: Display(Name = "分子（只数个数时即所数的）"), Needed("请选择分子")] string Numerator,
        [property: Display(Name = "单位"), Needed("请写单位，如 %、人次"), AtMost(10)] string Unit,
        [property: Display(Name = "统计范围"), Needed("请至少选一种统计范围")] IReadOnlyList<PlaceGrain> Places,
        [property: Display(Name = "统计期间"), Needed("请至少选一种统计期间")] IReadOnlyList<PeriodGrain> Periods,
        [property: Display(Name = "自哪天起")] DateOnly From,
        [property: Display(Name = "依据（条款或文件）"), Needed("请写依据的条款或文件"), AtMost(60)] string Clause,
        [property: Display(Name = "依据原文"), Needed("请抄录依据的原文"), AtMost(300)] string Text,
        [property: Display(Name = "为什么要改"), Needed("请写为什么增改"), AtMost(200)] string Reason,
        [property: Display(Name = "分母")] string? Denominator = null,
        [property: Display(Name = "方向")] Direction Direction = Direction.Watch,
        [property: Display(Name = "倍数"), Between(0.000001, 1_000_000)] decimal Scale = 100,
        [property: Display(Name = "小数位"), Between(0, 6)] int Digits = 1,
        [property: Display(Name = "假定"), AtMost(200)] string? Assumed = null,
        [property: Display(Name = "要改的指标"), AtMost(60)] string? Code = null,
        Guid? Id = null,
        int? Version = null
    );

    internal sealed record Outcome(Guid Id, string Code);

    internal static readonly Change<Input, Outcome> Door = new("indicator.draft", "拟定指标口径", FigureRights.Define, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var book = await IndicatorBook.InForce(work, ct);
        var (draft, missing) = input.Id is { } id ? await work.Find<IndicatorEdition>(id, input.Version, ct) : default;
        if (missing is not null)
            return missing;
        if (draft is { State: not EditionState.Draft })
            return Refusal.Conflict("not-a-draft", "这一版已发布或已放弃，不能再改；要改请另拟一版");
        var code = draft?.Code ?? (string.IsNullOrEmpty(input.Code) ? null : input.Code);
        var before = code is null ? null : book.Find(code);
        if (draft is null && code is not null && before is null)
            return Refusal.NotFound;
        if (before?.Formula is not (null or Formula.Ratio or Formula.Value))
            return Refusal.Invalid("code", "寿命表、增长与证据清单类的指标随平台升级，不能在页面上改");
        code ??= $"own-{await Counter.Take(work, "own-indicator", 1, ct)}";
        var (content, faults) = EditionChecks.Read(work, book, code, before, input);
        if (faults is not null)
            return faults;
        if (EditionChecks.TooEarly(work, content, before) is { } early)
            return early;
        return await Keep(work, draft, content, input.Reason.Trim(), ct);
    }

    private static async Task<Result<Outcome>> Keep(
        Work work,
        IndicatorEdition? draft,
        Indicator content,
        string reason,
        CancellationToken ct
    )
    {
        if (draft is null)
        {
            draft = work.Add(
                new IndicatorEdition
                {
                    Id = work.NewId(),
                    Code = content.Code,
                    Content = content,
                    Reason = reason,
                    Institution = work.Actor.Institution,
                    By = work.Actor.Name,
                    At = work.Now,
                    Blueprint = work.Platform.Blueprints.VersionAt(work.Now),
                }
            );
            await EditionFlow.Table.Enter(work, draft, ct);
        }
        else
            (draft.Content, draft.Reason) = (content, reason);
        return await work.Commit(new Outcome(draft.Id, draft.Code), ct);
    }
}
