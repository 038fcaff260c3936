namespace Yihe.Indicators.Editions;

/// <summary>What must hold of a version written here, beyond what holds of every indicator: told at the field concerned.</summary>
internal static class EditionChecks
{
    /// <summary>The indicator a form describes, or all that is wrong with it.</summary>
    internal static (Indicator Content, Refusal? Faults) Read(
        Work work,
        IndicatorBook book,
        string code,
        Indicator? before,
        DraftIndicator.Input input
    )
    {
        var denominator = string.IsNullOrEmpty(input.Denominator) ? null : input.Denominator;
        var content = new Indicator(
            code,
            input.Name.Trim(),
            input.Dimension.Trim(),
            input.Definition.Trim(),
            denominator is null ? Formula.Value : Formula.Ratio,
            input.Unit.Trim(),
            input.Direction,
            [.. input.Places.Distinct().Order()],
            [.. input.Periods.Distinct().Order()],
            [new(input.Clause.Trim(), input.Text.Trim())],
            input.From,
            input.Numerator,
            denominator,
            input.Scale,
            input.Digits,
            (before?.Version ?? 0) + 1,
            Assumed: string.IsNullOrWhiteSpace(input.Assumed) ? null : input.Assumed.Trim(),
            Health: before?.Health ?? false
        );
        var faults = Faults(book, input, denominator).ToList();
        if (faults.Count == 0)
            faults.AddRange(
                IndicatorFaults.Of(book.Parts, [content], work.Platform.Modules.Facts).Select(told => new FieldFault("periods", told))
            );
        return (
            content,
            faults.Count > 0 ? new(RefusalKind.Invalid, "indicator", "口径还有不合适的地方，请改正后再存", [.. faults]) : null
        );
    }

    private static IEnumerable<FieldFault> Faults(IndicatorBook book, DraftIndicator.Input input, string? denominator)
    {
        var known = book.Parts.Select(p => p.Code).ToHashSet();
        if (!known.Contains(input.Numerator))
            yield return new("numerator", "没有这个分项，请从列表中选择");
        if (denominator is not null && !known.Contains(denominator))
            yield return new("denominator", "没有这个分项，请从列表中选择");
        if (input.Places.Count == 0)
            yield return new("places", "请至少选一种统计范围");
        if (input.Periods.Count == 0)
            yield return new("periods", "请至少选一种统计期间");
        if (input.From.Day != 1)
            yield return new("from", "口径从某月 1 日起用，请填月初的日期");
    }

    /// <summary>Not for a month that is over, and so may be closed, and not before the version it follows: what was told stays as it was told.</summary>
    internal static Refusal? TooEarly(Work work, Indicator content, Indicator? before)
    {
        var month = Period.Of(PeriodGrain.Month, work.Today).From;
        return content.From < month ? Refusal.Invalid("from", $"已过的月份用原来的口径，最早从本月（{month:yyyy-MM-dd}）起")
            : content.From <= before?.From
                ? Refusal.Invalid("from", $"现行的第 {before.Version} 版自 {before.From:yyyy-MM-dd} 起，新版要晚于它")
            : null;
    }
}
