using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Yihe.Kernel.Acts;
using Yihe.Kernel.Data;

namespace Yihe.Kernel.Working;

/// <summary>
/// The one way in (关口): checks the right to the use case and the shape of the input, answers a repeated key from memory
/// (asked for only when the repeated call could not be done again, as a first call has nothing there), runs the use case inside one transaction, and notes denials. Everything that changes the region passes here.
/// </summary>
public sealed class Gate(Platform platform)
{
    private const int Tries = 4;
    private static readonly Refusal Duplicate = Refusal.Conflict("duplicate", "同样的记录刚刚已经登记过了，请刷新后查看");

    public Platform Platform => platform;

    /// <summary>Runs a use case found by name, as forms and routes do.</summary>
    public Task<Result<object>> Run(UseCase useCase, Actor actor, object input, Call call, CancellationToken ct) =>
        useCase.RunUntyped(this, actor, input, call, ct);

    /// <summary>Whether the actor may not use it at all; a denial is noted. Doors ask before they read what was sent.</summary>
    public async Task<Refusal?> Denies(UseCase useCase, Actor actor, Call call, CancellationToken ct) =>
        actor.May(useCase.Permission) ? null : (await Deny<Done>(useCase, actor, call, NoRight(useCase, actor), ct)).Refusal;

    public async Task<Result<TOut>> Run<TIn, TOut>(UseCase<TIn, TOut> useCase, Actor actor, TIn input, Call call, CancellationToken ct)
        where TIn : notnull
    {
        if (await Denies(useCase, actor, call, ct) is { } denied)
            return denied;
        if (Shape.FaultsOf(input) is { Count: > 0 } faults)
            return Refusal.Invalid(faults);
        if (useCase.Ahead is { } reckon)
            call = call with { Ahead = await reckon(platform, actor, input, ct) };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Once(useCase, actor, input, call, again: attempt > 1, ct);
            }
            catch (DbUpdateConcurrencyException)
            {
                if (!platform.Vault.IsRotating || attempt == Tries)
                    return Refusal.Changed;
            }
            catch (Exception e) when (IsUniqueViolation(e))
            {
                if (attempt > 1 || call.Key is null)
                    return Duplicate;
            }
            catch (Exception e) when (IsSerialization(e) && attempt < Tries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20 * attempt), ct);
            }
        }
    }

    private async Task<Result<TOut>> Once<TIn, TOut>(
        UseCase<TIn, TOut> useCase,
        Actor actor,
        TIn input,
        Call call,
        bool again,
        CancellationToken ct
    )
        where TIn : notnull
    {
        var hash = call.Key is null ? "" : KeptOutcome.HashOf(input);
        platform.Blueprints.Renew();
        Work work;
        Result<TOut> result;
        using (useCase.Changes ? await platform.Database.Turn(ct) : null)
        {
            await using var db = platform.Database.Open();
            db.Database.AutoSavepointsEnabled = false; // a failed call is given up whole
            await using var transaction = useCase.Changes ? await db.Database.BeginTransactionAsync(ct) : null;
            if (again && await Kept(db, useCase, actor, call, ct) is { } kept)
                return await Replay<TOut>(db, kept, hash, ct);
            work = new Work(platform, db, actor, useCase, call) { Transaction = transaction, InputHash = hash };
            result = await useCase.Run(work, input, ct);
            if (result.Refusal is not null && await Kept(db, useCase, actor, call, ct) is { } earlier)
                return await Replay<TOut>(db, earlier, hash, ct);
        }
        return work.MustNote(result.Refusal) ? await Deny<TOut>(useCase, actor, call, result.Refusal!, ct, work) : result;
    }

    private static async Task<KeptOutcome?> Kept(AppDb db, UseCase useCase, Actor actor, Call call, CancellationToken ct) =>
        call.Key is null || !useCase.Changes || useCase.Secret
            ? null
            : await db.Set<KeptOutcome>()
                .AsNoTracking()
                .FirstOrDefaultAsync(k => k.Actor == KeptOutcome.NameOf(actor) && k.UseCase == useCase.Name && k.Key == call.Key, ct);

    /// <summary>What is answered from memory is as sure as what is answered anew.</summary>
    private static async Task<Result<T>> Replay<T>(AppDb db, KeptOutcome kept, string hash, CancellationToken ct)
    {
        await db.Database.RollbackTransactionAsync(ct);
        await Database.Confirm(db, ct);
        return kept.Replay<T>(hash);
    }

    /// <param name="tried">the work that was given up, where it got as far as a record</param>
    private async Task<Result<T>> Deny<T>(
        UseCase useCase,
        Actor actor,
        Call call,
        Refusal refusal,
        CancellationToken ct,
        Work? tried = null
    )
    {
        using var turn = await platform.Database.Turn(ct);
        await using var db = platform.Database.Open();
        var work = new Work(platform, db, actor, useCase, call with { Key = null })
        {
            Outcome = tried is { Missed: true } ? ActOutcome.Failed : ActOutcome.Denied,
            ReasonCode = refusal.Code,
        };
        work.Tried(tried);
        if (refusal.Kind == RefusalKind.TooMany)
            work.Publish(LimitReached.By(actor, useCase, refusal));
        await work.Note(ct);
        return refusal;
    }

    private static Refusal NoRight(UseCase useCase, Actor actor) =>
        actor != Actor.Nobody
            ? Refusal.Denied($"您当前的岗位没有“{useCase.Permission.Words}”的权限；如工作需要，请联系本单位的安全管理员")
            : new Refusal(RefusalKind.SignedOut, "signed-out", "请先登录；如已登录过，可能是长时间未操作，请重新登录");

    private static bool IsUniqueViolation(Exception e) =>
        e
            is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation }
                or SqliteException { SqliteErrorCode: 19, SqliteExtendedErrorCode: 2067 or 1555 };

    private static bool IsSerialization(Exception e) =>
        (e as PostgresException ?? e.InnerException as PostgresException)?.SqlState
            is PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.DeadlockDetected;
}
