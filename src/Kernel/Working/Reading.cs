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

    [AddsUp]
    public int Persons { get; init; }

    /// <summary>What a look takes of the limit.</summary>
    internal static Shown By(Work work, object outcome) =>
        new()
        {
            Who = work.Actor.Account?.ToString() ?? work.Actor.Name,
            Span = SpanAt(work.Now, LimitsAt(work)),
            Persons = work.Persons ?? PersonsIn(outcome),
        };

    internal static ReadingLimits LimitsAt(Work work) => work.Platform.Blueprints.At<ReadingLimits>(work.Now);

    internal static Refusal TooMany(Work work)
    {
        var limits = LimitsAt(work);
        var again = new DateTimeOffset((SpanAt(work.Now, limits) + 1) * TimeSpan.FromMinutes(limits.Minutes).Ticks, TimeSpan.Zero).Local();
        return new(
            RefusalKind.TooMany,
            "reading-limit",
            $"{limits.Minutes} 分钟内最多看 {limits.Persons} 人次，已经超过，这次没有打开，并已告知安全管理员；请在 {again:HH:mm} 之后再看，确需大批查看请先向安全管理员说明"
        );
    }

    /// <summary>Drops the counts of spans that are over.</summary>
    public static Task Forget(Platform platform, CancellationToken ct)
    {
        var now = platform.Time.Instant();
        var span = SpanAt(now, platform.Blueprints.At<ReadingLimits>(now));
        return platform.Database.Forget<Shown>(s => s.Span != span, ct);
    }

    private static long SpanAt(DateTimeOffset now, ReadingLimits limits) => now.UtcTicks / TimeSpan.FromMinutes(limits.Minutes).Ticks;

    private static int PersonsIn(object outcome) =>
        outcome.GetType().GetProperty(nameof(Rows<>.Items))?.GetValue(outcome) is ICollection rows ? rows.Count : 1;
}

/// <summary>Somebody reached a limit that guards people's data, and was refused; whoever guards the place is told.</summary>
public sealed record LimitReached(AccountId? Account, string Agent, InstitutionId Institution, string UseCase, string Code)
{
    internal static LimitReached By(Actor actor, UseCase useCase, Refusal refusal) =>
        new(actor.Account, actor.Account is null ? actor.Name : "", actor.Institution, useCase.Name, refusal.Code);
}
