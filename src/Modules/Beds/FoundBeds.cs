using System.Text.Json.Nodes;
using Yihe.Basis.Blueprints;

namespace Yihe.Beds;

/// <summary>Turns the blueprint's wards into rows, and the beds as they are set today back into their rooms.</summary>
internal static class FoundBeds
{
    internal static Task Run(Work work, Blueprint blueprint, CancellationToken ct)
    {
        var section = blueprint.Of<AccessSection>();
        foreach (var plan in section.Wards)
            Ward.Of(work, plan, section.Beds, InstitutionDirectory.Founding(work));
        return Task.CompletedTask;
    }

    /// <summary>Writes the beds as they are set today back into the rooms of their wards.</summary>
    internal static async Task Write(Work work, JsonNode plan, CancellationToken ct)
    {
        var wards = await work.Db.Set<Ward>().AsNoTracking().ToDictionaryAsync(w => w.Code, w => w.Id, ct);
        var beds = (await work.Db.Set<Bed>().AsNoTracking().OrderBy(b => b.No).ToListAsync(ct)).ToLookup(b => b.Ward);
        foreach (var ward in plan["access"]!["wards"]!.AsArray().OfType<JsonObject>())
            if (wards.TryGetValue($"{ward["code"]}", out var id))
                ward["rooms"] = new JsonArray([.. RoomsOf(beds[id]).Select(NodeOf)]);
    }

    private static JsonObject NodeOf(RoomPlan room)
    {
        var node = new JsonObject { ["room"] = room.Room, ["beds"] = room.Beds };
        if (room.Sex != BedSex.Any)
            node["sex"] = Shape.JsonName(room.Sex.ToString());
        if (room.Isolation)
            node["isolation"] = true;
        return node;
    }

    private static List<RoomPlan> RoomsOf(IEnumerable<Bed> beds)
    {
        var rooms = new List<RoomPlan>();
        foreach (var bed in beds)
            if (rooms is [.., var last] && last with { Beds = 1 } == new RoomPlan(bed.Room, 1, bed.Sex, bed.Isolation))
                rooms[^1] = last with { Beds = last.Beds + 1 };
            else
                rooms.Add(new(bed.Room, 1, bed.Sex, bed.Isolation));
        return rooms;
    }
}
