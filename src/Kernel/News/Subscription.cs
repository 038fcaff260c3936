using System.Text.Json;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.News;

/// <summary>
/// Who listens to which record. Inside the walls a reaction is a piece of work in the delivery's own transaction;
/// a call to the outside runs without one, may be repeated, and carries the delivery's id so that the other side can tell.
/// A call that throws says that the other side is down; a refusal, that it will not have this one.
/// </summary>
public sealed record Subscription(
    string Subscriber,
    string Words,
    Type News,
    Func<Work, object, CancellationToken, Task>? React,
    Func<Gate, object, Guid, CancellationToken, Task<Result<Done>>>? Call
)
{
    /// <summary>Which of several outside parties a record goes to; one that is down holds up no other.</summary>
    public Func<object, string> Party { get; init; } = _ => "";

    public static Subscription On<T>(string subscriber, string words, Func<Work, T, CancellationToken, Task> react) =>
        new(subscriber, words, typeof(T), (work, news, ct) => react(work, (T)news, ct), null);

    public static Subscription Outside<T>(
        string subscriber,
        string words,
        Func<Gate, T, Guid, CancellationToken, Task<Result<Done>>> call,
        Func<T, string>? party = null
    ) =>
        new(subscriber, words, typeof(T), null, (gate, news, id, ct) => call(gate, (T)news, id, ct))
        {
            Party = news => party?.Invoke((T)news) ?? "",
        };

    /// <summary>An answer that says nothing about what was sent, only that the other side cannot now.</summary>
    public static bool IsDown(System.Net.HttpStatusCode status) => (int)status is 408 or 429 or >= 500;

    internal object Read(string payload) => JsonSerializer.Deserialize(payload, News, JsonText.Options)!;
}
