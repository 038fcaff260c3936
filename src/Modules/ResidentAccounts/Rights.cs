namespace Yihe.ResidentAccounts;

/// <summary>What people may do with residents' own ways in.</summary>
internal static class Rights
{
    internal static readonly Permission Own = new("resident.own", "办理居民账号与家人代办", Clinical: true);
}
