using System.Text.Json.Nodes;
using Yihe.Simulation.People;

namespace Yihe.Simulation.Counties;

/// <summary>What people tick and write on the forms of a referral, from the blueprint's own tables.</summary>
internal sealed class Words(JsonNode referral)
{
    private readonly List<(string Code, string Text)> _judged =
    [
        .. referral["criteria"]!
            .AsArray()
            .Where(c => c!["direction"]!.GetValue<string>() == "up")
            .Where(c => !c!.AsObject().Any(f => f.Key == "diagnosisPrefixes" || f.Key.StartsWith("min", StringComparison.Ordinal)))
            .Select(c => (c!["code"]!.GetValue<string>(), c["text"]!.GetValue<string>())),
    ];

    /// <summary>The criterion a doctor would tick: the first for danger, else the one that speaks of the case, else one of the common ones.</summary>
    public string Criterion(Episode episode)
    {
        var said = episode switch
        {
            { Severity: Severity.Emergency } => "急危重",
            { Course.Department: "产科" or "妇产科" or "新生儿科" } => "孕产妇",
            _ when ClinicalText.Discharge(episode).Contains('术') => "手术",
            { Complaint.Diagnosis: "原发性高血压" or "2型糖尿病" } => "效果不佳",
            { Complaint.Diagnosis.Length: > 6 } => "设备",
            _ => "诊断不明",
        };
        return _judged.FirstOrDefault(c => c.Text.Contains(said, StringComparison.Ordinal), _judged[0]).Code;
    }

    /// <summary>One of the first few reasons of a move; the rare ones at the end of the table are left out.</summary>
    public string Reason(string move, Random random)
    {
        var codes = referral["reasons"]![move]!.AsObject().Select(r => r.Key).Take(3).ToList();
        return codes[random.Next(codes.Count)];
    }

    /// <summary>The first reason of a move: what is missing and can be put right.</summary>
    public string FirstReason(string move) => referral["reasons"]![move]!.AsObject().First().Key;

    /// <summary>To a department of the house for its usual reason; to another house whoever oversees decides, the last reason is theirs.</summary>
    public object Redirection(Site to, string? department = null) =>
        new
        {
            to = to.Id,
            department,
            reason = department is null ? referral["reasons"]!["redirect"]!.AsObject().Last().Key : FirstReason("redirect"),
        };

    /// <summary>Who would agree for a person of that age, where the place knows them; else the first it knows.</summary>
    public string Consent(Person person, DateOnly day)
    {
        var known = referral["consents"]!.AsArray().Select(c => c!.GetValue<string>()).ToList();
        var usual = person.AgeOn(day) switch
        {
            < 14 => "监护人",
            >= 80 => "家属",
            _ => "本人",
        };
        return known.Contains(usual) ? usual : known[0];
    }
}
