using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.News;

/// <summary>One published record on its way to one subscriber (投递); written with the change it tells of, done exactly once in effect.</summary>
[Index(nameof(DoneAt), nameof(DueAt))]
[Index(nameof(Subscriber), nameof(Subject), nameof(DoneAt))]
public sealed class Delivery : IRow
{
    public const int MostAttempts = 24;

    /// <summary>Begins the code of a failure that lies with the other side as a whole, not with this delivery.</summary>
    public const string Down = "down:";

    public required Guid Id { get; init; }
    public required string News { get; init; }
    public required string Payload { get; init; }
    public required string Subscriber { get; init; }

    /// <summary>The person it is about; what goes outside about one person goes in order.</summary>
    public Guid? Subject { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public required DateTimeOffset DueAt { get; set; }
    public int Attempts { get; set; }

    /// <summary>The code of the last failure; never personal data.</summary>
    public string? Error { get; set; }
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>One for each subscriber of the record.</summary>
    internal static IEnumerable<Delivery> Of(
        Platform platform,
        (DateTimeOffset Now, DateTimeOffset Due, Guid? Subject) at,
        object record
    ) =>
        from subscription in platform.Modules.Subscriptions
        where subscription.News == record.GetType()
        select new Delivery
        {
            Id = platform.Time.NewId(),
            News = record.GetType().Name,
            Payload = System.Text.Json.JsonSerializer.Serialize(record, record.GetType(), JsonText.Options),
            Subscriber = subscription.Subscriber,
            Subject = at.Subject,
            PublishedAt = at.Now,
            DueAt = at.Due,
        };

    /// <summary>The other side is down: it waits, however long that lasts, and is never given up for it.</summary>
    internal void Wait(string party, DateTimeOffset until) => (Error, DueAt) = (Down + party, until);

    /// <summary>Failed attempts wait longer each time, up to an hour.</summary>
    internal void Fail(string code, DateTimeOffset now)
    {
        Attempts++;
        Error = code.Length > 200 ? code[..200] : code;
        DueAt = now + TimeSpan.FromSeconds(Math.Min(3600, 5 * Math.Pow(2, Math.Min(Attempts, 12))));
    }
}
