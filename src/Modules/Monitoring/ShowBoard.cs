using System.Globalization;
using Yihe.Indicators.Closing;
using Yihe.Monitoring.Risks;

namespace Yihe.Monitoring;

/// <summary>An indicator's figure as pages show it, with its target and where its facts come from.</summary>
public sealed record FigureLine(
    string Code,
    string Name,
    string Dimension,
    string Definition,
    string Unit,
    Direction Direction,
    FigureState State,
    decimal? Value,
    decimal? Numerator,
    decimal? Denominator,
    string? NumeratorWords,
    string? DenominatorWords,
    Target? Target,
    IReadOnlyList<SourceLine> Sources,
    string? Assumed,
    int Digits,
    Forecast? Forecast = null,
    RiskLine? Risk = null
)
{
    /// <summary>With what this year comes to.</summary>
    internal FigureLine Foreseen(Cube cube, Place place, DateOnly today) =>
        this with
        {
            Forecast = Foresight.Of(cube, Code, place, today, Target?.Value),
        };

    /// <summary>The year ends short of the target if it goes on as it goes.</summary>
    public bool MissesTarget => Target is not null && Forecast is not null && !Target.IsMetBy(Forecast.Value);

    /// <summary>"年底约 63.2%（61.0–65.4%），够不上目标：余下各月平均须达到 71.3%"; nothing without a forecast.</summary>
    public string ForecastWords =>
        Forecast is null ? "" : $"年底约 {With(Forecast.Value)}（{With(Forecast.Low)}–{With(Forecast.High)}）{Left}";

    /// <summary>The forecast with what it stands on, as a warning says it.</summary>
    internal string OutlookWords => $"照今年已过的 {Forecast!.Complete} 个月推算，{ForecastWords}";

    private string Left =>
        Target is null || Forecast?.Needed is not { } needed ? ""
        : !MissesTarget ? "，够得上目标"
        : Unit == "%" && needed is < 0 or > 100 ? "，目标今年已够不着"
        : $"，够不上目标：余下各月平均须{(Target.AtMost ? "不高于" : "达到")} {With(needed)}";

    private string With(decimal value) => Say(value) + (Unit == "%" ? "%" : $" {Unit}");

    /// <summary>"88.8%", "无病例", "无数据来源".</summary>
    public string Words => State == FigureState.Known ? With(Value!.Value) : StateWords;

    /// <summary>A value of this indicator with as many digits as it is told with.</summary>
    public string Say(decimal value) => value.ToString($"N{Digits}", CultureInfo.InvariantCulture);

    public string StateWords => FormContext.WordsOf(typeof(FigureState), State.ToString());

    public bool? IsMet => Target is null || Value is not { } value ? null : Target.IsMetBy(value);

    public string? Tone =>
        IsMet switch
        {
            true => "ok",
            false => "warn",
            _ => null,
        };

    /// <summary>"达标", "差 1.2", or nothing where there is no target.</summary>
    public string? TargetWords =>
        Target is null ? null
        : Value is not { } value ? "待有数据"
        : Target.IsMetBy(value) ? "达标"
        : $"差 {Target.Gap(value):0.######}";
}

/// <summary>Where the facts of a kind come from (来自…，截至…).</summary>
public sealed record SourceLine(string Kind, string Words, bool FromWork, IReadOnlyList<string> Sources, DateOnly? Until)
{
    public string Line =>
        Until is null
            ? $"{Words}：{(FromWork ? "平台业务，尚未发生" : "无数据来源，可由导入提供")}"
            : $"{Words}：来自{string.Join('、', Sources.Select(s => s.Length == 0 ? "平台业务" : s))}，截至 {Until:yyyy-MM-dd}";
}

/// <summary>The landing board (运行监测): the plan's own targets first, then every other indicator, over a place and a span.</summary>
internal static class ShowBoard
{
    private const int MostCompared = 40;

    internal sealed record Input(
        [property: Display(Name = "范围")] string? Place = null,
        [property: Display(Name = "期间")] string? Period = null,
        [property: Display(Name = "维度")] string? Dimension = null
    );

