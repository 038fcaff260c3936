namespace Yihe.Evaluation;

/// <summary>Who is evaluated, and who answers for it.</summary>
/// <param name="Place">as an address of Monitoring carries it</param>
internal sealed record Evaluated(string Place, string Name, InstitutionId Institution);

/// <summary>
/// The office computes an evaluation over a span that is past: the figures of Monitoring become points, frozen with the versions of their
/// definitions. Nothing is typed.
/// </summary>
internal static class ComputeRound
{
    internal sealed record Input(
        [property: Display(Name = "评价方案"), Needed("请选择评价方案")] string Scheme,
        [property: Display(Name = "期间"), Needed("请写明期间，如 2026 或 2026-Q3")] string Period
    );

    internal sealed record Outcome(Guid Id, int Sheets);

    internal static readonly Change<Input, Outcome> Door = new("evaluation.compute", "计算绩效评价", Rights.Run, Run, Ahead: Reckon);

    private sealed record Reckoned(
        string Zone,
        IReadOnlyList<Evaluated> Evaluated,
        IReadOnlyDictionary<string, IndicatorCard> Cards,
        ILookup<string, ToldFigure> Figures
    );

    /// <summary>The figures of everyone evaluated; none where the scheme, the span or the office does not fit.</summary>
    private static async Task<object?> Reckon(Platform platform, Actor actor, Input input, CancellationToken ct)
    {
        var scheme = platform.Blueprints.At<EvaluationSection>(platform.Time.Instant()).Find(input.Scheme);
        if (scheme is null || Period.Parse(input.Period) is not { } period || period.Grain != scheme.Every)
            return null;
        await using var db = platform.Database.Open();
        var day = period.Until.AddDays(-1);
        var spans = (await MemberSpan.All(db, ct))
            .Where(s => s.Consortium is not null && s.From <= day && (s.Until is null || day < s.Until))
            .ToList();
        var own = spans.Find(s => s.Institution == actor.Institution);
        var zone = scheme.ByZone ? own?.Zone ?? "" : "";
        var names = await InstitutionDirectory.Of(platform).On(db, platform.Time.Instant().Day(), ct);
        var evaluated = WhoIn(
            scheme,
            spans,
            (zone, actor.Institution),
            names,
            platform.Blueprints.At<OrganizationSection>(platform.Time.Instant())
        );
        var codes = scheme.Items.Select(i => i.Indicator).OfType<string>().Distinct().ToList();
        var (cards, figures) = await Figures.Of(platform, codes, [.. evaluated.Select(e => e.Place)], period, ct);
        return new Reckoned(zone, evaluated, cards.ToDictionary(c => c.Code), figures.ToLookup(f => f.Place));
    }

