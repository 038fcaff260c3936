namespace Yihe.Diagnoses;

/// <summary>A diagnosis: its ICD-10 code and Chinese name.</summary>
public sealed record Diagnosis(string Code, string Name, string Group, string Initials)
{
    public override string ToString() => $"{Name} {Code}";
}

/// <summary>The table of diagnoses people choose from: <c>knowledge/diagnoses.tsv</c>, or the fuller one a region loaded (<see cref="LoadDiagnoses"/>).</summary>
public sealed class DiagnosisTable
{
    private readonly List<Diagnosis> all;
    private readonly Dictionary<string, Diagnosis> byKey = [];

    private DiagnosisTable(IEnumerable<string> lines, Pinyin pinyin)
    {
        all =
        [
            .. from line in lines
            where line.Length > 0 && line[0] != '#'
            let cells = line.Split('\t')
            where cells.Length >= 2
            select Read(cells, pinyin),
        ];
        foreach (var diagnosis in all)
        foreach (var key in new[] { diagnosis.Code, diagnosis.Name, diagnosis.ToString(), $"{diagnosis.Code} {diagnosis.Name}" })
            byKey.TryAdd(key, diagnosis);
    }

    public static DiagnosisTable Of(Platform platform) =>
        platform.Shared(() =>
            new DiagnosisTable(Loaded(platform) ?? File.ReadLines(Path.Combine(platform.Knowledge, "diagnoses.tsv")), platform.Pinyin)
        );

    private static string[]? Loaded(Platform platform)
    {
        using var db = platform.Database.Open();
        return db.Set<Setting>().Where(s => s.Name == LoadDiagnoses.SettingName).Select(s => s.Value).FirstOrDefault()?.Split('\n');
    }

    /// <summary>By code, by name, or by both as the lists show them.</summary>
    public Diagnosis? Find(string text) => byKey.GetValueOrDefault(text.Trim());

    /// <summary>What someone chose on a form, or a refusal that names what comes near.</summary>
    public static Result<Diagnosis> Choose(Platform platform, string? text)
    {
        var table = Of(platform);
        if (table.Find(text ?? "") is { } diagnosis)
            return diagnosis;
        var near = string.Join('、', table.Search(text ?? "", 4).Select(d => d.Name));
        return Refusal.Invalid(
            "diagnosis",
            string.IsNullOrWhiteSpace(text) || near.Length == 0
                ? $"诊断表中没有“{text}”，请输入几个字后从列表中选"
                : $"诊断表中没有“{text}”，接近的有：{near}"
        );
    }

    /// <summary>By the beginning of the code, or any part of the name or its initials; what begins or ends so comes first, then what is more general.</summary>
    public IReadOnlyList<Diagnosis> Search(string text, int most)
    {
        var wanted = text.Trim();
        var initials = wanted.ToLowerInvariant();
        return
        [
            .. all.Select(d => (Found: d, Rank: Rank(d, wanted, initials)))
                .Where(r => r.Rank < 3)
                .OrderBy(r => r.Rank)
                .ThenBy(r => r.Found.Code.Length)
                .Take(most)
                .Select(r => r.Found),
        ];
    }

    private static int Rank(Diagnosis d, string name, string initials) =>
        d.Name == name || d.Initials == initials || d.Code.Equals(name, StringComparison.OrdinalIgnoreCase) ? 0
        : d.Code.StartsWith(name, StringComparison.OrdinalIgnoreCase) || IsEdge(d.Name, name) || IsEdge(d.Initials, initials) ? 1
        : d.Name.Contains(name, StringComparison.Ordinal) || d.Initials.Contains(initials, StringComparison.Ordinal) ? 2
        : 3;

    private static bool IsEdge(string whole, string part) =>
        whole.StartsWith(part, StringComparison.Ordinal) || whole.EndsWith(part, StringComparison.Ordinal);

    private static Diagnosis Read(string[] cells, Pinyin pinyin) =>
        new(cells[0], cells[1], cells.Length > 2 ? cells[2] : "", pinyin.Read(cells[1]).Initials);
}
