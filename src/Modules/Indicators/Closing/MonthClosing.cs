using System.Security.Cryptography;
using System.Text;

namespace Yihe.Indicators.Closing;

/// <summary>A month closed (关账): its figures as they were, who said so and when; what comes later shows as a restatement beside them.</summary>
[Index(nameof(Month), IsUnique = true)]
public sealed class MonthClosing : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;

    /// <summary>Its first day.</summary>
    public required DateOnly Month { get; init; }
    public required DateTimeOffset At { get; init; }
    public required AccountId? By { get; init; }
    public required string Person { get; init; }

    /// <summary><c>code|place</c> → the figure, in order.</summary>
    [AsJson]
    public required SortedDictionary<string, Frozen> Figures { get; init; }

    /// <summary>SHA-256 of the figures as text.</summary>
    public required string Hash { get; init; }

    /// <summary>The last block whose facts were counted.</summary>
    public required long Block { get; init; }

    /// <summary>SHA-256 of what they were counted by (<see cref="Recount.BasisOf"/>); null in one that was closed before this was kept.</summary>
    public required string? Basis { get; init; }

    internal static string HashOf(object content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonText.Write(content))));
}

/// <summary>A figure as it stood when its month was closed.</summary>
public sealed record Frozen(FigureState State, decimal? Value, decimal? Numerator, decimal? Denominator)
{
    internal static string KeyOf(string indicator, Place place) => $"{indicator}|{place}";

    internal static Frozen Of(Figure figure) => new(figure.State, figure.Value, figure.Numerator, figure.Denominator);
}

/// <summary>A month was closed; told to whoever stands above.</summary>
/// <param name="Month">as an address carries it: 2026-09</param>
public sealed record MonthClosed(string Month);

/// <summary>Closes a month that is over: every figure told by the month, at every place, frozen with its hash.</summary>
internal static class CloseMonth
{
    internal sealed record Input([property: Display(Name = "月份"), Needed("请写明月份，如 2026-09")] string Month);

    internal sealed record Outcome(string Month, int Figures, string Hash);

    private sealed record Reckoned(SortedDictionary<string, Frozen> Figures, long Block, string Basis);

    internal static readonly Change<Input, Outcome> Door = new("month.close", "月度关账", FigureRights.Close, Run, Ahead: Reckon);

    /// <summary>Every figure of the month; none where it is no month.</summary>
    private static async Task<object?> Reckon(Platform platform, Actor actor, Input input, CancellationToken ct)
    {
        if (Period.Parse(input.Month) is not { Grain: PeriodGrain.Month } month)
            return null;
        return await CountingHouse
            .Of(platform)
            .Ask(cube => new Reckoned(FiguresOf(cube, month), cube.Block, Recount.BasisOf(cube, month)), ct);
    }

    internal static SortedDictionary<string, Frozen> FiguresOf(Cube cube, Period month)
    {
        var figures = new SortedDictionary<string, Frozen>(StringComparer.Ordinal);
        foreach (var indicator in cube.Book.All.Where(i => i.Periods.Contains(PeriodGrain.Month)))
        foreach (var place in PlacesOf(cube).Where(p => indicator.Places.Contains(p.Grain)))
            if (Reckoning.Of(cube, indicator.Code, place, month) is { State: not FigureState.NoSource } figure)
                figures[Frozen.KeyOf(indicator.Code, place)] = Frozen.Of(figure);
        return figures;
    }

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution()) is { } refusal)
            return refusal;
        if (
            Period.Parse(input.Month) is not { Grain: PeriodGrain.Month } month
            || work.Ahead is not Reckoned(var figures, var block, var basis)
        )
            return Refusal.Invalid("month", "月份写作 2026-09");
        if (month.Until > work.Today)
            return Refusal.Conflict("not-over", $"{month.Words}还没有结束，{month.Until:M 月 d 日}起可以关账");
        if (await work.Db.Set<MonthClosing>().AnyAsync(c => c.Month == month.From, ct))
            return Refusal.Conflict("closed", $"{month.Words}已经关账；之后补录的数据会作为重述显示");
        var closing = work.Add(
            new MonthClosing
            {
                Id = work.NewId(),
                Month = month.From,
                At = work.Now,
                By = work.Actor.Account,
                Person = work.Actor.Name,
                Figures = figures,
                Hash = MonthClosing.HashOf(figures),
                Block = block,
                Basis = basis,
            }
        );
        work.Publish(new MonthClosed($"{month}"));
        return await work.Commit(new Outcome($"{month}", figures.Count, closing.Hash), ct);
    }

    private static IEnumerable<Place> PlacesOf(Cube cube) =>
        cube
            .Seats.All.SelectMany(s =>
                new[]
                {
                    Place.Region,
                    s.Consortium is null ? null : new Place(PlaceGrain.Consortium, Consortium: s.Consortium),
                    s.Zone is null ? null : new Place(PlaceGrain.Zone, Consortium: s.Consortium, Zone: s.Zone),
                    s.Institution == default ? null : Place.Of(s.Institution),
                }
            )
            .OfType<Place>()
            .Distinct();
}
