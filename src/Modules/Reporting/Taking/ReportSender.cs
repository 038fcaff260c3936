using Yihe.Accounts.People;

namespace Yihe.Reporting.Taking;

/// <summary>A consortium that reports to this commission (报送单位): known by its region, admitted by the one token it reports with.</summary>
[Index(nameof(Code), IsUnique = true)]
[Index(nameof(TokenName), IsUnique = true)]
internal sealed class ReportSender : IEntity
{
    public required Guid Id { get; init; }
    public int Version { get; private set; }
    public Guid Key => Id;

    /// <summary>Six digits of GB/T 2260, as the consortium's own plan has them.</summary>
    public required string Code { get; init; }
    public string Name { get; private set; } = "";

    /// <summary>What its token is called; a name of a token is never given twice.</summary>
    public string TokenName { get; private set; } = "";
    public required DateTimeOffset At { get; init; }

    internal void Call(string name, string tokenName) => (Name, TokenName) = (name, tokenName);

    /// <summary>The consortium that a system reports for; null where it was not registered.</summary>
    internal static async Task<ReportSender?> Of(Work work, CancellationToken ct) =>
        SessionDirectory.SystemOf(work.Actor) is { } system
            ? await work.Db.Set<ReportSender>().AsNoTracking().FirstOrDefaultAsync(s => s.TokenName == system, ct)
            : null;
}
