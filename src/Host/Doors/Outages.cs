using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;

namespace Yihe.Host.Doors;

/// <summary>
/// What the platform itself stands on has failed (外部故障): the disk, the database, the way there. It is answered 503, or 507 where the
/// disk is full, and says when to come again; whether the last step was kept is not known, so the same key is to be used.
/// </summary>
internal static class Outages
{
    private const int RetrySeconds = 3;

    /// <summary>The status to answer with.</summary>
    internal static int StatusOf(Exception? failed) =>
        failed is BadHttpRequestException unreadable ? unreadable.StatusCode
        : Causes(failed).Any(IsFull) ? StatusCodes.Status507InsufficientStorage
        : Causes(failed).Any(IsOutside) ? StatusCodes.Status503ServiceUnavailable
        : StatusCodes.Status500InternalServerError;

    /// <summary>Answers so, and says when to come again.</summary>
    internal static void Answer(HttpResponse response, int status)
    {
        response.StatusCode = status;
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status507InsufficientStorage)
            response.Headers.RetryAfter = $"{RetrySeconds}";
    }

    private static IEnumerable<Exception> Causes(Exception? failed)
    {
        for (; failed is not null; failed = failed.InnerException)
            yield return failed;
    }

    private static bool IsFull(Exception e) =>
        e is SqliteException { SqliteErrorCode: 13 } or Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.DiskFull };

    private static bool IsOutside(Exception e) => e is DbException or IOException or SocketException or TimeoutException;
}
