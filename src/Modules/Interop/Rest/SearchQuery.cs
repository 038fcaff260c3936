using System.Globalization;
using Yihe.Interop.Definitions;

namespace Yihe.Interop.Rest;

/// <summary>A search as asked (检索请求), read into conditions on search rows; what is not known is named, never ignored in silence.</summary>
internal sealed record SearchQuery(string Type)
{
    internal const int MostCount = 500;
    private const int Usual = 20;

    internal List<Condition> Conditions { get; } = [];

    /// <summary>Steps along references, each with the ways it may go.</summary>
    internal List<IReadOnlyList<Link>> Chains { get; } = [];
    internal DocumentOrder Order { get; private set; } = DocumentOrder.ByKey;
    internal int Count { get; private set; } = Usual;
    internal bool IsCountOnly { get; private set; }
    internal bool WantsTotal { get; private set; }

    /// <summary>Resource type, parameter and, for a parameter that leads to several, the type it leads to.</summary>
    internal List<(string Type, string Parameter, string? Target)> Include { get; } = [];
    internal List<(string Type, string Parameter, string? Target)> RevInclude { get; } = [];
    internal List<string> Unknown { get; } = [];

    /// <summary>What was understood, to be said again in the links of the answer.</summary>
    internal List<KeyValuePair<string, string>> Understood { get; } = [];

    internal static Result<SearchQuery> Read(
        Platform platform,
        string type,
        IEnumerable<KeyValuePair<string, string>> asked,
        string address
    )
    {
        var query = new SearchQuery(type);
        var reader = new ConditionReader(platform.Vault, address);
        foreach (var (name, value) in asked)
        {
            if (name is "_format" or "_pretty")
                continue;
            if (value.Length == 0)
                continue;
            var before = query.Unknown.Count;
            if ((name[0] == '_' ? query.Special(name, value) : null) is { } special)
            {
                if (special.Message.Length > 0)
                    return special;
            }
            else if (name.Contains('.'))
            {
                var (links, refusal) = reader.Chain(type, name, value);
                if (refusal is not null)
                    return refusal;
                if (links.Count == 0)
                    query.Unknown.Add(name);
                else
                    query.Chains.Add(links);
            }
            else
            {
                var (condition, refusal) = reader.Read(type, name, value);
                if (refusal is not null)
                    return refusal;
                if (condition is null)
                    query.Unknown.Add(name);
                else
                    query.Conditions.Add(condition);
            }
            if (query.Unknown.Count == before)
                query.Understood.Add(new(name, value));
        }
        return query;
    }

    private static readonly Refusal Taken = Outcomes.Bad("");

    /// <summary>Parameters of the answer rather than of the resource: taken, refused with words, or null where it is none of them.</summary>
    private Refusal? Special(string name, string value)
    {
        switch (name.Split(':')[0])
        {
            case "_count":
                if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                    return Outcomes.Bad("_count 应为不小于 0 的整数");
                (Count, IsCountOnly) = (Math.Min(count, MostCount), IsCountOnly || count == 0);
                return Taken;
            case "_total":
                WantsTotal = value == "accurate";
                return Taken;
            case "_summary":
                if (value is not ("count" or "false"))
                    Unknown.Add($"{name}={value}");
                IsCountOnly |= value == "count";
                return Taken;
            case "_sort":
                return Sort(value);
            case "_include" when name == "_include":
                return Follow(Include, name, value);
            case "_revinclude" when name == "_revinclude":
                return Follow(RevInclude, name, value);
            case "_include"
            or "_revinclude"
            or "_elements"
            or "_contained"
            or "_has"
            or "_text"
            or "_content"
            or "_filter"
            or "_query"
            or "_list":
                Unknown.Add(name);
                return Taken;
            default:
                return null;
        }
    }

    private Refusal Sort(string value)
    {
        var (key, descending) = value.StartsWith('-') ? (value[1..], true) : (value, false);
        if (key.Contains(','))
            Unknown.Add("_sort=" + key[(key.IndexOf(',') + 1)..]);
        key = key.Split(',')[0];
        if (key is "_lastUpdated" or "_id")
            Order = new([], false, descending);
        else if (R4.Own.Search[Type].Parameters.TryGetValue(key, out var parameter))
            Order = new(
                [.. parameter.Fields.Select(f => f.Name)],
                parameter.Kind is not (ParameterKind.Date or ParameterKind.Number or ParameterKind.Quantity),
                descending
            );
        else
            return Outcomes.Bad($"不能按“{key}”排序：{Type} 没有这个检索参数");
        return Taken;
    }

    private Refusal Follow(List<(string, string, string?)> list, string name, string value)
    {
        var parts = value.Split(':');
        var known =
            parts.Length is 2 or 3
            && R4.Own.Search.TryGetValue(parts[0], out var search)
            && search.Parameters.TryGetValue(parts[1], out var parameter)
            && parameter.Kind == ParameterKind.Reference;
        if (known && (name != "_include" || parts[0] == Type))
            list.Add((parts[0], parts[1], parts.ElementAtOrDefault(2)));
        else
            Unknown.Add($"{name}={value}");
        return Taken;
    }
}
