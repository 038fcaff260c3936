using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Secrets;

namespace Yihe.Kernel.Data;

/// <summary>A fact about the database itself: the fingerprint of its key, the day it was founded.</summary>
[PrimaryKey(nameof(Name))]
public sealed class Setting : IRow
{
    public const string KeyFingerprint = "key-fingerprint";

    public required string Name { get; init; }

    [Sealed("setting.form-key", Rows = "form-key:")]
    public required string Value { get; set; }
}
