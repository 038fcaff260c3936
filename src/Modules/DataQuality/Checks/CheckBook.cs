using System.Text.Json;

namespace Yihe.DataQuality.Checks;

/// <summary>The file of checks.</summary>
/// <param name="SettleDays">a month is judged so many days after its end, when what comes late has mostly come</param>
/// <param name="QuietMonths">what was explained is not asked about again for so long</param>
/// <param name="FirstMonths">so many months back are told of when a region is examined for the first time</param>
internal sealed record CheckFile(string Source, int SettleDays, int QuietMonths, int FirstMonths, IReadOnlyList<Check> Checks);

/// <summary>All checks of this build, read strictly: every fault is told at once, and with one nothing is examined.</summary>
internal static class CheckBook
{
    internal static CheckFile Of(Platform platform) =>
        platform.Shared(() =>
        {
            var text = System.IO.File.ReadAllText(Path.Combine(platform.Knowledge, "data-quality.json"));
            var (file, faults) = Read(
                text,
                platform.Modules.Facts,
                code => Figures.Misfit(platform, code, PlaceGrain.Institution, PeriodGrain.Month)
            );
            return file ?? throw new InvalidDataException(string.Join('\n', faults));
        });

    /// <param name="misfit">why an indicator cannot be told by institution and month; null where it can</param>
    internal static (CheckFile? File, IReadOnlyList<string> Faults) Read(
        string text,
        IReadOnlyDictionary<string, FactKind> kinds,
        Func<string, string?> misfit
    )
    {
        try
        {
            var file = JsonText.Read<CheckFile>(text);
            var faults = file.Checks.SelectMany(c => FaultsOf(c, kinds, misfit).Select(f => $"{c.Code}：{f}")).ToList();
            faults.AddRange(file.Checks.CountBy(c => c.Code).Where(c => c.Value > 1).Select(c => $"{c.Key}：有 {c.Value} 条，编码要唯一"));
            return faults.Count > 0 ? (null, faults) : (file, []);
        }
        catch (JsonException e)
        {
            return (null, [$"{e.Path ?? "$"}（第 {e.LineNumber + 1} 行）不合格式，请对照其他检查改正"]);
        }
    }

    private static IEnumerable<string> FaultsOf(Check check, IReadOnlyDictionary<string, FactKind> kinds, Func<string, string?> misfit)
    {
        if (check.Least < 1 || check.Months is < 1 or > 12)
            yield return "至少几条（least）从 1 起，合看几个月（months）为 1 至 12";
        if (Missing(check) is { Length: > 0 } missing)
            yield return $"缺少界值 {missing}";
        if (check.Kind == CheckKind.Outlier)
        {
            if (check.Indicator is null || misfit(check.Indicator) is not null)
                yield return $"没有按机构、按月统计的指标 {check.Indicator}";
            yield break;
        }
        if (check.Fact is null || kinds.GetValueOrDefault(check.Fact) is not { } kind)
        {
            yield return $"没有事实种类 {check.Fact}";
            yield break;
        }
        if (check.Kind is CheckKind.Completeness or CheckKind.Digits && check.Fields is null or [])
            yield return "没有写明看哪些字段（fields）";
        if (check.Kind == CheckKind.Duplicates && check.Where is not null)
            yield return "查重复要看全部事实，不能带条件（where）";
        foreach (var field in check.Fields ?? [])
            if (kind.Find(field) is not var (found, _) || (check.Kind == CheckKind.Digits && !found.IsNumber))
                yield return $"{check.Fact} 没有{(check.Kind == CheckKind.Digits ? "数值" : "")}字段 {field}";
        foreach (var word in (check.Where ?? new Dictionary<string, string>()).Keys.Append(check.By).OfType<string>())
            if (kind.Find(word) is not var (found, _) || found.IsNumber)
                yield return $"{check.Fact} 没有文字字段 {word}";
    }

    private static string Missing(Check check)
    {
        var l = check.Limits;
        (string Name, object? Value)[] needed = check.Kind switch
        {
            CheckKind.Completeness => [("share", l.Share)],
            CheckKind.Timeliness => [("share", l.Share), ("days", l.Days)],
            CheckKind.Silence => [("days", l.Days), ("factor", l.Factor)],
            CheckKind.Outlier => [("z", l.Z), ("modifiedZ", l.ModifiedZ)],
            CheckKind.Digits => [("share", l.Share), ("chiTen", l.ChiTen), ("chiFive", l.ChiFive), ("effect", l.Effect)],
            CheckKind.Duplicates => [("share", l.Share), ("surplus", l.Surplus)],
        };
        return string.Join('、', needed.Where(n => n.Value is null).Select(n => n.Name));
    }
}
