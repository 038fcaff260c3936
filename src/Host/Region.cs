using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;
using Yihe.Kernel.Secrets;
using Yihe.Kernel.Working;

namespace Yihe.Host;

/// <summary>A region's database and keys on this machine: founding them once, opening them ever after.</summary>
internal static class Region
{
    /// <summary>Makes keys and tables and founds the region from its blueprint.</summary>
    internal static async Task<Result<Platform>> Found(HostOptions options, string blueprint, CancellationToken ct)
    {
        if (options.Database is null)
            Directory.CreateDirectory(options.Data);
        if (Path.GetDirectoryName(Path.GetFullPath(options.KeyFile)) is { } folder)
            Directory.CreateDirectory(folder);
        var vault = File.Exists(options.KeyFile) ? Vault.Open(options.KeyFile) : Vault.Create(options.KeyFile);
        var platform = options.Build(vault);
        await platform.Database.Prepare(ct);
        var founded = await new Gate(platform).Run(FoundRegion.Door, Actor.Platform("init"), new(blueprint), new Call(), ct);
        return founded.To(_ => platform);
    }

    /// <summary>Opens a founded region; refuses, in words, a missing or wrong key and a database of another version.</summary>
    internal static async Task<Result<Platform>> Open(HostOptions options, CancellationToken ct)
    {
        if (options.Database is null && !File.Exists(options.Address))
            return Refusal.Conflict("no-region", $"{options.Data} 里还没有数据，请先运行 yihe init");
        if (!File.Exists(options.KeyFile))
            return Refusal.Conflict("no-keys", $"没有找到密钥文件 {options.KeyFile}；没有密钥不能启动，请从保管处取回");
        if (VaultOf(options.KeyFile) is not { } vault)
            return Refusal.Conflict("bad-keys", $"密钥文件 {options.KeyFile} 的内容不完整，请从保管处取回原件");
        var platform = options.Build(vault);
        await using var db = platform.Database.Open();
        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
            return Refusal.Conflict("old-schema", "数据库的结构与本程序版本不一致，请先运行 yihe upgrade（会先备份）");
        var fingerprint = await db.Set<Setting>().AsNoTracking().SingleOrDefaultAsync(s => s.Name == Setting.KeyFingerprint, ct);
        if (fingerprint?.Value != vault.Fingerprint)
            return Refusal.Conflict("wrong-keys", $"密钥文件 {options.KeyFile} 不是这个数据库的，不能启动；请换成当初 init 时生成的那一份");
        await platform.Blueprints.Load(db, ct);
        return platform;
    }

    private static Vault? VaultOf(string path)
    {
        try
        {
            return Vault.Open(path);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