    internal sealed record Outcome(
        string Place,
        string PlaceName,
        string Period,
        string PeriodName,
        IReadOnlyList<FigureLine> Targets,
        IReadOnlyList<FigureLine> Others,
        IReadOnlyList<PlaceLine> Places,
        long Facts,
        DateTimeOffset At,
        DateTimeOffset? ClosedAt,
        Comparison Compared
    );

    internal static readonly Look<Input, Outcome> Door = new("board.show", "查看运行监测", FigureRights.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (board, refusal) = await Collect(work, input, ct);
        return refusal is not null ? refusal : await work.Look(board, ct);
    }

    /// <summary>The board's content, for the page, for paper and for a workbook.</summary>
    internal static async Task<Result<Outcome>> Collect(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        if (await Asked.Of(work, input.Place, input.Period, ct) is var asked && asked.Refusal is { } unclear)
            return unclear;
        var (place, period, places) = asked.Value;
        var section = work.Platform.Blueprints.At<MonitoringSection>(work.Now);
        var (lines, compared, facts) = await CountingHouse.Of(work.Platform).Ask(cube => Read(cube, section, asked.Value, work.Today), ct);
        var risks = await TargetRisk.Of(work, place, period, ct);
        var targets = section
            .Targets.Select(t => lines.Find(l => l.Code == t.Indicator))
            .OfType<FigureLine>()
            .Select(l => l with { Risk = risks.GetValueOrDefault(l.Code) })
            .ToList();
        var others = lines
            .Where(l => l.Target is null)
            .Where(l => input.Dimension is null or "" || l.Dimension == input.Dimension)
            .ToList();
        var closing = (await Closings.Of(work, ct)).GetValueOrDefault(period.From);
        return new Outcome(
            $"{place}",
            places.First(p => p.Id == $"{place}").Name,
            $"{period}",
            period.Words,
            targets,
            others,
            places,
            facts,
            work.Now,
            period.Grain == PeriodGrain.Month ? closing?.At : null,
            compared
        );
    }

    private static (List<FigureLine> Lines, Comparison Compared, long Facts) Read(
        Cube cube,
        MonitoringSection section,
        Asked asked,
        DateOnly today
    )
    {
        var (place, period, _) = asked;
        var lines = cube
            .Book.All.Where(i => Fits(i, place, period))
            .Select(i => Lines.Of(cube, i.Code, section, place, period))
            .Select(l => l.Target is null ? l : l.Foreseen(cube, place, today))
            .ToList();
        var first = lines.Where(l => l.Target is not null).Concat(lines.Where(l => l is { Target: null, Denominator: > 0, Unit: "%" }));
        return (lines, Comparison.Of(cube, section, asked, first, MostCompared), cube.Facts);
    }

    internal static bool Fits(Indicator indicator, Place place, Period period) =>
        indicator.Places.Contains(place.Grain) && indicator.Periods.Contains(period.Grain);
}

/// <summary>How an indicator's figure becomes a line.</summary>
internal static class Lines
{
    internal static FigureLine Of(Cube cube, string code, MonitoringSection section, Place place, Period period)
    {
        var indicator = cube.Book.At(code, period.From);
        var figure = Reckoning.Of(cube, code, place, period);
        return new(
            code,
            indicator.Name,
            indicator.Dimension,
            indicator.Definition,
            indicator.Unit,
            indicator.Direction,
            figure.State,
            figure.Value,
            figure.Numerator,
            figure.Denominator,
            WordsOf(cube, indicator, indicator.Numerator),
            WordsOf(cube, indicator, indicator.Denominator),
            section.For(code),
            [.. cube.Book.Leaves(indicator).Select(p => p.Fact!).Distinct().Select(kind => SourceOf(cube, kind))],
            indicator.Assumed,
            indicator.Digits
        );
    }

    internal static SourceLine SourceOf(Cube cube, string kind)
    {
        var (declared, trace) = (cube.Kinds[kind], cube.Traces.GetValueOrDefault(kind));
        return new(kind, declared.Words, declared.FromWork, [.. (trace?.Sources.Keys ?? Enumerable.Empty<string>()).Order()], trace?.Last);
    }

    private static string? WordsOf(Cube cube, Indicator indicator, string? part) =>
        part is null ? null
        : indicator.Formula == Formula.Growth ? cube.Book.Find(part)!.Name
        : cube.Book.Part(part).Words;
}
