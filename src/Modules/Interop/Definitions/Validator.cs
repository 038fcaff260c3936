namespace Yihe.Interop.Definitions;

/// <summary>What is wrong with a resource, and where: a path as FHIRPath writes it.</summary>
internal sealed record Flaw(string Path, string Message);

/// <summary>
/// Holds a resource against the R4 table (校验): unknown fields, wrong types, how often, formats of primitives, closed code lists.
/// Not checked: invariants, slices, open terminologies, whether references lead somewhere.
/// </summary>
internal sealed class Validator
{
    private const int Most = 20;
    private readonly List<Flaw> flaws = [];
    private readonly List<(string Name, int Index)> path = [];

    internal static IReadOnlyList<Flaw> Check(JsonElement resource)
    {
        var validator = new Validator();
        validator.Resource(resource, null);
        return validator.flaws;
    }

    private void Resource(JsonElement value, string? at)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Add(at, "应为一个资源（JSON 对象）");
            return;
        }
        var type =
            value.TryGetProperty("resourceType", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString()! : null;
        if (type is null || !R4.Own.IsResource(type))
        {
            Add(at is null ? "resourceType" : at + ".resourceType", type is null ? "缺少 resourceType" : "不是 R4 的资源类型");
            return;
        }
        if (path.Count == 0)
            path.Add((type, -1));
        Object(value, R4.Own.Types[type]);
    }

    private void Object(JsonElement value, TypeTable table)
    {
        var (isEmpty, chosen) = (true, (HashSet<string>?)null);
        foreach (var property in value.EnumerateObject())
        {
            isEmpty = false;
            var name = property.Name;
            if (table.IsResource && name == "resourceType")
                continue;
            if (name.Length > 1 && name[0] == '_' && table.Elements.TryGetValue(name[1..], out var primitive) && primitive.Holds is null)
                Beside(name, property.Value, primitive);
            else if (!table.Elements.TryGetValue(name, out var element))
                Add(name, "R4 没有这个字段，请删去或改用扩展（extension）");
            else if (element.Choice is { } choice && !(chosen ??= []).Add(choice))
                Add(name, $"{choice}[x] 只能填一种");
            else
                Values(property.Value, element, value);
            if (flaws.Count >= Most)
                return;
        }
        if (isEmpty)
            Add(null, "不能是空对象");
        foreach (var group in table.Needed)
            if (!group.Any(e => value.TryGetProperty(e.Name, out _) || (e.Holds is null && value.TryGetProperty("_" + e.Name, out _))))
                Add(group[0].Choice is { } c ? c + "[x]" : group[0].Name, "必须填写");
    }

    private void Values(JsonElement value, Element element, JsonElement owner)
    {
        if (element.Repeats != (value.ValueKind == JsonValueKind.Array))
        {
            Add(
                element.Name,
                element.Repeats ? "应为列表 [ ]"
                    : value.ValueKind == JsonValueKind.Array ? "只能有一个，不应为列表"
                    : "不能为 null"
            );
            return;
        }
        if (!element.Repeats)
        {
            Enter(value, element, -1);
            return;
        }
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            // a primitive may be missing where only its extension is given
            if (item.ValueKind != JsonValueKind.Null || element.Holds is not null || !owner.TryGetProperty("_" + element.Name, out _))
                Enter(item, element, index);
            index++;
        }
        if (index == 0)
            Add(element.Name, "列表不能为空；没有内容请删去这个字段");
    }

    private void Enter(JsonElement value, Element element, int index)
    {
        path.Add((element.Name, index));
        if (element.Holds is { IsAbstract: true, IsResource: true })
            Resource(value, "");
        else if (element.Holds is { } table)
        {
            if (value.ValueKind == JsonValueKind.Object)
                Object(value, table);
            else
                Add(null, "应为对象 { }");
        }
        else if (Primitives.Fault(element.Type, value) is { } fault)
            Add(null, fault);
        else if (element.Codes is { } codes && !codes.Contains(value.GetString()!))
            Add(null, $"不在规定的代码之内（{string.Join('、', codes.Order(StringComparer.Ordinal).Take(12))}）");
        path.RemoveAt(path.Count - 1);
    }

    /// <summary>The id and extensions of a primitive stand beside it, under its name with an underscore.</summary>
    private void Beside(string name, JsonElement value, Element primitive)
    {
        var items = primitive.Repeats && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].ValueKind == JsonValueKind.Null && primitive.Repeats)
                continue;
            path.Add((name, primitive.Repeats ? i : -1));
            if (items[i].ValueKind == JsonValueKind.Object)
                Object(items[i], R4.Own.Types["Element"]);
            else
                Add(null, "应为对象 { }");
            path.RemoveAt(path.Count - 1);
        }
    }

    private void Add(string? at, string message)
    {
        var text = new StringBuilder();
        foreach (var (name, index) in path)
        {
            text.Append(text.Length > 0 ? "." : "").Append(name);
            if (index >= 0)
                text.Append('[').Append(index).Append(']');
        }
        if (!string.IsNullOrEmpty(at))
            text.Append(text.Length > 0 ? "." : "").Append(at.TrimStart('.'));
        flaws.Add(new(text.ToString(), message));
    }
}
