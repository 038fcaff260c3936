using Yihe.Basis;
using Yihe.Host.Operations.Opening;
using Yihe.Kernel.Working;
using Route = Yihe.Kernel.Working.Route;

namespace Yihe.Host;

/// <summary>What whoever runs a region does at its pages: the steps of the first days.</summary>
internal static class HostModule
{
    internal static readonly Module Definition = new("Host", typeof(HostModule).Assembly)
    {
        Chores = [NoteBackup.Door],
        Routes =
        [
            Route.Get("opening", ShowOpening.Door),
            Route.Post("opening", OpenForUse.Door),
            Route.Put("opening/keys", KeepKeys.Door),
            Route.Get("opening/checks", ShowChecks.Door),
        ],
        Menu = [new("管理", "首次启用", "/opening", "shield", OpeningNotes.Read)],
    };
}
