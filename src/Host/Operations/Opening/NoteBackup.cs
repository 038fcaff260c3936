using Yihe.Basis;
using Yihe.Kernel.Working;

namespace Yihe.Host.Operations.Opening;

/// <summary>After a backup was written whole, the region itself knows of it: the doctor and the first days ask for the last one.</summary>
internal static class NoteBackup
{
    internal sealed record Input(DateTimeOffset At, string Place, long Rows);

    internal static readonly Change<Input, Done> Door = new("opening.note-backup", "完成一次备份", Permission.Platform, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        await OpeningNotes.Write(work, new OpeningNotes.LastBackup(input.At, input.Place, input.Rows), ct);
        return await work.Commit(Done.Yes, ct);
    }
}
