namespace Yihe.DataQuality.Checks;

/// <summary>A verdict on one unit's data of one month.</summary>
/// <param name="Period">the month as an address carries it: 2026-09</param>
internal sealed record Judged(Check Check, Unit Unit, string Period, Verdict Verdict)
{
    internal (string, InstitutionId, string, string) Key => (Check.Code, Unit.Institution, Unit.Subject, Period);
}

/// <summary>All verdicts of a month from what was counted: pure, so that the same facts always give the same.</summary>
internal static class Examiner
{
    /// <summary>What the counted facts themselves decide; figures and duplicates are read elsewhere.</summary>
    internal static IEnumerable<Judged> Of(Tally tally, Check check, FactKind? kind, (Period Month, DateOnly Today) when) =>
        check.Kind switch
        {
            CheckKind.Completeness => Each(
                tally,
                check,
                when.Month,
                cell => Judge.Completeness(check, cell.Count, Stated(check, kind!, cell))
            ),
            CheckKind.Timeliness => Each(tally, check, when.Month, cell => Judge.Timeliness(check, cell.Count, cell.Stated[0])),
            CheckKind.Digits => Digits(tally, check, kind!, when.Month),
            CheckKind.Silence => tally
                .Arrivals(check)
                .Select(a => new Judged(check, a.Unit, $"{when.Month}", Judge.Silence(check, a.Days, when.Today))),
            _ => [],
        };

    private static IEnumerable<Judged> Each(Tally tally, Check check, Period month, Func<Cell, Verdict> judge) =>
        tally.Over(check, month).Select(u => new Judged(check, u.Unit, $"{month}", judge(u.Sum)));

    private static IReadOnlyList<(string, long)> Stated(Check check, FactKind kind, Cell cell) =>
        [.. check.Fields!.Select((f, i) => (kind.Find(f)!.Value.Field.Words, cell.Stated[i]))];

    /// <summary>Each doctor with enough readings alone; those of the others, and of nobody known, together.</summary>
    private static IEnumerable<Judged> Digits(Tally tally, Check check, FactKind kind, Period month) =>
        tally
            .Over(check, month)
            .Where(u => u.Sum.Stated.Max() > 0)
            .GroupBy(u =>
                Unit.DoctorIn(u.Unit.Subject) is null || u.Sum.Stated.Max() >= check.Least ? u.Unit : u.Unit with { Subject = "" }
            )
            .Select(g => new Judged(check, g.Key, $"{month}", Judge.Digits(check, Read(check, kind, Tally.Sum(g.Select(u => u.Sum))))));

    private static IReadOnlyList<(string, long[])> Read(Check check, FactKind kind, Cell cell) =>
        [.. check.Fields!.Select((f, i) => (kind.Find(f)!.Value.Field.Words, cell.Digits[i]))];
}
