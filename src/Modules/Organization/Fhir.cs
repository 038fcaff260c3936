using System.Text.Json.Nodes;
using Yihe.Kernel.Records;

namespace Yihe.Organization;

/// <summary>Institutions as other systems read them: FHIR Organization.</summary>
internal static class Fhir
{
    internal static readonly Face Organization = Face.Of<Institution>("Organization", Draw, i => (i.Id, null), id => new InstitutionId(id));

    private static JsonObject Draw(Platform platform, Institution i, bool whole)
    {
        var organization = new JsonObject
        {
            ["resourceType"] = "Organization",
            ["identifier"] = new JsonArray(new JsonObject { ["system"] = "urn:yihe:institution", ["value"] = i.Code }),
            ["active"] = true,
            ["type"] = new JsonArray(new JsonObject { ["text"] = Yihe.Ui.FormContext.WordsOf(typeof(InstitutionKind), i.Kind.ToString()) }),
            ["name"] = i.Name,
        };
        if (new[] { i.ShortName, i.SecondName }.Where(n => n is not null && n != i.Name).Distinct().ToList() is { Count: > 0 } others)
            organization["alias"] = new JsonArray([.. others.Select(n => JsonValue.Create(n))]);
        if (i.Phone is { } phone)
            organization["telecom"] = new JsonArray(new JsonObject { ["system"] = "phone", ["value"] = phone });
        if (i.Parent is { } parent)
            organization["partOf"] = new JsonObject { ["reference"] = $"Organization/{parent}" };
        return organization;
    }
}
