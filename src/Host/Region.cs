using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
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
        if (options.IsEmbedded)
            Make(options.Folder);
        if (Path.GetDirectoryName(Path.GetFullPath(options.KeyFile)) is { } folder)
            Directory.CreateDirectory(folder);
        if (!File.Exists(options.KeyFile))
            Vault.Create(options.KeyFile);
        if (Keys(options) is var keys && keys.Refusal is { } locked)
            return locked;
        var platform = options.Build(keys.Value);
        if (await Shape(platform, ct) is { Applied.Count: > 0 } shape && Misfit(shape) is { } refusal)
            return refusal;
        await platform.Database.Prepare(ct);
        var founded = await new Gate(platform).Run(FoundRegion.Door, Actor.Platform("init"), new(blueprint), new Call(), ct);
        return founded.To(_ => platform);
    }

    /// <summary>Opens a founded region; refuses, in words, a missing or wrong key and a database of another version.</summary>
    internal static async Task<Result<Platform>> Open(HostOptions options, CancellationToken ct)
    {
        var (platform, refusal) = await Unlock(options, ct);
        if (refusal is not null)
            return refusal;
        if (Misfit(await Shape(platform, ct)) is { } misfit)
            return misfit;
        await using var db = platform.Database.Open();
        await platform.Blueprints.Load(db, ct);
        return platform;
    }

    /// <summary>Opens a database of this version or an older one with its key, for what comes before an upgrade.</summary>
    internal static async Task<Result<Platform>> Unlock(HostOptions options, CancellationToken ct)
    {
        if (options.IsEmbedded && !File.Exists(options.Address))
            return NoRegion(options.Folder);
        if (Keys(options) is var keys && keys.Refusal is { } locked)
            return locked;
        var platform = options.Build(keys.Value);
        var shape = await Shape(platform, ct);
        if (shape.Applied.Count == 0)
            return NoRegion("数据库");
        if (shape.Unknown.Count > 0)
            return Misfit(shape)!;
        await using var db = platform.Database.Open();
        var state = await KeyState.Of(db, ct);
        if (state.Fingerprints.Count == 0)
            return NoRegion("数据库");
        if (state.LackedBy(keys.Value) is { } lacked)
            return WrongKeys(options, lacked);
        keys.Value.Use(state.Active);
        keys.Value.IsRotating = state.Rotation is not null;
        return platform;
    }

    private static Refusal WrongKeys(HostOptions options, int version) =>
        version == 1
            ? Refusal.Conflict("wrong-keys", $"密钥文件 {options.KeyFile} 不是这个数据库的，不能启动；请换成当初 init 时生成的那一份")
            : Refusal.Conflict(
                "old-keys",
                $"密钥文件 {options.KeyFile} 里没有这个数据库正在用的第 {version} 版密钥，不能启动；请换成最近一次 yihe keys rotate 之后的那一份"
            );

    internal static Result<Vault> Keys(HostOptions options)
    {
        if (!File.Exists(options.KeyFile))
            return Refusal.Conflict(
                "no-keys",
                $"没有找到密钥文件 {options.KeyFile}；没有密钥不能打开，请从保管处取回，或用 --keys 写明位置"
            );
        try
        {
            return Vault.Open(options.KeyFile);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return Refusal.Conflict("bad-keys", $"密钥文件 {options.KeyFile} 的内容不完整，请从保管处取回原件");
        }
    }

    internal static async Task<Schema> Shape(Platform platform, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        return await Schema.Of(db, ct);
    }

    private static Refusal? Misfit(Schema schema) =>
        schema.Unknown.Count > 0
            ? Refusal.Conflict(
                "newer-schema",
                $"数据库已由较新的程序升级过（{string.Join('、', schema.Unknown)}），本程序（{HostOptions.Program}）不能打开它；请换用升级它的那个版本或更新的版本"
            )
        : schema.Pending.Count > 0
            ? Refusal.Conflict(
                "old-schema",
                $"数据库的结构比本程序旧，差 {schema.Pending.Count} 步。请先停掉服务，运行 yihe upgrade（会先自动备份），再启动"
            )
        : null;

    /// <summary>A folder that only its owner enters.</summary>
    internal static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static Refusal NoRegion(string where) => Refusal.Conflict("no-region", $"{where} 里还没有数据，请先运行 yihe init");
}
