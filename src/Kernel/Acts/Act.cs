using System.Text;
using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;
using Yihe.Kernel.Secrets;

namespace Yihe.Kernel.Acts;

public enum ActOutcome
{
    Done,
    Denied,
    Failed,
}

/// <summary>
/// One act, one row (留痕): who did what, for which institution, when, to what, under which blueprint version.
/// The timeline of a thing and the audit log are two readings of it. Never clinical words, never free text.
/// Rows are written once, carry a keyed MAC, and are soon named by a <see cref="Block"/>.
/// </summary>
[Index(nameof(Matter), nameof(At))]
[Index(nameof(At), nameof(Id))]
[Index(nameof(Subject), nameof(At))]
[Index(nameof(EntityId))]
public sealed class Act : IRow
{
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public AccountId? Account { get; init; }
    public InstitutionId Institution { get; init; }

    /// <summary>The platform's name for the actor where there is no account.</summary>
    public string? Agent { get; init; }
    public required string UseCase { get; init; }
    public string? Entity { get; init; }
    public Guid? EntityId { get; init; }

    /// <summary>The move of a flow, where the act is one.</summary>
    public string? Move { get; init; }
    public string? ReasonCode { get; init; }

    /// <summary>Why personal data was looked at: a code.</summary>
    public string? Purpose { get; init; }
    public ActOutcome Outcome { get; init; }

    /// <summary>The person it is about.</summary>
    public Guid? Subject { get; init; }

    /// <summary>The course of events it belongs to (an episode), so that one timeline spans several referrals and stays.</summary>
    public Guid? Matter { get; init; }
    public int Blueprint { get; init; }
    public string? Key { get; init; }
    public string? TraceId { get; init; }

    /// <summary>One line per changed entity: <c>table|key|version|old hash|new hash</c>, and its trail where it leaves one.</summary>
    public string Changes { get; init; } = "";
    public byte[] Mac { get; internal set; } = [];

    internal byte[] Sealed(Vault vault)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            foreach (var id in new[] { Id, Account?.Value, Institution.Value, EntityId, Subject, Matter })
                writer.Write((id ?? Guid.Empty).ToByteArray());
            writer.Write(At.UtcTicks);
            writer.Write((int)Outcome);
            writer.Write(Blueprint);
            foreach (var text in new[] { Agent, UseCase, Entity, Move, ReasonCode, Purpose, Key, TraceId, Changes })
                writer.Write(text ?? "");
        }
        return vault.Mac(bytes.ToArray());
    }
}

/// <summary>An act not yet named by a block; written with the act, removed by the sealer.</summary>
public sealed class UnsealedAct : IRow
{
    public required Guid Id { get; init; }
}

/// <summary>A link of the chain (存证块): names its member acts, digests their MACs, and follows the block before it.</summary>
[Index(nameof(At))]
public sealed class Block : IRow
{
    public required long Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The ids of its acts, 16 bytes each, in ascending order.</summary>
    public required byte[] Members { get; init; }

    /// <summary>MAC over the block before, the number, the time, and every member's id and MAC.</summary>
    public required byte[] Chain { get; init; }

    internal static byte[] ChainOf(Vault vault, byte[] previous, long id, DateTimeOffset at, IEnumerable<Act> members)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes))
        {
            writer.Write(previous);
            writer.Write(id);
            writer.Write(at.UtcTicks);
            foreach (var act in members)
            {
                writer.Write(act.Id.ToByteArray());
                writer.Write(act.Mac);
            }
        }
        return vault.Mac(bytes.ToArray());
    }
}