    /// <summary>Those of the scheme's kind who were members on the last day of the span, each with whoever answers for it.</summary>
    private static List<Evaluated> WhoIn(
        Scheme scheme,
        List<MemberSpan> members,
        (string Zone, InstitutionId Office) by,
        IReadOnlyList<InstitutionCard> names,
        OrganizationSection plan
    )
    {
        string NameOf(InstitutionId id) => names.First(i => i.Id == id).ShortName;
        InstitutionId LeadOf(IEnumerable<MemberSpan> of) => of.OrderBy(m => m.Role).First().Institution;
        var (zone, office) = by;
        var inZone = members.Where(m => zone.Length == 0 || m.Zone == zone).ToList();
        return scheme.Evaluates switch
        {
            PlaceGrain.Consortium =>
            [
                .. members.GroupBy(m => m.Consortium!).Select(c => new Evaluated($"c:{c.Key}", plan.NameOf(c.Key), LeadOf(c))),
            ],
            PlaceGrain.Zone =>
            [
                .. inZone
                    .Where(m => m.Zone is not null)
                    .GroupBy(m => (m.Consortium, m.Zone))
                    .Select(z => new Evaluated($"z:{z.Key.Consortium}/{z.Key.Zone}", z.Key.Zone!, LeadOf(z))),
            ],
            _ =>
            [
                .. inZone
                    .Where(m => scheme.Kinds.Contains(m.Kind) && m.Institution != office)
                    .Select(m => new Evaluated($"{m.Institution}", NameOf(m.Institution), m.Institution)),
            ],
        };
    }

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var (scheme, unfit) = await Fitting(work, input, ct);
        if (unfit is not null)
            return unfit;
        if (work.Ahead is not Reckoned { Evaluated.Count: > 0 } reckoned)
            return Refusal.Conflict("nobody", "这个期间没有这份方案要评价的单位，请核对方案的评价对象与成员归属");
        var period = Period.Parse(input.Period)!;
        await Counter.Next(work, "evaluation", ct); // two at once wait here for each other, or both would find none
        if (
            await work
                .Db.Set<Round>()
                .AnyAsync(
                    r => r.Scheme == scheme.Code && r.Period == input.Period && r.Zone == reckoned.Zone && r.State != RoundState.Discarded,
                    ct
                )
        )
            return Refusal.Conflict("computed", $"{period.Words}的这项评价已经计算过；需要重算的，请先打开它作废");
        var round = RoundOf(work, scheme, period, reckoned, await Figures.ClosedMonths(work, period, ct));
        foreach (var (one, lines) in LinesOf(scheme, reckoned))
            await SheetFlow.Table.Enter(work, work.Add(SheetOf(work, round, one, lines)), ct);
        await RoundFlow.Table.Enter(work, work.Add(round), ct);
        return await work.Commit(new Outcome(round.Id, reckoned.Evaluated.Count), ct);
    }

    /// <summary>The scheme asked for, or why this office cannot compute it over this span.</summary>
    private static async Task<Result<Scheme>> Fitting(Work work, Input input, CancellationToken ct)
    {
        var section = work.Platform.Blueprints.At<EvaluationSection>(work.Now);
        if (section.Find(input.Scheme) is not { } scheme)
            return Refusal.Invalid("scheme", "没有这份评价方案，请从列表中选择");
        if (Period.Parse(input.Period) is not { } period || period.Grain != scheme.Every)
            return Refusal.Invalid(
                "period",
                scheme.Every == PeriodGrain.Year ? "这份方案按年评价，期间写作 2026" : "这份方案按季评价，期间写作 2026-Q3"
            );
        if (period.Until > work.Today)
            return Refusal.Conflict("not-over", $"{period.Words}还没有结束，{period.Until:yyyy 年 M 月 d 日}起可以评价");
        var own = await InstitutionDirectory.Find(work, work.Actor.Institution, ct);
        return scheme.IsRunBy(own) ? scheme : Refusal.Denied("这项评价由方案指定的单位组织，您所在单位不能办，请联系它");
    }

    private static Round RoundOf(Work work, Scheme scheme, Period period, Reckoned reckoned, int closed) =>
        new()
        {
            Id = work.NewId(),
            Scheme = scheme.Code,
            Name = scheme.Name,
            Period = $"{period}",
            Zone = reckoned.Zone,
            Office = work.Actor.Institution,
            Involved = [.. reckoned.Evaluated.Select(e => e.Institution).Append(work.Actor.Institution).Distinct()],
            Blueprint = work.Platform.Blueprints.VersionAt(work.Now),
            ComputedAt = work.Now,
            ComputedBy = work.Actor.Name,
            ClosedMonths = closed,
        };

    private static Scoresheet SheetOf(Work work, Round round, Evaluated one, IReadOnlyList<Line> lines) =>
        new()
        {
            Id = work.NewId(),
            Round = round.Id,
            Scheme = round.Scheme,
            SchemeName = round.Name,
            Period = round.Period,
            Place = one.Place,
            Name = one.Name,
            Institution = one.Institution,
            Office = round.Office,
            Blueprint = round.Blueprint,
            Lines = lines,
        };

    private static IEnumerable<(Evaluated, IReadOnlyList<Line>)> LinesOf(Scheme scheme, Reckoned reckoned) =>
        reckoned.Evaluated.Select(one =>
            (
                one,
                (IReadOnlyList<Line>)
                    [
                        .. from content in scheme.Contents
                        from item in content.Items
                        select item.Indicator is null ? Unproven(content, item) : Counted(scheme, content, item, reckoned, one.Place),
                    ]
            )
        );

    private static Line Unproven(Content content, Item item)
    {
        var mark = Scoring.OfEvidence(item, 0);
        return new(content.Code, item.Code, item.Name!, item.Weight, item.Source, mark.Points, mark.Reason, Evidence: item.Evidence);
    }

    private static Line Counted(Scheme scheme, Content content, Item item, Reckoned reckoned, string place)
    {
        var card = reckoned.Cards[item.Indicator!];
        ToldFigure At(string where) => reckoned.Figures[where].First(f => f.Indicator == item.Indicator);
        var (own, all) = (At(place), reckoned.Evaluated.Select(e => ReadingOf(At(e.Place))).ToList());
        var mark = Scoring.Of(item, scheme.Missing, card.Unit, ReadingOf(own), all);
        return new(content.Code, item.Code, card.Name, item.Weight, item.Source, mark.Points, mark.Reason)
        {
            Indicator = card.Code,
            IndicatorVersion = card.Version,
            Unit = card.Unit,
            State = own.State,
            Value = own.Value,
            Numerator = own.Numerator,
            Denominator = own.Denominator,
            Before = own.Before,
        };
    }

    private static Reading ReadingOf(ToldFigure figure) => new(figure.State, figure.Value, figure.Before);
}
