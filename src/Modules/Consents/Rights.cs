namespace Yihe.Consents;

/// <summary>What staff may do with residents' consents.</summary>
internal static class Rights
{
    internal static readonly Permission Record = new("consent.record", "登记居民的同意与撤回", Clinical: true);
}
