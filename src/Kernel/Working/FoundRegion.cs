using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Working;

/// <summary>A region begins: its blueprint becomes version 1 and each module makes its rows from it, in one act.</summary>
public static class FoundRegion
{
    public sealed record Input(string Text);

    public static readonly Change<Input, Done> Door = new("region.found", "开设地区", Permission.Platform, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        if (await work.Db.Set<BlueprintVersion>().AnyAsync(ct))
            return Refusal.Conflict("founded", "这个数据库里已经有一个地区了；请换一个数据目录");
        var (blueprint, faults) = BlueprintReader.Read(input.Text, work.Platform.Modules.Sections);
        if (blueprint is null)
            return Refusal.Invalid([.. faults.Select(f => new FieldFault(f.Path, f.ToString()))]);
        var version = work.Add(
            new BlueprintVersion
            {
                Id = work.NewId(),
                Number = 1,
                ValidFrom = work.Now,
                Text = input.Text,
            }
        );
        work.Add(new Setting { Name = Setting.KeyFingerprint, Value = work.Platform.Vault.Fingerprint });
        work.Platform.Blueprints.Put(1, work.Now, blueprint);
        foreach (var module in work.Platform.Modules.All)
            await (module.Found?.Invoke(work, blueprint, ct) ?? Task.CompletedTask);
        work.About(version);
        return await work.Commit(Done.Yes, ct);
    }
}
