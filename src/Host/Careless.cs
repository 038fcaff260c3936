using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Yihe.Host;

/// <summary>
/// An embedded file that waits for no disk, for a past that is begun anew whole when it is interrupted. A connection is set so from its
/// second use on, after the kernel set it up.
/// </summary>
internal sealed class Careless : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous=OFF";
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken ct = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
