using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Yihe.Product.Tests.Histories;

internal enum Fault
{
    None,

    /// <summary>The database does not answer in time.</summary>
    Timeout,

    /// <summary>Somebody else changed the same row.</summary>
    Conflict,

    /// <summary>The process ends; another one goes on with the database.</summary>
    Crash,

    /// <summary>The process ends after it committed and before it answered.</summary>
    LateCrash,
}

/// <summary>A place between two steps of a piece of work at which it fails once: before its n-th statement, or after its commit.</summary>
internal sealed class FaultPoint : DbCommandInterceptor, IDbTransactionInterceptor
{
    private int left = -1;
    private Fault fault;

    /// <summary>How many faults came to pass, by kind.</summary>
    internal Dictionary<Fault, int> Struck { get; } = [];

    internal void Arm(Fault kind, int statements) => (fault, left) = (kind, statements);

    internal void Disarm() => fault = Fault.None;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData data,
        InterceptionResult<DbDataReader> result,
        CancellationToken ct = default
    ) => Step(result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData data,
        InterceptionResult<int> result,
        CancellationToken ct = default
    ) => Step(result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command,
        CommandEventData data,
        InterceptionResult<object> result,
        CancellationToken ct = default
    ) => Step(result);

    public ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction,
        TransactionEventData data,
        InterceptionResult result,
        CancellationToken ct = default
    ) => Step(result);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData data, CancellationToken ct = default)
    {
        if (fault == Fault.LateCrash)
            Strike();
        return Task.CompletedTask;
    }

    private ValueTask<T> Step<T>(T result)
    {
        if (fault is not (Fault.None or Fault.LateCrash) && left-- == 0)
            Strike();
        return new(result);
    }

    private void Strike()
    {
        var struck = fault;
        fault = Fault.None;
        Struck[struck] = Struck.GetValueOrDefault(struck) + 1;
        throw struck switch
        {
            Fault.Timeout => new TimeoutException("injected"),
            Fault.Conflict => new DbUpdateConcurrencyException("injected"),
            _ => new Crashed(),
        };
    }

    /// <summary>The process is gone.</summary>
    internal sealed class Crashed() : Exception("injected");
}
