using Yihe.Basis;
using Yihe.Kernel.Flows;

namespace Yihe.Ui;

/// <summary>How moments and spans are said at work.</summary>
public static class Words
{
    public static string Day(DateOnly day, DateOnly today) =>
        (today.DayNumber - day.DayNumber) switch
        {
            0 => $"今天 {day:M月d日}",
            1 => $"昨天 {day:M月d日}",
            _ when day.Year == today.Year => $"{day:M月d日 dddd}",
            _ => $"{day:yyyy年M月d日}",
        };

    /// <summary>"今天 15:30", "11-20 周五 15:30", "2025-11-20 15:30".</summary>
    public static string Moment(DateTimeOffset at, DateTimeOffset now)
    {
        var local = at.Local();
        return at.Day() == now.Day() ? $"今天 {local:HH:mm}"
            : local.Year == now.Local().Year ? $"{local:MM-dd ddd} {local:HH:mm}"
            : $"{local:yyyy-MM-dd HH:mm}";
    }

    /// <summary>"剩 22 分", "超时 3 小时 5 分", "剩 2 天".</summary>
    public static string Left(DateTimeOffset due, DateTimeOffset now) => due < now ? $"超时 {Span(now - due)}" : $"剩 {Span(due - now)}";

    public static string Span(TimeSpan span) =>
        span.TotalMinutes < 60 ? $"{Math.Max(1, (int)span.TotalMinutes)} 分"
        : span.TotalHours < 24 ? $"{(int)span.TotalHours} 小时{(span.Minutes > 0 ? $" {span.Minutes} 分" : "")}"
        : $"{(int)span.TotalDays} 天";

    /// <summary>The tone of a deadline: past, within an hour, later.</summary>
    public static string? ToneOfDue(DateTimeOffset? due, DateTimeOffset now) =>
        due is not { } at ? null
        : at < now ? "danger"
        : at - now < TimeSpan.FromHours(1) ? "warn"
        : null;

    /// <summary>The value of a <c>data-tone</c> attribute.</summary>
    public static string? Of(Tone tone) => tone == Tone.Quiet ? null : tone.ToString().ToLowerInvariant();
}
