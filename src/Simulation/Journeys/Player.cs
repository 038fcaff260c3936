using System.Text.Json.Nodes;
using Yihe.Simulation.Doors;

namespace Yihe.Simulation.Journeys;

/// <summary>What someone hands down with a patient.</summary>
public sealed record Discharge(string Diagnosis, string Summary, string Medication, string Rehabilitation, DateOnly FollowUpOn);

/// <summary>
/// Someone on stage: does, through the public door, what people of that post do, and the script says so.
/// <c>{number}</c> in the words is the number of what came of it.
/// </summary>
public sealed class Player(Client client, Script script, CancellationToken ct)
{
    public string Login => client.Login;

    /// <summary>Where the person works, by its short name.</summary>
    public string At => client.Institution;

    /// <summary>A client for many calls at once.</summary>
    internal Client Client => client;

    public Task SignIn() => client.SignIn(ct);

    public Task<JsonNode> See(string path) => client.See(path, ct);

    public Task<JsonNode> SeeReferral(string referral) => See($"referrals/{referral}");

    /// <summary>Asks for something, or tries to do it, where the answer may be no.</summary>
    public Task<Answer> Ask(string path) => client.Get(path, ct);

    public Task<Answer> Try(string path, object body) => client.Post(path, body, ct);

    /// <summary>Does what must succeed; answers the id of what came of it.</summary>
    public async Task<string> Do(string words, string path, object body)
    {
        var answer = await client.Do(path, body, ct);
        await script.Step(Login, At, words.Replace("{number}", $"{answer["number"]}", StringComparison.Ordinal));
        return $"{answer["id"]}";
    }

    /// <summary>What was done by many calls at once.</summary>
    public Task Say(string words) => script.Step(Login, At, words);

    public Task<string> Register(string words, object person) => Do(words, "residents", person);

    public Task<string> Visit(string words, object findings) => Do(words, "visits", findings);

    public Task<string> SendUp(string words, object request) => Do(words, "referrals", request);

    /// <summary>Says how it stands and where it goes, with the family's consent.</summary>
    public Task<string> SendUp(
        string words,
        string to,
        string summary,
        string? visit = null,
        string? follows = null,
        string? department = null,
        string? criterion = null,
        string priority = "priority",
        string? slot = null
    ) =>
        SendUp(
            words,
            new
            {
                visit,
                follows,
                to,
                department,
                priority,
                criteria = criterion is null ? Array.Empty<string>() : [criterion],
                summary,
                consent = "家属",
                slot,
            }
        );

    public Task Conclude(string words, string referral, string diagnosis, string conclusion) =>
        Do(words, $"referrals/{referral}/conclusion", new { diagnosis, conclusion });

    public Task Accept(string words, string referral, string? department = null) =>
        Do(words, $"referrals/{referral}/acceptance", new { department });

    public Task Arrive(string words, string referral, string kind) => Do(words, $"referrals/{referral}/arrival", new { kind });

    public Task<string> StepDown(string words, string referral, string to, Discharge plan) =>
        Do(
            words,
            $"referrals/{referral}/step-down",
            new
            {
                to,
                plan.Diagnosis,
                DischargeSummary = plan.Summary,
                plan.Medication,
                plan.Rehabilitation,
                plan.FollowUpOn,
            }
        );

    public Task FollowUp(string words, string referral, string finding) => Do(words, $"referrals/{referral}/follow-up", new { finding });

    /// <summary>Whether a matter waits in the person's inbox.</summary>
    public async Task<bool> IsAsked(string matter) => (await See("inbox"))["items"]!.AsArray().Any(i => $"{i!["id"]}" == matter);

    /// <summary>The code of the first diagnosis offered for some words.</summary>
    public async Task<string> Diagnosis(string words) =>
        $"{(await See($"diagnoses?q={Uri.EscapeDataString(words)}")).AsArray()[0]!["code"]}";
}
