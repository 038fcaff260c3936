using System.Globalization;

namespace Yihe.Host.Doors;

/// <summary>
/// How many requests are worked on at once (准入). More than that wait in line for a moment, more than the line holds or longer than the
/// moment are sent away at once with 503 and when to come again: what is let in is answered soon, however many come. Signing in and
/// referrals, by which emergencies go, have places of their own that others never take.
/// </summary>
internal sealed class Admission(int atOnce) : IDisposable
{
    private const int LinePerPlace = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly string[] Urgent =
    [
        "/sign-in",
        "/api/session",
        "/my/sign-in",
        "/my/api/session",
        "/my/api/code",
        "/referrals",
        "/api/referrals",
    ];
    private static readonly string[] Free = ["/assets", "/health", "/metrics", "/inbox/events"];
    private readonly Line usual = new(atOnce);
    private readonly Line urgent = new(Math.Max(4, atOnce / 4));

    /// <summary>How many were sent away since the start.</summary>
    internal long SentAway => usual.SentAway + urgent.SentAway;

    internal int Working => usual.Working + urgent.Working;

    internal async Task Admit(HttpContext http, RequestDelegate next)
    {
        if (Free.Any(p => http.Request.Path.StartsWithSegments(p)))
        {
            await next(http);
            return;
        }
        var line = Urgent.Any(p => http.Request.Path.StartsWithSegments(p)) ? urgent : usual;
        if (!await line.Enter(http.RequestAborted))
        {
            await SendAway(http);
            return;
        }
        try
        {
            await next(http);
        }
        finally
        {
            line.Leave();
        }
    }

    private static Task SendAway(HttpContext http)
    {
        const string words = "现在使用的人太多，没有办理。请稍等几秒再试";
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = Random.Shared.Next(2, 8).ToString(CultureInfo.InvariantCulture); // not all again at once
        http.Response.ContentType = "text/plain; charset=utf-8";
        return Problems.IsForPrograms(http.Request.Path)
            ? Problems.Write(http, "busy", words, [])
            : http.Response.WriteAsync(words, http.RequestAborted);
    }

    public void Dispose()
    {
        usual.Dispose();
        urgent.Dispose();
    }

    /// <summary>Places to work at and a line before them.</summary>
    private sealed class Line(int places) : IDisposable
    {
        private readonly SemaphoreSlim free = new(places);
        private int waiting;
        private long sentAway;

        internal long SentAway => Interlocked.Read(ref sentAway);

        internal int Working => places - free.CurrentCount;

        internal async Task<bool> Enter(CancellationToken ct)
        {
            if (free.Wait(0, CancellationToken.None))
                return true;
            try
            {
                if (Interlocked.Increment(ref waiting) <= places * LinePerPlace && await free.WaitAsync(Patience, ct))
                    return true;
            }
            finally
            {
                Interlocked.Decrement(ref waiting);
            }
            Interlocked.Increment(ref sentAway);
            return false;
        }

        internal void Leave() => free.Release();

        public void Dispose() => free.Dispose();
    }
}
