using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Blueprints;

/// <summary>A section of the blueprint that one module declares: its name in the file, its record, and what may be wrong inside it.</summary>
/// <param name="Faults">finds faults that types cannot: ranges, sums, references to other sections</param>
public sealed record BlueprintSection(string Name, Type Type, Func<object, Blueprint, IEnumerable<BlueprintFault>> Faults)
{
    public static BlueprintSection Of<T>(string name, Func<T, Blueprint, IEnumerable<BlueprintFault>>? faults = null) =>
        new(name, typeof(T), (section, whole) => faults?.Invoke((T)section, whole) ?? []);
}

/// <summary>One thing wrong in a blueprint: where, what was found, what was expected, and how to mend it.</summary>
public sealed record BlueprintFault(string Path, string Found, string Expected, string Fix)
{
    public override string ToString() => $"{Path}：写的是 {Found}，应为 {Expected}。{Fix}";
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

    public T Of<T>() => (T)sections[typeof(T)];

    public bool Has<T>() => sections.ContainsKey(typeof(T));

    internal IEnumerable<object> Sections => sections.Values;
}

/// <summary>Versions of the blueprint over time; a running matter keeps the one it started with.</summary>
public sealed class BlueprintVersion : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required int Number { get; init; }
    public required DateTimeOffset ValidFrom { get; init; }
    public required string Text { get; init; }
}

/// <summary>The blueprint versions of the running region, parsed once each.</summary>
public sealed class BlueprintBook(IReadOnlyList<BlueprintSection> sections)
{
    private volatile IReadOnlyList<(int Number, DateTimeOffset From, Blueprint Blueprint)> versions = [];

    public bool IsEmpty => versions.Count == 0;

    /// <summary>The version in force at a moment; 0 before the region is founded.</summary>
    public int VersionAt(DateTimeOffset at) => versions.LastOrDefault(v => v.From <= at).Number;

    /// <summary>The parameters of a version.</summary>
    public T Of<T>(int version) => versions.First(v => v.Number == version).Blueprint.Of<T>();

    public T At<T>(DateTimeOffset at) => Of<T>(VersionAt(at));

    /// <summary>Reads all versions from the database, where there is a newer one.</summary>
    public async Task Load(AppDb db, CancellationToken ct)
    {
        var rows = await db.Set<BlueprintVersion>().AsNoTracking().OrderBy(v => v.Number).ToListAsync(ct);
        if (rows.Count != versions.Count)
            versions = [.. rows.Select(r => (r.Number, r.ValidFrom, Parse(r.Text)))];
    }

    public void Put(int number, DateTimeOffset from, Blueprint blueprint) => versions = [.. versions, (number, from, blueprint)];

    private Blueprint Parse(string text) => BlueprintReader.Read(text, sections).Blueprint!;
}

/// <summary>The county's working hours and holidays: section <c>calendar</c>.</summary>
public sealed record Calendar(TimeOnly From, TimeOnly To, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> Workdays, string Source)
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
    }
}
