using System.Globalization;
using Yihe.MasterIndex;

namespace Yihe.Interop.Rest;

/// <summary>Whose a patient that came from outside is: the index tells, or puts it to a person and tells later.</summary>
internal static class Person
{
    /// <summary>The system of those that come by FHIR; they call a patient by the name of the document.</summary>
    internal const string System = "FHIR";

    /// <param name="called">which system calls the patient what</param>
    internal static async Task<Guid?> Of(
        Work work,
        (string System, string Number, string? Mother) called,
        JsonElement patient,
        CancellationToken ct
    ) =>
        (
            await PatientIndex.Take(work, called.System, Said(work.Platform, called.Number, patient) with { Mother = called.Mother }, ct)
        )?.Value;

    private static Statement Said(Platform platform, string number, JsonElement patient) =>
        new(
            number,
            NameOf(patient),
            Text(patient, "gender") switch
            {
                "male" => Sex.Male,
                "female" => Sex.Female,
                _ => null,
            },
            DateOnly.TryParseExact(
                Text(patient, "birthDate"),
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var birth
            )
                ? birth
                : null,
            Each(patient, "telecom").Where(t => Text(t, "system") is "phone" or "sms").Select(t => Text(t, "value")).FirstOrDefault(),
            Each(patient, "address").Select(AddressOf).FirstOrDefault(),
            [
                .. from identifier in Each(patient, "identifier")
                where Text(identifier, "value") is not null
                select new Identifier(
                    PatientIndex.KindOf(platform, Text(identifier, "system")),
                    Text(identifier, "value")!,
                    DayOf(identifier, "start"),
                    DayOf(identifier, "end")
                ),
            ],
            Mother: null
        );

    /// <summary>As it is written, or family name first; the one in use before others.</summary>
    private static string? NameOf(JsonElement patient) =>
        Each(patient, "name")
            .OrderBy(n => Text(n, "use") is "old" or "maiden" or "nickname")
            .Select(n => Text(n, "text") ?? string.Concat(Each(n, "given").Select(g => g.GetString()).Prepend(Text(n, "family"))))
            .FirstOrDefault();

    private static string AddressOf(JsonElement address) =>
        Text(address, "text")
        ?? string.Concat(
            new[] { "state", "city", "district" }
                .Select(part => Text(address, part))
                .Concat(Each(address, "line").Select(line => line.GetString()))
        );

    private static DateOnly? DayOf(JsonElement identifier, string end) =>
        identifier.TryGetProperty("period", out var period)
        && Text(period, end) is { Length: >= 10 } text
        && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    private static IEnumerable<JsonElement> Each(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(e => e.ValueKind is JsonValueKind.Object or JsonValueKind.String)
            : [];

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
