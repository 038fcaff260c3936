using System.Text.Json.Nodes;
using Yihe.Basis;
using Yihe.Kernel.Data;
using Yihe.Kernel.Pools;

namespace Yihe.Beds.Tests;

/// <summary>A county with wards, the desk of the hospital and a doctor of primary care.</summary>
public abstract class BedStory(TestDb db) : RegionTests(db)
{
    protected const string Hypertension = "I10.x00";
    protected Actor Desk { get; set; } = null!;
    protected Actor Doctor { get; set; } = null!;

    protected override async Task Begin()
    {
        Diagnoses.DiagnosisTable.Of(Region.Platform);
        Desk = await Region.Part("accessClerk");
        Doctor = await Region.Part("branchDoctor");
    }

    /// <summary>The counts of a ward together with the map of its beds.</summary>
    protected async Task<JsonNode> Ward(string code, Actor? asker = null)
    {
        var board = (await Region.Must("bed.board", asker ?? Desk, new { }))["items"]!.AsArray();
        var ward = board.Single(w => Text(w, "code") == code)!;
        ward["beds"] = (await Region.Must("bed.ward", asker ?? Desk, new { id = Text(ward, "id") }))["beds"]!.DeepClone();
        return ward;
    }

    protected static string Text(JsonNode? node, string name) => node![name]?.GetValue<string>() ?? "";

    protected static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();

    protected static int Named(JsonNode ward) => ward["beds"]!.AsArray().Count(b => b!["person"] is not null);

    protected static string Bed(JsonNode ward, int no) => Text(ward["beds"]!.AsArray().Single(b => b!["no"]!.GetValue<int>() == no), "id");

    protected Task<string> Woman(Actor actor) => Person(actor, 0);

    protected Task<string> Man(Actor actor) => Person(actor, 1);

    private Task<string> Person(Actor actor, int parity) => Region.Register(actor, "钱桂珍", Identity(parity));

    /// <summary>The last digit but one of the identity number is odd for men.</summary>
    private static string Identity(int parity)
    {
        var identity = People.NewIdentity();
        while ((identity[16] - '0') % 2 != parity)
            identity = People.NewIdentity();
        return identity;
    }

    protected async Task<string> Hold(Actor actor, JsonNode ward, string? resident = null)
    {
        var done = await TryHold(actor, ward, resident);
        Assert.True(done.Refusal is null, TestRegion.Told(done.Refusal));
        return Text(done.Value, "id");
    }

    protected async Task<Result<JsonNode>> TryHold(Actor actor, JsonNode ward, string? resident = null) =>
        await Region.Run("bed.hold", actor, new { ward = Text(ward, "id"), resident = resident ?? await Woman(actor) });

    protected async Task<JsonNode> Admit(Actor actor, JsonNode ward, string? resident = null, string? bed = null, bool isolation = false)
    {
        var done = await TryAdmit(actor, ward, resident, bed, isolation);
        Assert.True(done.Refusal is null, TestRegion.Told(done.Refusal));
        return done.Value;
    }

    protected async Task<Result<JsonNode>> TryAdmit(
        Actor actor,
        JsonNode ward,
        string? resident = null,
        string? bed = null,
        bool isolation = false
    ) =>
        await Region.Run(
            "bed.admit",
            actor,
            new
            {
                ward = Text(ward, "id"),
                resident = resident ?? await Woman(actor),
                diagnosis = Hypertension,
                bed,
                isolation,
            }
        );
}
