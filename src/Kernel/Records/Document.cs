using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;
using Yihe.Kernel.Secrets;

namespace Yihe.Kernel.Records;

public enum DocumentState
{
    /// <summary>It came from outside and is kept as it came.</summary>
    Kept,

    /// <summary>It stands for an entity of this platform and is drawn from it whenever it is read.</summary>
    Own,
    Deleted,
}

/// <summary>
/// A versioned document of any type (档案文件): its newest version, with the bytes that came, sealed to their place.
/// Earlier versions stand in <see cref="DocumentVersion"/>, what it can be found by in <see cref="SearchRow"/>.
/// </summary>
[Index(nameof(Type), nameof(Name), IsUnique = true)]
[Index(nameof(Type), nameof(Id))]
[Index(nameof(Type), nameof(At), nameof(Id))]
[Index(nameof(Subject), nameof(Id))]
public sealed class Document : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;
    public required string Type { get; init; }

    /// <summary>The identifier within its type that others know it by.</summary>
    public required string Name { get; init; }
    public required DateTimeOffset At { get; set; }

    /// <summary>Who wrote this version: an account or the name of a system.</summary>
    public required string By { get; set; }

    /// <summary>Where it comes from; its systems alone change it.</summary>
    public required InstitutionId Institution { get; init; }

    /// <summary>The person it is about; null where it is about none.</summary>
    public Guid? Subject { get; set; }
    public DocumentState State { get; set; }

    /// <summary>The sealed bytes; null for what is drawn from an entity and for what is deleted.</summary>
    [Sealed("document/{Id:N}/{Version}")]
    public byte[]? Content { get; set; }
}

/// <summary>A version that was followed by another; never changed, never removed.</summary>
[PrimaryKey(nameof(Document), nameof(Number))]
[Index(nameof(Type), nameof(At))]
public sealed class DocumentVersion : IRow
{
    public required Guid Document { get; init; }
    public required int Number { get; init; }
    public required string Type { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public Guid? Subject { get; init; }
    public required DocumentState State { get; init; }

    [Sealed("document/{Document:N}/{Number}")]
    public byte[]? Content { get; init; }

    internal static DocumentVersion Of(Document d) =>
        new()
        {
            Document = d.Id,
            Number = d.Version,
            Type = d.Type,
            At = d.At,
            By = d.By,
            Subject = d.Subject,
            State = d.State,
            Content = d.Content,
        };
}
