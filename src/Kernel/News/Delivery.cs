using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.News;

/// <summary>One published record on its way to one subscriber (投递); written with the change it tells of, done exactly once in effect.</summary>
[Index(nameof(DoneAt), nameof(DueAt))]
public sealed class Delivery : IRow
{
    public const int MostAttempts = 24;

    public required Guid Id { get; init; }
    public required string News { get; init; }
    public required string Payload { get; init; }
    public required string Subscriber { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public required DateTimeOffset DueAt { get; set; }
    public int Attempts { get; set; }

    /// <summary>The code of the last failure; never personal data.</summary>
    public string? Error { get; set; }
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>One for each subscriber of the record.</summary>
    internal static IEnumerable<Delivery> Of(Platform platform, (DateTimeOffset Now, DateTimeOffset Due) at, object record) =>
        from subscription in platform.Modules.Subscriptions
        where subscription.News == record.GetType()
        select new Delivery
        {
            Id = platform.Time.NewId(),
            News = record.GetType().Name,
            Payload = System.Text.Json.JsonSerializer.Serialize(record, record.GetType(), JsonText.Options),
            Subscriber = subscription.Subscriber,
            PublishedAt = at.Now,
            DueAt = at.Due,
        };

    /// <summary>Failed attempts wait longer each time, up to an hour.</summary>
    internal void Fail(string code, DateTimeOffset now)
    {
        Attempts++;
        Error = code.Length > 200 ? code[..200] : code;
        DueAt = now + TimeSpan.FromSeconds(Math.Min(3600, 5 * Math.Pow(2, Math.Min(Attempts, 12))));
    }
}
