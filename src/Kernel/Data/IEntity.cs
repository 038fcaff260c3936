namespace Yihe.Kernel.Data;

/// <summary>A row of its own table, found by scanning the module assemblies.</summary>
public interface IRow;

/// <summary>
/// A row that may change only together with an act: it carries a version (a stale page is refused) and
/// every commit notes the keyed hash of its old and new content in the act.
/// </summary>
public interface IEntity : IRow
{
    Guid Key { get; }

    /// <summary>1 when made, one more at every change; set by <see cref="Work.Commit{T}"/> alone.</summary>
    int Version { get; }
}

/// <summary>Stored as JSON text in one column.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AsJsonAttribute : Attribute;
