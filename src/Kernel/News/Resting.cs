using System.Collections.Concurrent;

namespace Yihe.Kernel.News;

/// <summary>The outside parties that did not answer three times running and are left alone for a while: five seconds at first, up to a minute.</summary>
internal sealed class Resting
{
    private const int Patience = 3;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<(string, string), (int Times, DateTimeOffset Until)> parties = [];

    /// <summary>Until when it is left alone; null where it may be asked.</summary>
    internal DateTimeOffset? Until(string subscriber, string party, DateTimeOffset now) =>
        parties.TryGetValue((subscriber, party), out var rest) && rest.Until > now ? rest.Until : null;

    /// <summary>It did not answer; when to ask it about the same again.</summary>
    internal DateTimeOffset Longer(string subscriber, string party, DateTimeOffset now)
    {
        var times = parties.TryGetValue((subscriber, party), out var rest) ? rest.Times + 1 : 1;
        var until = now + Shortest * Math.Min(12, Math.Pow(2, Math.Max(0, times - Patience)));
        parties[(subscriber, party)] = (times, times < Patience ? now : until);
        return until;
    }

    /// <summary>It answered; whether anything may wait for that.</summary>
    internal bool Ends(string subscriber, string party) => parties.TryRemove((subscriber, party), out _);
}
