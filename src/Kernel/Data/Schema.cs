using Microsoft.EntityFrameworkCore;

namespace Yihe.Kernel.Data;

/// <summary>How far a database has come (库结构): the migrations this program knows and those the database has had, oldest first.</summary>
public sealed record Schema(IReadOnlyList<string> Known, IReadOnlyList<string> Applied)
{
    public IReadOnlyList<string> Pending => [.. Known.Except(Applied)];

    /// <summary>What a newer program did.</summary>
    public IReadOnlyList<string> Unknown => [.. Applied.Except(Known)];

    public static async Task<Schema> Of(AppDb db, CancellationToken ct) =>
        new([.. db.Database.GetMigrations()], [.. await db.Database.GetAppliedMigrationsAsync(ct)]);

    /// <summary>A migration has another number on each engine and one name on both.</summary>
    public static string NameOf(string migration) => migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..];
}
