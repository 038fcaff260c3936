using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Yihe.Basis.Blueprints;

/// <summary>A section of the blueprint that one module declares: its name in the file, its record, and what may be wrong inside it.</summary>
/// <param name="Faults">finds faults that types cannot: ranges, sums, references to other sections</param>
public sealed record BlueprintSection(string Name, Type Type, Func<object, Blueprint, IEnumerable<BlueprintFault>> Faults)
{
    /// <summary>What the section is about, in Chinese.</summary>
    public string Words => Type.GetCustomAttribute<DisplayAttribute>()?.Name ?? Name;

    public static BlueprintSection Of<T>(string name, Func<T, Blueprint, IEnumerable<BlueprintFault>>? faults = null) =>
        new(name, typeof(T), (section, whole) => faults?.Invoke((T)section, whole) ?? []);
}

/// <summary>
/// Marks what a region begins with and then keeps as rows (机构、人员、门诊、病区) or tells once (story): later versions leave it as it is.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FoundingAttribute : Attribute;

/// <summary>One thing wrong in a blueprint: where, what was found, what was expected, and how to mend it.</summary>
public sealed record BlueprintFault(string Path, string Found, string Expected, string Fix)
{
    /// <summary>What is expected where a name is not known: nothing.</summary>
    internal const string NoSuchName = "没有这个名字";

    public override string ToString() =>
        Expected == NoSuchName ? $"{Path}：方案里没有这个名字（写的是 {Found}）。{Fix}" : $"{Path}：写的是 {Found}，应为 {Expected}。{Fix}";
}

/// <summary>
/// The plan of a place (方案), read: the file that founds it and carries every name, ratio, limit and text that differs from place to place.
/// </summary>
public sealed class Blueprint
{
    private readonly Dictionary<Type, object> sections;

    internal Blueprint(string text, Dictionary<Type, object> sections) => (Text, this.sections) = (text, sections);

    /// <summary>The file as it was given.</summary>
    public string Text { get; }

    public T Of<T>() => (T)Section(typeof(T));

    /// <exception cref="MissingSection">the file has none, or none that can be read</exception>
    internal object Section(Type type) => sections.TryGetValue(type, out var section) ? section : throw new MissingSection(type);

    public bool Has<T>() => sections.ContainsKey(typeof(T));

    internal IEnumerable<object> Sections => sections.Values;

    internal sealed class MissingSection(Type type) : Exception(type.Name);
}

/// <summary>The county's working hours and holidays: section <c>calendar</c>.</summary>
[Display(Name = "作息与节假日")]
public sealed record Calendar(
    [property: Display(Name = "上班时刻")] TimeOnly From,
    [property: Display(Name = "下班时刻")] TimeOnly To,
    [property: Display(Name = "放假的工作日")] IReadOnlyList<DateOnly> Holidays,
    [property: Display(Name = "上班的周末（调休）")] IReadOnlyList<DateOnly> Workdays,
    string Source
)
{
    private WorkingHours? hours;

    public static readonly BlueprintSection Section = BlueprintSection.Of<Calendar>("calendar", Check);

    [System.Text.Json.Serialization.JsonIgnore]
    public WorkingHours WorkingHours => hours ??= new WorkingHours(From, To, Holidays, Workdays);

    private static IEnumerable<BlueprintFault> Check(Calendar calendar, Blueprint whole)
    {
        if (calendar.From >= calendar.To)
            yield return new BlueprintFault(
                "$.calendar.to",
                calendar.To.ToString("HH:mm"),
                $"晚于 {calendar.From:HH:mm} 的时刻",
                "请改正下班时间"
            );
        foreach (var (i, day) in calendar.Holidays.Index())
            if (IsWeekend(day) || calendar.Workdays.Contains(day))
                yield return new(
                    $"$.calendar.holidays[{i}]",
                    $"{day:yyyy-MM-dd}",
                    "周一至周五中不上班的日子",
                    "周末本来不上班，请删去或改正"
                );
        foreach (var (i, day) in calendar.Workdays.Index())
            if (!IsWeekend(day))
                yield return new($"$.calendar.workdays[{i}]", $"{day:yyyy-MM-dd}", "调休上班的周六、周日", "工作日本来上班，请删去或改正");
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
