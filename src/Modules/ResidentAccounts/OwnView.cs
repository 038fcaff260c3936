using Microsoft.AspNetCore.Components;
using Yihe.Ui;

namespace Yihe.ResidentAccounts;

/// <summary>A page or part of one that a resident sees, for themselves or, with <c>?for=</c> in its address, for someone they act for.</summary>
public abstract class OwnView : Loaded
{
    [SupplyParameterFromQuery(Name = "for")]
    public string? For { get; set; }

    /// <summary>Whom it is about; what is no id is nobody, and refused as such.</summary>
    protected ResidentId? Whom =>
        string.IsNullOrEmpty(For) ? null
        : Guid.TryParse(For, out var id) ? new ResidentId(id)
        : new ResidentId(Guid.Empty);

    /// <summary>Another of these pages, about the same person.</summary>
    protected string At(string address) => At(address, For);

    public static string At(string address, string? whom) =>
        string.IsNullOrEmpty(whom)
            ? address
            : $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}for={Uri.EscapeDataString(whom)}";
}
