using System.Text.Json.Nodes;

namespace Yihe.Plans.Tests;

/// <summary>The piece of work in which the parameters of consents are seen.</summary>
internal static class ConsentLooks
{
    /// <summary>A child's guardian consents on the phone and at the counter, and a grown child themselves.</summary>
    internal static async Task Consented(Record record)
    {
        var (region, doctor, today) = (record.Region, await record.Region.Part("branchDoctor"), record.Region.Clock.GetUtcNow().Day());
        var mother = await region.Register(doctor, "孙晓梅");
        foreach (var age in new[] { 8, 15 })
        {
            var child = await region.Register(doctor, "孙小宝", Testing.People.NewIdentity(today.AddYears(-age)));
            await region.Must(
                "agent.register",
                doctor,
                new
                {
                    id = child,
                    identityNumber = Testing.People.IdentityOf(mother),
                    name = "孙晓梅",
                    proof = "guardian",
                    until = today.AddDays(30),
                }
            );
            foreach (var evidence in new[] { "written", "guardian" })
                record.Note((await Noted(child, evidence)).Refusal?.Code);
            var opened = await region.Must("resident.open-account", doctor, new { id = mother, cardSeen = true });
            var identityNumber = Testing.People.IdentityOf(mother);
            var session = await region.Must("my.open-session", Actor.Nobody, new { code = $"{opened["code"]}", identityNumber });
            var own = (await ResidentAccounts.ResidentSessions.ActorOf(region.Platform, $"{session["token"]}", default))!;
            var given = await region.Run(
                "my.give-consent",
                own,
                new
                {
                    purpose = "research",
                    edition = 1,
                    read = true,
                    @for = child,
                }
            );
            record.Note(given.Refusal?.Code);
            var book = await region.Must("my.consents", own, new { @for = child });
            foreach (var purpose in book["purposes"]!.AsArray())
                record.Note($"{purpose!["text"]!.ToJsonString()} {string.Join(' ', purpose["given"]!.AsArray().Select(g => g!["by"]))}");
        }

        Task<Result<JsonNode>> Noted(string child, string evidence) =>
            region.Run(
                "consent.record",
                doctor,
                new
                {
                    id = child,
                    purpose = evidence == "written" ? "sensitive" : "familySensitive",
                    evidence,
                    told = true,
                }
            );
    }
}
