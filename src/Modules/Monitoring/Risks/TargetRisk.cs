using System.Globalization;

namespace Yihe.Monitoring.Risks;

public enum RiskState
{
    Open,
    Answered,
    Recovered,
    Expired,
}

internal enum RiskMove
{
    Answer,
    Recover,
    Recur,
    Expire,
}

/// <summary>
/// A target that the year will miss if it goes on as it goes (达标预警), and what whoever answers for it does about it.
/// There is one of an indicator, a place and a year, however often the forecast turns.
/// </summary>
[Index(nameof(Indicator), nameof(Place), nameof(Year), IsUnique = true)]
internal sealed class TargetRisk : IMatter<RiskState>
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public RiskState State { get; set; }
    public required string Indicator { get; init; }
    public required string Name { get; init; }

    /// <summary>As an address carries it.</summary>
    public required string Place { get; init; }
    public required string PlaceName { get; init; }
    public required InstitutionId Institution { get; init; }
    public required int Year { get; init; }
    public required int Blueprint { get; init; }

    /// <summary>How many months the forecast stands on, and what it says.</summary>
    public int Months { get; private set; }
    public string Said { get; private set; } = "";
    public string? Answer { get; private set; }
    public string? AnsweredBy { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Why it closed by itself.</summary>
    public string? Note { get; private set; }
    public Guid? Subject => null;
    public Guid Course => Id;
    public IEnumerable<InstitutionId> Parties => [Institution];
    public WorkItemFace Face =>
        new(
            $"{Year} 年",
            Name,
            PlaceName,
            Said,
            $"/indicators/{Indicator}?place={Uri.EscapeDataString(Place)}&period={Year.ToString(CultureInfo.InvariantCulture)}",
            Urgency.Routine
        );

    internal bool IsUnsettled => State is RiskState.Open or RiskState.Answered;

    internal void Foretell(int months, string said) => (Months, Said, Note) = (months, said, null);

    internal void Explain(Work work, string answer) => (Answer, AnsweredBy, AnsweredAt) = (answer, work.Actor.Name, work.Now);

    internal void Settle(string note) => Note = note;

    internal RiskLine LineFor(Actor actor) =>
        new(
            Id,
            Version,
            State,
            RiskFlow.Table[State].Words,
            Words.Of(RiskFlow.Table[State].Tone),
            Said,
            Answer,
            AnsweredBy,
            AnsweredAt,
            Note,
            RiskFlow.Table.Allows(this, RiskMove.Answer, actor)
        );

    /// <summary>Those of a place and a year, by indicator.</summary>
    internal static async Task<IReadOnlyDictionary<string, RiskLine>> Of(Work work, Place place, Period period, CancellationToken ct)
    {
        var (where, year) = ($"{place}", period.From.Year);
        var risks = await work.Db.Set<TargetRisk>().AsNoTracking().Where(r => r.Place == where && r.Year == year).ToListAsync(ct);
        return risks.ToDictionary(r => r.Indicator, r => r.LineFor(work.Actor));
    }
}

/// <summary>A warning as pages show it beside its figure.</summary>
/// <param name="Said">what the forecast came to</param>
/// <param name="MayAnswer">the reader is who answers for it</param>
public sealed record RiskLine(
    Guid Id,
    int Version,
    RiskState State,
    string Words,
    string? Tone,
    string Said,
    string? Answer,
    string? AnsweredBy,
    DateTimeOffset? AnsweredAt,
    string? Note,
    bool MayAnswer
)
{
    /// <summary>The warning in a line: for paper and workbooks.</summary>
    public string Line =>
        $"{Words}。{Said}"
        + (Answer is null ? "" : $"。措施（{AnsweredBy}，{AnsweredAt!.Value.Local():yyyy-MM-dd}）：{Answer}")
        + (Note is null ? "" : $"。{Note}");
}

/// <summary>How a warning moves: answered by whoever is in charge; over when the forecast recovers or the year ends.</summary>
internal static class RiskFlow
{
    internal static readonly Flow<TargetRisk, RiskState, RiskMove> Table = new("target-risk", "达标预警", RiskState.Open)
    {
        States =
        [
            new(
                RiskState.Open,
                "待说明",
                Tone.Warn,
                InCharge,
                "说明怎样赶上目标",
                (r, b) => b.Of<MonitoringSection>(r.Blueprint).Watch?.Answer
            ),
            new(RiskState.Answered, "已说明措施", Tone.Info),
            new(RiskState.Recovered, "已解除", Tone.Ok),
            new(RiskState.Expired, "已到期", Tone.Quiet),
        ],
        Moves =
        [
            new(RiskState.Open, RiskMove.Answer, RiskState.Answered, "说明措施", InCharge),
            new(RiskState.Open, RiskMove.Recover, RiskState.Recovered, "解除"),
            new(RiskState.Open, RiskMove.Expire, RiskState.Expired, "到期"),
            new(RiskState.Answered, RiskMove.Answer, RiskState.Answered, "更新措施", InCharge),
            new(RiskState.Answered, RiskMove.Recover, RiskState.Recovered, "解除"),
            new(RiskState.Answered, RiskMove.Expire, RiskState.Expired, "到期"),
            new(RiskState.Recovered, RiskMove.Recur, RiskState.Open, "再次预警"),
        ],
    };

    private static Holder InCharge(TargetRisk risk) => new(risk.Institution, FigureRights.Answer);
}
