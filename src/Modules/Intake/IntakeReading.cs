namespace Yihe.Intake;

/// <summary>A file held against the register: who would be registered, and what keeps the other rows back.</summary>
internal sealed class IntakeReading(SheetRead<IntakeLine> read, IntakeHomes homes)
{
    internal const int MostRows = 10_000;
    private const int Shown = 8;
    private readonly List<(int Row, Newcomer Is, bool IsAnother)> sound = [];
    private readonly Dictionary<int, string> becomes = [];
    private IntakeCounts counts = new(0, 0, 0, 0, 0);

    internal IntakeCounts Counts => counts;
    internal List<Newcomer> Newcomers { get; } = [];

    /// <summary>The file with its faults; null where there are none.</summary>
    internal byte[]? Returned => read.Faults > 0 ? read.Returned() : null;

    internal static async Task<IntakeReading> Of(Work work, SheetRead<IntakeLine> read, CancellationToken ct)
    {
        var reading = new IntakeReading(read, await IntakeHomes.Of(work, ct));
        reading.ReadRows();
        var known = await ResidentRegister.Known(work, reading.sound.Select(s => s.Is.Identity.Value), ct);
        var unknown = reading.sound.Where(s => !known.ContainsKey(s.Is.Identity.Value));
        reading.Judge(known, await ResidentRegister.Alike(work, unknown.Select(s => Who(s.Is)), ct));
        return reading;
    }

    internal IReadOnlyList<SampleRow> Sample =>
        [
            .. sound
                .Take(Shown)
                .Select(s => new SampleRow(
                    s.Row,
                    s.Is.Name,
                    s.Is.Identity.ToString(),
                    s.Is.Phone?.ToString(),
                    s.Is.Address,
                    homes.NameOf(s.Is.At),
                    becomes.GetValueOrDefault(s.Row, "登记")
                )),
        ];

    /// <summary>What is wrong with rows by themselves, and rows that say the same person twice.</summary>
    private void ReadRows()
    {
        var first = new Dictionary<string, int>();
        foreach (var (row, line) in read.Rows)
        {
            var (newcomer, faults) = line.Read(homes);
            foreach (var fault in faults)
                read.Fault(row, fault);
            if (newcomer is null)
                continue;
            if (first.TryAdd(newcomer.Identity.Value, row))
                sound.Add((row, newcomer, line.IsAnother));
            else
                read.Fault(row, $"与第 {first[newcomer.Identity.Value]} 行是同一个身份证号，请核对后只留一行");
        }
    }

    private void Judge(IReadOnlyDictionary<string, string> known, IReadOnlyDictionary<(string, DateOnly), int> alike)
    {
        var (same, doubtful) = (0, 0);
        var inFile = sound
            .Where(s => !known.ContainsKey(s.Is.Identity.Value))
            .GroupBy(s => Who(s.Is))
            .ToDictionary(g => g.Key, g => g.Count());
        foreach (var (row, newcomer, isAnother) in sound)
            if (known.TryGetValue(newcomer.Identity.Value, out var name) && name == newcomer.Name)
            {
                same++;
                becomes[row] = "已登记过，不改动";
            }
            else if (name is not null)
                Keep(row, "有错", "这个身份证号已登记过，姓名与登记的不同，请对照证件核对");
            else if (
                !isAnother
                && (alike.GetValueOrDefault(Who(newcomer)), inFile[Who(newcomer)] - 1) is var (there, here)
                && there + here > 0
            )
            {
                doubtful++;
                var whom =
                    (there > 0 ? $"已有 {there} 位" : "") + (there > 0 && here > 0 ? "、" : "") + (here > 0 ? $"文件里另有 {here} 行" : "");
                Keep(row, "疑似重复", $"{whom}同名同生日，请核对证件；确认不是同一人，在“已核对不是同一人”一列填“是”再传");
            }
            else
                Newcomers.Add(newcomer);
        var rows = sound.Count + read.Faults - becomes.Values.Count(b => b is "有错" or "疑似重复");
        counts = new(rows, Newcomers.Count, same, doubtful, rows - Newcomers.Count - same - doubtful);
    }

    private void Keep(int row, string what, string why)
    {
        becomes[row] = what;
        read.Fault(row, why);
    }

    private static (string, DateOnly) Who(Newcomer newcomer) => (newcomer.Name, newcomer.Identity.BirthDate);
}
