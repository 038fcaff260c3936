using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Yihe.Host;

/// <summary>
/// An embedded file that waits for no disk and is tidied up seldom, for a past that is begun anew whole when it is interrupted. A connection
/// is set so once, after the kernel set it up; the pool hands it out again as it is.
/// </summary>
internal sealed class Careless : DbConnectionInterceptor
{
    private const string Sql = "PRAGMA synchronous=OFF; PRAGMA wal_autocheckpoint=20000; PRAGMA cache_size=-65536;";
    private readonly ConditionalWeakTable<SQLitePCL.sqlite3, object> setUp = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (!setUp.TryAdd(((SqliteConnection)connection).Handle!, setUp))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken ct = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
