using Microsoft.EntityFrameworkCore;

namespace Yihe.Kernel.Data;

/// <summary>A fact about the database itself: the fingerprint of its key, the day it was founded.</summary>
[PrimaryKey(nameof(Name))]
public sealed class Setting : IRow
{
    public const string KeyFingerprint = "key-fingerprint";

    public required string Name { get; init; }
    public required string Value { get; set; }
}
