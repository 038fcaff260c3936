using System.Text.Json.Nodes;
using Yihe.Residents;

namespace Yihe.Interop.Rest;

/// <summary>Residents that were merged, as other systems see them: linked to each other, and found together.</summary>
internal static class Persons
{
    private const string Prefix = "Patient/";

    /// <summary>A search for what is of one of them finds what is of all.</summary>
    internal static async Task Unite(Work work, List<Condition> conditions, CancellationToken ct)
    {
        for (var i = 0; i < conditions.Count; i++)
            if (conditions[i] is Condition.Has has)
            {
                var tests = new List<(string, Test)>();
                foreach (var (field, test) in has.AnyOf)
                    tests.AddRange((await Same(work, test, ct)).Select(t => (field, t)));
                conditions[i] = has with { AnyOf = tests };
            }
    }

    private static async Task<IEnumerable<Test>> Same(Work work, Test test, CancellationToken ct) =>
        test.Text?.StartsWith(Prefix, StringComparison.Ordinal) == true && Guid.TryParse(test.Text[Prefix.Length..], out var person)
            ? (await OnePerson.Ids(work, person, ct)).Select(id => test with { Text = Prefix + id })
            : [test];

    /// <summary>Whoever was merged is no longer in use, and says by whom it was replaced; the one that stays says whom it replaces.</summary>
    internal static async Task Link(Work work, Guid id, JsonObject patient, CancellationToken ct)
    {
        var ids = await OnePerson.Ids(work, id, ct);
        if (ids.Count == 1)
            return;
        if (ids[0] != id)
            patient["active"] = false;
        patient["link"] = new JsonArray([
            .. (ids[0] == id ? ids.Skip(1) : ids.Take(1)).Select(other => new JsonObject
            {
                ["other"] = new JsonObject { ["reference"] = Prefix + other },
                ["type"] = ids[0] == id ? "replaces" : "replaced-by",
            }),
        ]);
    }
}
