using Yihe.Kernel.Facts;

namespace Yihe.Beds;

/// <summary>What giving beds states as a fact: who took one, and whether out of the kept share.</summary>
internal static class BedFacts
{
    internal static readonly FactKind Bed = new(
        "bed.taken",
        "床位占用",
        Personal: true,
        FromWork: true,
        [FactField.YesNo("kept", "由预留份额的机构收来"), new("ward", "病区")]
    );

    internal static async Task Taken(Work work, BedStay stay, CancellationToken ct) =>
        work.State(
            Bed,
            new($"{stay.Id}", stay.To, work.Now, stay.Resident.Value),
            ("kept", await Entitlement.Of(work, stay.From, ct) ? "yes" : "no"),
            ("ward", stay.WardName)
        );
}
