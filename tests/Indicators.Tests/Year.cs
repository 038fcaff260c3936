using Yihe.Basis.Values;
using Yihe.Kernel.Facts;

namespace Yihe.Indicators.Tests;

/// <summary>A year of invented facts of every kind: the same seed gives the same year.</summary>
internal static class Year
{
    internal static readonly string[] Bands = ["30-34", "35-39", "40-44", "45-49", "50-54", "55-59", "60-64", "65-69"];

    /// <param name="from">the first of twelve months</param>
    /// <param name="each">so many facts of each kind</param>
    internal static List<Fact> Of(
        Random random,
        IReadOnlyDictionary<string, FactKind> kinds,
        IReadOnlyList<InstitutionId> at,
        DateOnly from,
        int each
    )
    {
        var persons = Enumerable.Range(0, 60).Select(_ => Guid(random)).ToList();
        var facts = new List<Fact>();
        foreach (var kind in kinds.Values.Where(k => !k.Name.StartsWith("probe", StringComparison.Ordinal)))
            for (var i = 0; i < (kind.Name == "followup.done" ? each * 4 : each); i++)
                facts.Add(One(random, kind, $"{kind.Name}-{i}", at, from, persons));
        return facts;
    }

    /// <summary>One fact of a kind, every field said or left out at random.</summary>
    internal static Fact One(
        Random random,
        FactKind kind,
        string reference,
        IReadOnlyList<InstitutionId> at,
        DateOnly from,
        IReadOnlyList<Guid> persons
    )
    {
        var day = from.AddDays(random.Next(365));
        var values = kind.Fields.Select(f => (f.Name, random.Next(12) == 0 ? null : Said(random, f)));
        var what = new Occurrence(
            reference,
            at[random.Next(at.Count)],
            day.ToDateTime(new TimeOnly(4, 0)).ToUniversalTimeOffset(),
            kind.Personal ? persons[random.Next(persons.Count)] : null
        );
        return Fact.Of((Guid(random), what.At.AddDays(random.Next(40)), random.Next(3) == 0 ? "他院系统" : "结算平台"), kind, what, values);
    }

    internal static Guid Guid(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static DateTimeOffset ToUniversalTimeOffset(this DateTime at) => new(at, TimeSpan.Zero);

    private static object? Said(Random random, FactField field) =>
        field.IsNumber ? (object)(long)random.Next(1, 400)
        : field.Choices is { } choices ? choices.Keys.ElementAt(random.Next(choices.Count))
        : field.Name switch
        {
            "department" => Pick(random, "内科", "中医科", "骨科", "中医康复科"),
            "diagnosis" => Pick(random, "I10.x00", "E11.900", "J06.900", "C34.900", "S72.000"),
            "band" => Pick(random, [.. Bands, "70-74", "25-29"]),
            _ => Pick(random, "甲", "乙", "丙"),
        };

    private static string Pick(Random random, params string[] words) => words[random.Next(words.Length)];
}
