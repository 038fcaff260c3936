using System.Globalization;
using System.Runtime.InteropServices;

namespace Yihe.DataQuality.Checks;

/// <summary>Whose data a check judges: an institution, and there a source or a doctor.</summary>
/// <param name="Subject">a source (empty: the work here), or a doctor as <see cref="ByDoctor"/> writes it</param>
internal readonly record struct Unit(InstitutionId Institution, string Subject)
{
    private const string Doctor = "doctor:";

    internal static string ByDoctor(string mark) => Doctor + mark;

    /// <summary>The doctor's mark in the facts; null where the subject is a source.</summary>
    internal static string? DoctorIn(string subject) =>
        subject.StartsWith(Doctor, StringComparison.Ordinal) ? subject[Doctor.Length..] : null;

    internal static AccountId? AccountIn(string subject) =>
        Guid.TryParseExact(DoctorIn(subject), "N", out var account) ? new AccountId(account) : null;
}

/// <summary>What one unit's facts of one month came to under one check.</summary>
/// <param name="fields">how many fields are counted</param>
internal sealed class Cell(int fields)
{
    internal long Count { get; set; }

    /// <summary>Of completeness: how often each field is stated; of timeliness: in the first place, how many came in time.</summary>
    internal long[] Stated { get; } = new long[fields];

    /// <summary>Of digits: field → how often its readings ended in 0 … 9.</summary>
    internal long[][] Digits { get; } = [.. Enumerable.Range(0, fields).Select(_ => new long[10])];
}

/// <summary>
/// What all checks need of the facts, by unit and month: sums over signs, so that the order in which facts came leaves nothing behind.
/// Kept in memory, made anew from the facts whenever a process starts.
/// </summary>
internal sealed class Tally
{
    private readonly ILookup<string, Check> checks;
    private readonly IReadOnlyDictionary<string, FactKind> kinds;
    private readonly Dictionary<(string Check, Unit Unit, int Month), Cell> cells = [];
    private readonly Dictionary<(string Check, Unit Unit), SortedSet<DateOnly>> arrivals = [];

    internal Tally(IEnumerable<Check> checks, IReadOnlyDictionary<string, FactKind> kinds) =>
        (this.checks, this.kinds) = (checks.Where(c => c.Fact is not null).ToLookup(c => c.Fact!), kinds);

    /// <summary>The last block whose facts are in.</summary>
    internal long Block { get; set; }
    internal long Facts { get; private set; }

    internal void Add(Fact fact)
    {
        Facts++;
        foreach (var check in checks[fact.Kind])
            if (check.Takes(fact, kinds[fact.Kind]))
                Add(check, fact);
    }

    private void Add(Check check, Fact fact)
    {
        var (kind, unit) = (kinds[fact.Kind], new Unit(fact.Institution, fact.Source));
        if (check.Kind == CheckKind.Silence && fact.Sign > 0)
            Arrive(check, unit, fact.RecordedAt.Day());
        if (check.By is { } by && fact[kind, by] is string { Length: > 0 } doctor)
            unit = unit with { Subject = Unit.ByDoctor(doctor) };
        if (check.Kind is CheckKind.Completeness or CheckKind.Digits or CheckKind.Duplicates)
            Count(check, fact, CellOf(check, unit, fact.Day));
        if (check.Kind == CheckKind.Timeliness && fact is { Sign: > 0, Revision: 1 }) // what is corrected later was told in time
        {
            var cell = CellOf(check, unit, fact.Day);
            cell.Count++;
            cell.Stated[0] += IsInTime(check, fact) ? 1 : 0;
        }
    }

    internal static bool IsInTime(Check check, Fact fact) => fact.RecordedAt.Day().DayNumber - fact.Day.DayNumber <= check.Limits.Days;

    private void Count(Check check, Fact fact, Cell cell)
    {
        cell.Count += fact.Sign;
        foreach (var (at, field) in (check.Fields ?? []).Index())
            if (fact[kinds[fact.Kind], field] is { } said)
            {
                cell.Stated[at] += fact.Sign;
                if (check.Kind == CheckKind.Digits)
                    cell.Digits[at][Convert.ToInt64(said, CultureInfo.InvariantCulture) % 10] += fact.Sign;
            }
    }

    private Cell CellOf(Check check, Unit unit, DateOnly day)
    {
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, (check.Code, unit, MonthOf(day)), out _);
        return cell ??= new Cell(Math.Max(1, check.Fields?.Count ?? 0));
    }

    private void Arrive(Check check, Unit unit, DateOnly day)
    {
        if (!arrivals.TryGetValue((check.Code, unit), out var days))
            arrivals[(check.Code, unit)] = days = [];
        days.Add(day);
    }

    /// <summary>The days on which something came from each unit, in order.</summary>
    internal IEnumerable<(Unit Unit, IReadOnlyList<DateOnly> Days)> Arrivals(Check check) =>
        arrivals.Where(a => a.Key.Check == check.Code).Select(a => (a.Key.Unit, (IReadOnlyList<DateOnly>)[.. a.Value]));

    /// <summary>What each unit's facts came to over the months of a period.</summary>
    internal IEnumerable<(Unit Unit, Cell Sum)> Over(Check check, Period month)
    {
        var months = check.MonthsOf(month).Select(m => MonthOf(m.From)).ToHashSet();
        return cells
            .Where(c => c.Key.Check == check.Code && months.Contains(c.Key.Month))
            .GroupBy(c => c.Key.Unit)
            .Select(g => (g.Key, Sum(g.Select(c => c.Value))))
            .Where(s => s.Item2.Count > 0);
    }

    internal static Cell Sum(IEnumerable<Cell> parts)
    {
        Cell? sum = null;
        foreach (var part in parts)
        {
            sum ??= new Cell(part.Stated.Length);
            sum.Count += part.Count;
            for (var field = 0; field < part.Stated.Length; field++)
            {
                sum.Stated[field] += part.Stated[field];
                for (var digit = 0; digit < 10; digit++)
                    sum.Digits[field][digit] += part.Digits[field][digit];
            }
        }
        return sum ?? new Cell(1);
    }

    private static int MonthOf(DateOnly day) => (day.Year * 12) + day.Month - 1;
}
