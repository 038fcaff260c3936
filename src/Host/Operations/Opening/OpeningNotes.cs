using Microsoft.EntityFrameworkCore;
using Yihe.Basis;
using Yihe.Basis.Values;
using Yihe.Kernel.Data;
using Yihe.Kernel.Working;

namespace Yihe.Host.Operations.Opening;

/// <summary>What was seen to of a new region, each written by the one use case that saw to it: a setting of the database, with its act.</summary>
internal static class OpeningNotes
{
    internal static readonly Permission Read = new("opening.read", "查看首次启用");
    internal static readonly Permission Manage = new("opening.manage", "办理首次启用");

    /// <summary>A note by the name of its setting.</summary>
    internal interface INote
    {
        static abstract string Setting { get; }
    }

    /// <summary>Somebody compared a copy of the key file, kept elsewhere, with the keys in use.</summary>
    internal sealed record KeysKept(string Fingerprint, DateTimeOffset At, AccountId? By) : INote
    {
        public static string Setting => "keys-kept";
    }

    /// <summary>The last backup that was written whole, of which moment, and where to.</summary>
    internal sealed record LastBackup(DateTimeOffset At, string Place, long Rows) : INote
    {
        public static string Setting => "last-backup";
    }

    /// <summary>The region was declared open for use.</summary>
    internal sealed record Opened(DateTimeOffset At, AccountId? By) : INote
    {
        public static string Setting => "opened";
    }

    internal static async Task<T?> Find<T>(AppDb db, CancellationToken ct)
        where T : class, INote
    {
        var name = T.Setting;
        var setting = await db.Set<Setting>().AsNoTracking().SingleOrDefaultAsync(s => s.Name == name, ct);
        return setting is null ? null : JsonText.Read<T>(setting.Value);
    }

    internal static async Task Write<T>(Work work, T note, CancellationToken ct)
        where T : INote
    {
        var name = T.Setting;
        if (await work.Db.Set<Setting>().SingleOrDefaultAsync(s => s.Name == name, ct) is { } setting)
            setting.Value = JsonText.Write(note);
        else
            work.Add(new Setting { Name = name, Value = JsonText.Write(note) });
    }
}
