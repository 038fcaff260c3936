namespace Yihe.Audit;

/// <summary>The log of acts as those who audit it read it.</summary>
public static class AuditModule
{
    public static readonly Module Definition = new("Audit", typeof(AuditModule).Assembly)
    {
        Routes = [Route.Get("acts", SearchActs.Door), Route.Get("acts.csv", ExportActs.Door)],
        Menu = [new("管理", "审计查询", "/acts", "history", Rights.SearchActs)],
    };
}
