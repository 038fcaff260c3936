using System.ComponentModel.DataAnnotations;

namespace Yihe.Sharing.Allotments;

/// <summary>
/// The hospital's own system, or its desk, answers whether a time or bed of its allotment stands. A refusal frees the person:
/// whoever took it has them in the inbox with the next one beside the reason. The same answer twice is one answer. QJ-38, QJ-39.
/// </summary>
public static class ConfirmAllotted
{
    public sealed record Input(
        Guid Id,
        [property: Display(Name = "能否安排")] bool Accepted,
        [property: Display(Name = "不能安排的原因"), AtMost(100)] string? Reason = null
    );

    public sealed record Outcome(Guid Id, string State);

    public static readonly Change<Input, Outcome> Door = new("allotment.confirm", "院内确认", SharingRights.Confirm, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        if (await Allotted.Find(work, input.Id, ct) is not ({ } kind, { Selling: Selling.Allotted } taking))
            return Refusal.NotFound;
        if (work.Refuses(taking) is { } refusal)
            return refusal;
        return await kind.Answer(work, taking, input.Accepted ? null : Allotted.ReasonOf(input.Reason), ct) is { } no
            ? no
            : await work.Commit(new Outcome(taking.Key, taking.Stands), ct);
    }
}
