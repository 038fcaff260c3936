namespace Yihe.Host;

/// <summary>The one password of all accounts of a demo; it exists in demo mode alone, under a banner.</summary>
public static class DemoAccounts
{
    public const string Password = "Yihe-demo-2026";
}
