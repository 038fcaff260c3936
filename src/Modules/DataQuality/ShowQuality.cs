using Yihe.Accounts;

namespace Yihe.DataQuality;

/// <summary>A check as pages explain it: what it looks at, from where on it is odd, by which source.</summary>
public sealed record CheckLine(string Code, string Name, CheckKind Kind, string Todo, string Source, string? Assumed, int Least)
{
    internal static CheckLine Of(Check c) => new(c.Code, c.Name, c.Kind, c.Todo, c.Source, c.Assumed, c.Least);
}

/// <summary>A month of a trend.</summary>
public sealed record Point(string Period, MeasureState State, double? Value);

/// <summary>The data of the institutions one answers for or oversees: each check by unit, what it came to, how it changed (数据质量).</summary>
internal static class ShowQuality
{
    private const int Most = 300;
    private const int Trend = 6;

    internal sealed record Input(
        [property: Display(Name = "机构")] InstitutionId? Institution = null,
        [property: Display(Name = "结果")] MeasureState? State = null
    );

    /// <param name="Finding">the newest one asked about it, where there is one</param>
    internal sealed record Line(
        InstitutionId Institution,
        string Place,
        string Check,
        CheckKind Kind,
        string Whose,
        string Period,
        MeasureState State,
        string Words,
        IReadOnlyList<Point> Trend,
        Guid? Finding,
        string? Answer
    );

    /// <summary>An institution to choose.</summary>
    internal sealed record Place(InstitutionId Id, string Name);

    /// <param name="Day">when the data were last examined; null before the first time</param>
    internal sealed record Outcome(
        Rows<Line> Rows,
        IReadOnlyList<Place> Institutions,
        IReadOnlyList<CheckLine> Checks,
        DateOnly? Day,
        long Facts
    );

    internal static readonly Look<Input, Outcome> Door = new("quality.show", "查看数据质量", Rights.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var names = (await InstitutionDirectory.All(work, ct))
            .Where(i => i.Kind != InstitutionKind.GovernmentOffice && Answers(work.Reach, i))
            .ToDictionary(i => i.Id, i => i.ShortName);
        if (input.Institution is { } asked && !names.ContainsKey(asked))
            return Refusal.Invalid("institution", "没有这家机构，或不归您查看，请从列表中选择");
        var last = await work.Db.Set<Examination>().AsNoTracking().OrderByDescending(e => e.Day).FirstOrDefaultAsync(ct);
        var lines = await Lines(work, names, input.Institution, ct);
        var counts = lines.CountBy(l => Shape.JsonName($"{l.State}")).ToDictionary(c => c.Key, c => c.Value);
        var shown = lines.Where(l => input.State is null || l.State == input.State).ToList();
        return new Outcome(
            new Rows<Line>([.. shown.Take(Most)], null, counts)
            {
                Advice = shown.Count > Most ? $"共 {shown.Count} 条，只列出前 {Most} 条，请选一家机构看全部" : null,
            },
            [.. names.Select(n => new Place(n.Key, n.Value))],
            [.. CheckBook.Of(work.Platform).Checks.Select(CheckLine.Of)],
            last?.Day,
            last?.Facts ?? 0
        );
    }

    /// <summary>One answers for one's own, and for the village sites that belong to it.</summary>
    private static bool Answers(Reach reach, InstitutionCard at) =>
        reach.All || reach.Institutions.Contains(at.Id) || reach.Institutions.Contains(Examine.AskedOf(at));

    /// <summary>The newest month of each check and unit: what is odd first, what could not be judged last.</summary>
    private static async Task<List<Line>> Lines(
        Work work,
        Dictionary<InstitutionId, string> names,
        InstitutionId? only,
        CancellationToken ct
    )
    {
        var places = only is { } one ? [one] : names.Keys.ToList();
        var months = Enumerable.Range(0, Trend + 2).Select(back => $"{work.Today.AddMonths(-back):yyyy-MM}").ToList();
        var measures = await work
            .Db.Set<Measure>()
            .AsNoTracking()
            .Where(m => places.Contains(m.Institution) && months.Contains(m.Period))
            .ToListAsync(ct);
        var findings = await work.Db.Set<Finding>().AsNoTracking().Where(f => places.Contains(f.Institution)).ToListAsync(ct);
        var whose = await Subjects.Of(work, measures.Select(m => m.Subject), ct);
        var checks = CheckBook.Of(work.Platform).Checks.ToDictionary(c => c.Code);
        return
        [
            .. from unit in measures.Where(m => checks.ContainsKey(m.Check)).GroupBy(m => (m.Check, m.Institution, m.Subject))
            let trend = unit.OrderBy(m => m.Period, StringComparer.Ordinal).TakeLast(Trend).ToList()
            let now = trend[^1]
            let check = checks[now.Check]
            let finding = findings.Where(f => f.Whose == unit.Key).MaxBy(f => (f.State == FindingState.Open, f.Period, f.OpenedAt))
            orderby now.State == MeasureState.TooFew, now.State, names[now.Institution], check.Kind
            select new Line(
                now.Institution,
                names[now.Institution],
                check.Name,
                check.Kind,
                check.Kind == CheckKind.Outlier ? "本机构" : whose(now.Subject),
                now.Period,
                now.State,
                now.Words,
                [.. trend.Select(m => new Point(m.Period, m.State, m.Value))],
                finding?.Id,
                finding is null ? null : FindingFlow.Table[finding.State].Words
            ),
        ];
    }
}

/// <summary>What sources and doctors are called.</summary>
internal static class Subjects
{
    internal static async Task<Func<string, string>> Of(Work work, IEnumerable<string> subjects, CancellationToken ct)
    {
        var accounts = subjects.Select(Unit.AccountIn).OfType<AccountId>().Distinct().ToList();
        var names = await AccountDirectory.NamesOf(work, accounts, ct);
        return subject =>
            Unit.AccountIn(subject) is { } account ? $"医生 {names.GetValueOrDefault(account, "（账号已不在）")}"
            : Unit.DoctorIn(subject) is { } mark ? $"医生 {mark}"
            : subject.Length == 0 ? "平台业务"
            : subject;
    }
}
