using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Yihe.Kernel.Data;

/// <summary>A named number that only grows, for numbers people read aloud; taken inside the caller's transaction, so none is lost to a refusal.</summary>
[PrimaryKey(nameof(Name))]
public sealed class Counter : IRow
{
    public required string Name { get; init; }
    public long Value { get; init; }

    public static Task<long> Next(Work work, string name, CancellationToken ct) => Take(work, name, 1, ct);

    /// <summary>Takes several at once; the last of them.</summary>
    public static async Task<long> Take(Work work, string name, int count, CancellationToken ct)
    {
        FormattableString sql =
            $"INSERT INTO kernel_counter (name, value) VALUES ({name}, {count}) ON CONFLICT (name) DO UPDATE SET value = kernel_counter.value + {count} RETURNING value AS \"Value\"";
        return (await work.Db.Database.SqlQuery<long>(sql).ToListAsync(ct))[0];
    }

    /// <summary>"XX261119-0037": prefix, Beijing day, running number of the day.</summary>
    public static async Task<string> DatedNumber(Work work, string prefix, CancellationToken ct)
    {
        var day = work.Today.ToString("yyMMdd", CultureInfo.InvariantCulture);
        return $"{prefix}{day}-{await Next(work, $"{prefix}{day}", ct):0000}";
    }
}
