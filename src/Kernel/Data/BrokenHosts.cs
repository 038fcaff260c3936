using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Yihe.Kernel.Data;

/// <summary>
/// Where a connection to one of several hosts broke, the idle ones are given up with it: a machine that stands still takes in questions and
/// answers none, and each idle connection would be waited for in its turn.
/// </summary>
internal sealed class BrokenHosts : DbConnectionInterceptor
{
    public override DbConnection ConnectionCreated(ConnectionCreatedEventData eventData, DbConnection result)
    {
        result.StateChange += GiveUp;
        return result;
    }

    private static void GiveUp(object sender, StateChangeEventArgs change)
    {
        if (sender is NpgsqlConnection connection && connection.FullState.HasFlag(ConnectionState.Broken))
            NpgsqlConnection.ClearPool(connection);
    }
}
