using Yihe.Kernel.Files;
using Yihe.Kernel.Flows;
using Yihe.Kernel.Pools;
using Yihe.Kernel.Records;
using Yihe.Kernel.Secrets;

namespace Yihe.Kernel;

/// <summary>What the kernel itself offers at the doors.</summary>
public static class KernelModule
{
    public static readonly Module Definition = new("Kernel", typeof(KernelModule).Assembly)
    {
        Sections = [ReadingLimits.Section],
        Chores =
        [
            FoundRegion.Door,
            EscalateOverdue.Door,
            ExpireHolds.Door,
            ExportList.Door,
            FillFaces.Door,
            MarkDocuments.Door,
            Rotation.Announce,
            Rotation.Activate,
            Rotation.Reseal,
            Rehash.Door,
            Rotation.End,
            Rotation.Retire,
        ],
        Beats = [new("escalation", EscalateOverdue.Door, EscalateOverdue.IsDue), new("holds", ExpireHolds.Door, ExpireHolds.IsDue)],
        Routes = [Route.Get("inbox", ShowInbox.Door), Route.Get("inbox/overdue", ShowOverdue.Door)],
    };
}
