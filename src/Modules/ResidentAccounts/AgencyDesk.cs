namespace Yihe.ResidentAccounts;

/// <summary>That someone may act for another is being registered, on a proof (代办登记): what a higher floor adds to it, in the same commit.</summary>
public delegate Task AgentRegistered(Work work, ResidentCard principal, string proof, CancellationToken ct);

/// <summary>The door to who acts for whom.</summary>
public static class AgencyDesk
{
    /// <summary>The proof by which the signed-in resident acts for another now; null where they do not.</summary>
    public static async Task<string?> ProofOf(Work work, ResidentId principal, CancellationToken ct)
    {
        var agent = new ResidentId(work.Actor.Person ?? default);
        return await Agency
            .InForce(work.Db, work.Now)
            .Where(a => a.Agent == agent && a.Principal == principal)
            .Select(a => a.Proof)
            .FirstOrDefaultAsync(ct);
    }

    /// <summary>Nobody acts for the person any more, from the next request on.</summary>
    public static async Task EndAll(Work work, ResidentId principal, CancellationToken ct)
    {
        foreach (var agency in await work.Db.Set<Agency>().Where(a => a.Principal == principal && a.EndedAt == null).ToListAsync(ct))
            agency.End(work.Now);
    }
}
