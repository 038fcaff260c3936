using System.Text.Json;

namespace Yihe.Matching;

/// <summary>
/// What the columns of a list are: which one is the id, and what kind each of the others is; columns not named are not compared.
/// Written as <c>{"id": "编号", "columns": {"姓名": "name", "生日": "birth"}}</c>; a second list with other headings says in
/// <c>"second"</c> which of its columns is which of the first: <c>{"id": "号码", "columns": {"名字": "姓名"}}</c>.
/// </summary>
internal sealed record ListMap(string Id, IReadOnlyList<(string Name, FieldKind Kind)> Columns)
{
    private static readonly string[] s_skipped = ["skip", "ignore", "不比较", "忽略"];

    /// <summary>Heading in the second list by heading in the first, where they differ; the id stands under the id.</summary>
    internal IReadOnlyDictionary<string, string> Second { get; private init; } = new Dictionary<string, string>();

    internal static Result<ListMap> Read(string text, MatchRules rules)
    {
        try
        {
            using var json = JsonDocument.Parse(
                text,
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            );
            return json.RootElement.ValueKind == JsonValueKind.Object ? Of(json.RootElement, rules) : Wrong("应是一个 JSON 对象");
        }
        catch (JsonException e)
        {
            return Wrong($"不是能读的 JSON（第 {e.LineNumber + 1} 行）");
        }
    }

    private static Result<ListMap> Of(JsonElement root, MatchRules rules)
    {
        var (id, columns) = (TextOf(root, "id"), root);
        if (root.TryGetProperty("columns", out var given) && given.ValueKind == JsonValueKind.Object)
            columns = given;
        else if (root.EnumerateObject().FirstOrDefault(p => IsText(p, "id")) is { Value.ValueKind: JsonValueKind.String } marked)
            id = marked.Name;
        if (id is null)
            return Wrong("没有说哪一列是编号，请写 \"id\": \"列名\"");
        var read = new List<(string, FieldKind)>();
        foreach (var column in columns.EnumerateObject().Where(c => c.Name is not ("id" or "second") && c.Name != id))
        {
            var word = column.Value.ValueKind == JsonValueKind.String ? column.Value.GetString()! : "";
            if (s_skipped.Contains(word))
                continue;
            if (rules.KindOf(word) is not { } kind)
                return Wrong(
                    $"列“{column.Name}”的种类“{word}”不认识，可用：{string.Join('、', rules.Kinds.Select(k => $"{k.Name}（{k.Title}）"))}、skip（不比较）"
                );
            read.Add((column.Name, kind));
        }
        if (read.Count is 0 or > Scorer.MostColumns)
            return Wrong(
                read.Count == 0
                    ? "没有要比较的列，请在 \"columns\" 里写明列名与种类"
                    : $"一次最多比较 {Scorer.MostColumns} 列，请把次要的写成 skip"
            );
        return new ListMap(id, read) { Second = SecondOf(root, id) };
    }

    private static Dictionary<string, string> SecondOf(JsonElement root, string id)
    {
        var names = new Dictionary<string, string>();
        if (!root.TryGetProperty("second", out var second) || second.ValueKind != JsonValueKind.Object)
            return names;
        if (TextOf(second, "id") is { } other)
            names[id] = other;
        if (second.TryGetProperty("columns", out var columns) && columns.ValueKind == JsonValueKind.Object)
            foreach (var column in columns.EnumerateObject().Where(c => c.Value.ValueKind == JsonValueKind.String))
                names[column.Value.GetString()!] = column.Name;
        return names;
    }

    private static bool IsText(JsonProperty property, string text) =>
        property.Value.ValueKind == JsonValueKind.String && property.Value.GetString() == text;

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Refusal Wrong(string message) => Refusal.Invalid("map", $"对照文件{message}");
}
