using System.Text.Json.Nodes;

namespace Yihe.Referral.Tests;

/// <summary>The people most referral tests need, and what they see.</summary>
public abstract class ReferralStory(TestDb db) : RegionTests(db)
{
    protected Actor Village { get; private set; } = null!;
    protected Actor Branch { get; private set; } = null!;
    protected Actor Office { get; private set; } = null!;
    protected Actor Specialist { get; private set; } = null!;
    protected Actor Overseer { get; private set; } = null!;
    protected Actor Stranger { get; private set; } = null!;

    protected override async Task Begin()
    {
        Village = await Region.Part("villageDoctor");
        Branch = await Region.Part("branchDoctor");
        Office = await Region.Part("referralOffice");
        Specialist = await Region.Part("specialist");
        Overseer = await Region.Part("overseer");
        Stranger = await Region.Person("jinzhiming");
    }

    protected async Task<string> IdOf(string institution) => (await Region.Institution(institution)).Id.ToString();

    protected Task<JsonNode> Must(Actor actor, string useCase, object input) => Region.Must(useCase, actor, input);

    protected async Task<Refusal> No(Actor actor, string useCase, object input)
    {
        var result = await Region.Run(useCase, actor, input);
        Assert.True(result.Refusal is not null, $"{useCase} was done");
        return result.Refusal;
    }

    protected Task<JsonNode> Show(string referral, Actor? actor = null) => Must(actor ?? Village, "referral.show", new { id = referral });

    protected async Task<string> State(string referral, Actor? actor = null) =>
        (await Show(referral, actor))["here"]!["state"]!.GetValue<string>();

    /// <summary>What the actor's inbox asks about a matter, or null.</summary>
    protected async Task<JsonNode?> Item(Actor actor, string matter) =>
        (await Must(actor, "inbox.show", new { }))["items"]!.AsArray().FirstOrDefault(i => i!["id"]!.GetValue<string>() == matter);

    protected async Task<object> PlanTo(string referral, string institution, int? version = null) =>
        new
        {
            id = referral,
            to = await IdOf(institution),
            diagnosis = "I20.000",
            dischargeSummary = "药物治疗后无胸痛。",
            medication = "阿司匹林 100 mg 每日一次",
            rehabilitation = "低盐饮食",
            followUpOn = Region.Clock.GetUtcNow().Day().AddDays(7).ToString("yyyy-MM-dd", null),
            version,
        };

    /// <summary>A referral from village to branch, accepted and arrived there.</summary>
    protected async Task<string> Arrived()
    {
        var referral = await Region.Refer(Village, "hx");
        await Must(Branch, "referral.accept", new { id = referral });
        await Must(Branch, "referral.confirm-arrival", new { id = referral, kind = "inpatient" });
        return referral;
    }
}
