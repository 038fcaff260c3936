using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Flows;

namespace Yihe.Kernel.Tests;

/// <summary>Use cases made for tests of the gate: each effect is one work item that nobody holds.</summary>
internal static class Probe
{
    internal sealed record Input(string Text);

    internal static readonly UseCase<Input, Input> Add = Changing(
        "probe.add",
        async (work, input, ct) =>
        {
            if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
                return refusal;
            Effect(work);
            return await work.Commit(input, ct);
        }
    );

    internal static UseCase<Input, Input> Changing(
        string name,
        Func<Work, Input, CancellationToken, Task<Result<Input>>> run,
        Permission? permission = null
    ) => new Change<Input, Input>(name, "试验", permission ?? Permission.SignedIn, run);

    internal static WorkItem Effect(Work work) => work.Add(new WorkItem { Id = work.NewId(), Flow = "probe" });

    internal static async Task<int> Effects(this TestRegion region)
    {
        await using var db = region.Platform.Database.Open();
        return await db.Set<WorkItem>().CountAsync(i => i.Flow == "probe", TestContext.Current.CancellationToken);
    }

    internal static async Task<int> AllActs(this TestRegion region)
    {
        await using var db = region.Platform.Database.Open();
        return await db.Set<Act>().CountAsync(TestContext.Current.CancellationToken);
    }
}
