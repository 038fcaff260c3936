using System.Text.Json.Nodes;
using Yihe.Kernel.Secrets;

namespace Yihe.Interop.Definitions;

/// <summary>Reads out of a resource what it can be found by (抽取), by the paths of the R4 search parameters.</summary>
internal sealed class Extractor(Vault vault)
{
    private const string HashKind = "token";
    private readonly HashSet<Term> terms = [];

    internal static IReadOnlyCollection<Term> Read(Vault vault, string type, JsonElement resource)
    {
        var extractor = new Extractor(vault);
        foreach (var field in R4.Own.Search[type].Fields)
            if (field.Leaf == "deceased")
                extractor.AddToken(field, IsDead(resource) ? "true" : "false", null);
            else
                extractor.Follow(resource, field, 0);
        return extractor.terms;
    }

    internal static IReadOnlyCollection<Term> Read(Vault vault, string type, JsonObject drawn)
    {
        using var resource = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(drawn));
        return Read(vault, type, resource.RootElement);
    }

    /// <summary>As search rows hold a code: the code, then its system.</summary>
    internal static string Token(string code, string? system) => Term.Cut(code) + Term.Seam + system;

    internal static string Hashed(Vault vault, string number) => vault.Index(HashKind, number);

    /// <summary>All ways a number may stand in search rows while keys are changed.</summary>
    internal static IEnumerable<string> HashesOf(Vault vault, string number) => vault.Indexes(HashKind, number);

    internal static IReadOnlyList<string> HashedFields() =>
        [.. R4.Own.Search.Values.SelectMany(s => s.Fields).Where(f => f.IsHashed).Select(f => f.Name).Distinct()];

    private void Follow(JsonElement value, Field field, int depth)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                Follow(item, field, depth);
            return;
        }
        if (field.Filter is { } filter && depth == filter.Depth + 1 && TextOf(value, filter.Name) != filter.Value)
            return;
        if (depth == field.Path.Count)
            Leaf(value, field);
        else if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(field.Path[depth], out var next))
            Follow(next, field, depth + 1);
    }

    private void Leaf(JsonElement value, Field field)
    {
        switch (field.Kind)
        {
            case ParameterKind.Token:
                LeafToken(value, field);
                break;
            case ParameterKind.Reference:
                Add(field, ReferenceOf(field.Leaf == "Reference" ? TextOf(value, "reference") : TextOf(value)));
                break;
            case ParameterKind.Date:
                LeafDate(value, field);
                break;
            case ParameterKind.String when TextOf(value) is { } text:
                Add(field, Term.Fold(text) + Term.Seam + Term.Cut(text));
                break;
            case ParameterKind.Uri when TextOf(value) is { } uri:
                Add(field, Term.Cut(uri));
                break;
            case ParameterKind.Quantity or ParameterKind.Number:
                LeafNumber(value, field);
                break;
        }
    }

    private void LeafToken(JsonElement value, Field field)
    {
        switch (field.Leaf)
        {
            case "CodeableConcept" when value.TryGetProperty("coding", out var codings) && codings.ValueKind == JsonValueKind.Array:
                foreach (var coding in codings.EnumerateArray())
                    AddToken(field, TextOf(coding, "code"), TextOf(coding, "system"));
                break;
            case "Coding":
                AddToken(field, TextOf(value, "code"), TextOf(value, "system"));
                break;
            case "Identifier":
                AddToken(field, TextOf(value, "value"), TextOf(value, "system"));
                break;
            case "ContactPoint":
                AddToken(field, TextOf(value, "value"), TextOf(value, "system"));
                break;
            case "boolean":
                AddToken(field, value.ValueKind == JsonValueKind.True ? "true" : "false", null);
                break;
            default:
                AddToken(field, TextOf(value), null);
                break;
        }
    }

    private void LeafDate(JsonElement value, Field field)
    {
        if (field.Leaf == "Period")
        {
            var (start, end) = (Moment(value, "start"), Moment(value, "end"));
            if (start is not null || end is not null)
                terms.Add(new(field.Name, Low: start?.Low ?? -Times.Ever, High: end?.High ?? Times.Ever));
        }
        else if (field.Leaf == "Timing" && value.TryGetProperty("event", out var events) && events.ValueKind == JsonValueKind.Array)
        {
            foreach (var one in events.EnumerateArray())
                AddTime(field, TextOf(one));
        }
        else
            AddTime(field, TextOf(value));
    }

    private void LeafNumber(JsonElement value, Field field)
    {
        if (field.Leaf == "Range")
        {
            var (low, high) = (Number(value, "low"), Number(value, "high"));
            if (low is not null || high is not null)
                terms.Add(new(field.Name, Low: low ?? -Times.Ever, High: high ?? Times.Ever));
        }
        else if (value.ValueKind == JsonValueKind.Number)
            terms.Add(new(field.Name, Low: value.GetDouble(), High: value.GetDouble()));
        else if (
            value.ValueKind == JsonValueKind.Object
            && value.TryGetProperty("value", out var number)
            && number.ValueKind == JsonValueKind.Number
        )
        {
            var unit = field.Leaf == "Money" ? TextOf(value, "currency") : TextOf(value, "code") ?? TextOf(value, "unit");
            terms.Add(new(field.Name, unit is null ? null : Token(unit, TextOf(value, "system")), number.GetDouble(), number.GetDouble()));
        }
    }

    private void AddToken(Field field, string? code, string? system)
    {
        if (code is not null || system is not null)
            Add(
                field,
                Token(
                    code is null ? ""
                        : field.IsHashed ? Hashed(vault, code)
                        : code,
                    system
                )
            );
    }

    private void AddTime(Field field, string? text)
    {
        if (text is not null && Times.Read(text) is { } time)
            terms.Add(new(field.Name, Low: time.Low, High: time.High));
    }

    private void Add(Field field, string? text)
    {
        if (text is not null)
            terms.Add(new(field.Name, text));
    }

    /// <summary>Type and id of what it leads to, whichever version; what is inside the resource itself leads nowhere.</summary>
    internal static string? ReferenceOf(string? reference)
    {
        if (reference is null || reference.StartsWith('#'))
            return null;
        var at = reference.IndexOf("/_history/", StringComparison.Ordinal);
        return Term.Cut((at < 0 ? reference : reference[..at]).Split('|')[0]);
    }

    private static bool IsDead(JsonElement patient) =>
        patient.TryGetProperty("deceasedDateTime", out _)
        || (patient.TryGetProperty("deceasedBoolean", out var dead) && dead.ValueKind == JsonValueKind.True);

    private static (double Low, double High)? Moment(JsonElement period, string end) =>
        TextOf(period, end) is { } text ? Times.Read(text) : null;

    private static double? Number(JsonElement range, string end) =>
        range.TryGetProperty(end, out var quantity)
        && quantity.ValueKind == JsonValueKind.Object
        && quantity.TryGetProperty("value", out var value)
        && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : null;

    internal static string? TextOf(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var inner) ? TextOf(inner) : null;

    private static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
