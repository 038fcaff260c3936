using System.Collections;
using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Working;

/// <summary>Section <c>reading</c> (阅读限量): how much of people's data one account may be shown, so that nobody carries off what they may look at one by one.</summary>
/// <param name="Minutes">the span that is counted, 1 to 1,440</param>
/// <param name="Persons">so many persons' rows may be shown in it, lists and single records together</param>
[Display(Name = "阅读限量")]
public sealed record ReadingLimits(
    [property: Display(Name = "统计分钟数")] int Minutes,
    [property: Display(Name = "一个账号可看人次")] int Persons,
    string Source
)
{
    internal static readonly BlueprintSection Section = BlueprintSection.Of<ReadingLimits>("reading", Check);

    private static IEnumerable<BlueprintFault> Check(ReadingLimits limits, Blueprint whole)
    {
        if (limits.Minutes is < 1 or > 1_440)
            yield return new("$.reading.minutes", $"{limits.Minutes}", "1 至 1440 分钟", "请改正统计的时长");
        if (limits.Persons < 100)
            yield return new("$.reading.persons", $"{limits.Persons}", "100 以上", "请放宽限量：一页名单就有几十人，过严会妨碍看病");
    }
}

/// <summary>
/// How many persons' data one account was shown in one span (已看人次). Everything under a clinical permission counts by itself:
/// a list by its rows, anything else as one person. Past the limit nothing more is shown and whoever guards the place is told.
/// </summary>
[PrimaryKey(nameof(Who), nameof(Span))]
public sealed class Shown : IRow
{
    public required string Who { get; init; }

    /// <summary>The number of the span since the beginning of the calendar.</summary>
    public required long Span { get; init; }
    public int Persons { get; init; }

    internal static async Task<Refusal?> Count(Work work, object outcome, CancellationToken ct)
    {
        var limits = work.Platform.Blueprints.At<ReadingLimits>(work.Now);
        var length = TimeSpan.FromMinutes(limits.Minutes);
        var (who, span, persons) = (NameOf(work.Actor), work.Now.UtcTicks / length.Ticks, work.Persons ?? PersonsIn(outcome));
        var counted = await work.Db.Database.SqlQueryRaw<int>(Counting(work.Db), who, span, persons).ToListAsync(ct);
        if (counted[0] <= limits.Persons)
            return null;
        var again = new DateTimeOffset((span + 1) * length.Ticks, TimeSpan.Zero).Local();
        return new(
            RefusalKind.TooMany,
            "reading-limit",
            $"{limits.Minutes} 分钟内最多看 {limits.Persons} 人次，已经超过，这次没有打开，并已告知安全管理员；请在 {again:HH:mm} 之后再看，确需大批查看请先向安全管理员说明"
        );
    }

    /// <summary>The disk is not waited for: what a fall of the database loses of it is the last moment's count, and one system's looks do not line up.</summary>
    private static string Counting(AppDb db)
    {
        const string sum =
            "ON CONFLICT (who, span) DO UPDATE SET persons = kernel_shown.persons + excluded.persons RETURNING persons AS \"Value\"";
        return db.IsSqlite
            ? $"INSERT INTO kernel_shown (who, span, persons) VALUES ({{0}}, {{1}}, {{2}}) {sum}"
            : $"INSERT INTO kernel_shown (who, span, persons) SELECT {{0}}, {{1}}, {{2}} FROM (SELECT set_config('synchronous_commit', 'off', true)) off {sum}";
    }

    /// <summary>Drops the counts of spans that are over.</summary>
    public static async Task Forget(Platform platform, CancellationToken ct)
    {
        var now = platform.Time.Instant();
        var span = now.UtcTicks / TimeSpan.FromMinutes(platform.Blueprints.At<ReadingLimits>(now).Minutes).Ticks;
        await using var db = platform.Database.Open();
        if (!await db.Set<Shown>().AnyAsync(s => s.Span != span, ct))
            return;
        using var turn = await platform.Database.Turn(ct);
        await db.Set<Shown>().Where(s => s.Span != span).ExecuteDeleteAsync(ct);
    }

    private static string NameOf(Actor actor) => actor.Account?.ToString() ?? actor.Name;

    private static int PersonsIn(object outcome) =>
        outcome.GetType().GetProperty(nameof(Rows<>.Items))?.GetValue(outcome) is ICollection rows ? rows.Count : 1;
}

/// <summary>Somebody reached a limit that guards people's data, and was refused; whoever guards the place is told.</summary>
public sealed record LimitReached(AccountId? Account, string Agent, InstitutionId Institution, string UseCase, string Code)
{
    internal static LimitReached By(Actor actor, UseCase useCase, Refusal refusal) =>
        new(actor.Account, actor.Account is null ? actor.Name : "", actor.Institution, useCase.Name, refusal.Code);
}
