using Yihe.Kernel.Acts;

namespace Yihe.HealthRecord;

/// <summary>The summary on one A4 page, to be handed on with the patient (健康档案摘要); every printing is an act and counted.</summary>
internal static class PrintSummary
{
    internal sealed record Input(ResidentId Id);

    internal sealed record Outcome(ResidentCard Resident, bool IsWhole, bool HasClosed, Summary Summary, string Institution, int Printing);

    internal static readonly Look<Input, Outcome> Door = new("health-record.print", "打印健康档案摘要", PersonRecord.Read, Run);

    private static async Task<Result<Outcome>> Run(Work work, Input input, CancellationToken ct)
    {
        var (record, refusal) = await OpenRecord.For(work, input.Id, ct);
        if (refusal is not null)
            return refusal;
        (work.Purpose, work.Persons) = ("print", 1);
        var id = record.Resident.Id.Value;
        var printed = await work.Db.Set<Act>().CountAsync(a => a.EntityId == id && a.UseCase == Door.Name, ct);
        var at = await InstitutionDirectory.Find(work, work.Actor.Institution, ct);
        return await work.Look(
            new Outcome(
                record.Resident,
                record.IsWhole,
                await record.HasClosed(work, ct),
                await Summary.Of(work, record, ct),
                at?.Name ?? "",
                printed + 1
            ),
            ct
        );
    }
}
