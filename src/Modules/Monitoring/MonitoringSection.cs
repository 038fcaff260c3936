namespace Yihe.Monitoring;

/// <summary>Section <c>monitoring</c>: what the plan wants reached, by when.</summary>
[Display(Name = "监测")]
public sealed record MonitoringSection(
    [property: Display(Name = "目标")] IReadOnlyList<Target> Targets,
    string Source,
    [property: Display(Name = "预警")] Watch? Watch = null
)
{
    internal static readonly BlueprintSection Section = BlueprintSection.Of<MonitoringSection>("monitoring", Check);

    internal Target? For(string indicator) => Targets.FirstOrDefault(t => t.Indicator == indicator);

    private static IEnumerable<BlueprintFault> Check(MonitoringSection section, Blueprint whole)
    {
        foreach (var (target, i) in section.Targets.Select((t, i) => (t, i)))
        {
            if (section.Targets.Take(i).Any(t => t.Indicator == target.Indicator))
                yield return new($"$.monitoring.targets[{i}].indicator", target.Indicator, "每个指标一行", "请合并同一指标的目标");
            if (target.Near < 0 || target.Value < 0)
                yield return new($"$.monitoring.targets[{i}].value", $"{target.Value}", "不小于 0 的数", "请改正目标值");
        }
        if (section.Watch is { } watch && (watch.Places.Count == 0 || watch.Places.Contains(PlaceGrain.Region)))
            yield return new(
                "$.monitoring.watch.places",
                string.Join('、', watch.Places),
                "institution、zone、consortium 中的一项或几项",
                "全区域没有负责单位，请写由谁负责的范围"
            );
    }
}

/// <summary>Who is told when the year is about to miss a target (达标预警), and how long they have to say what they do about it.</summary>
/// <param name="Places">every place of these grains, by whoever answers for it</param>
public sealed record Watch(
    [property: Display(Name = "预警范围")] IReadOnlyList<PlaceGrain> Places,
    [property: Display(Name = "说明时限")] TimeLimit Answer,
    string Source
);

/// <summary>A target (目标): the value an indicator is to reach.</summary>
/// <param name="Indicator">code of <c>knowledge/indicators</c></param>
/// <param name="Near">so little short of it still counts as reached, where the text says 左右</param>
/// <param name="AtMost">it is to stay below</param>
/// <param name="By">null where the plan names no day</param>
public sealed record Target(
    [property: Display(Name = "指标")] string Indicator,
    [property: Display(Name = "目标值")] decimal Value,
    string Source,
    [property: Display(Name = "期限")] DateOnly? By = null,
    [property: Display(Name = "容许差")] decimal Near = 0,
    [property: Display(Name = "以下为好")] bool AtMost = false
)
{
    internal bool IsMetBy(decimal value) => AtMost ? value <= Value + Near : value >= Value - Near;

    /// <summary>How much is missing; 0 where it is met.</summary>
    internal decimal Gap(decimal value) => IsMetBy(value) ? 0 : Math.Abs(Value - value);
}
