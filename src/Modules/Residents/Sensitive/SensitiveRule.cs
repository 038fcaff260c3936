using Yihe.Kernel.Records;

namespace Yihe.Residents.Sensitive;

/// <summary>
/// The door to who may read what is sensitive (敏感内容规则), the one rule for pages, paper, FHIR and exports: whoever wrote it; whom the person
/// opened it to; and who gave a reason that opens it. A care relation alone does not. 个人信息保护法第二十九条; 艾滋病防治条例第三十九条.
/// </summary>
public static class SensitiveRule
{
    /// <summary>What a page shows in place of what is closed.</summary>
    public const string Closed = "（这部分没有对您开放）";

    /// <summary>The persons whose sensitive entries are open to the actor now, all that are one person included.</summary>
    public static IQueryable<Guid> OpenTo(Work work)
    {
        var account = work.Actor.Account?.Value ?? Guid.Empty;
        var values = new object[] { work.Db.IsSqlite ? work.Now.UtcTicks : work.Now, work.Actor.Institution.Value, account };
        return OnePerson.United(
            work,
            "residents_sensitive_access",
            "(c.ended_at IS NULL OR c.ended_at > {0}) AND c.institution = {1} AND (c.account IS NULL OR c.account = {2})",
            values
        );
    }

    /// <summary>Those of the documents that the actor may read as far as this rule goes.</summary>
    public static IQueryable<Document> Among(Work work, IQueryable<Document> documents)
    {
        var (own, open, marks) = (work.Actor.Institution, OpenTo(work), work.Db.Set<DocumentMark>());
        return documents.Where(d =>
            d.Subject == null || !marks.Any(m => m.Document == d.Id) || d.Institution == own || open.Any(p => p == d.Subject)
        );
    }

    /// <summary>Whether one document is closed to the actor.</summary>
    public static async Task<bool> Closes(Work work, Document document, CancellationToken ct)
    {
        var id = document.Id;
        return document.Subject is { } person
            && document.Institution != work.Actor.Institution
            && await work.Db.Set<DocumentMark>().AnyAsync(m => m.Document == id, ct)
            && !await OpenTo(work).ContainsAsync(person, ct);
    }

    /// <summary>What the actor sees of words about persons that stand in no document: a judge of each.</summary>
    public static async Task<SensitiveSight> Sight(Work work, IEnumerable<Guid> persons, CancellationToken ct)
    {
        var all = persons.Distinct().ToList();
        var told = await OpenTo(work).Where(p => all.Contains(p)).ToListAsync(ct);
        return new SensitiveSight(work.Platform, work.Actor.Institution, told.ToHashSet());
    }

    /// <summary>Opens them to an institution for as long as a matter lasts.</summary>
    public static void Open(Work work, ResidentId resident, InstitutionId institution, Guid matter) =>
        work.Add(
            new SensitiveAccess
            {
                Id = work.NewId(),
                Resident = resident,
                Institution = institution,
                Matter = matter,
                At = work.Now,
            }
        );

    /// <summary>The matter is over, and with it what it opened, at once.</summary>
    public static async Task Close(Work work, Guid matter, CancellationToken ct)
    {
        foreach (var open in await work.Db.Set<SensitiveAccess>().Where(a => a.Matter == matter && a.EndedAt == null).ToListAsync(ct))
            open.EndAt(work.Now);
    }

    /// <summary>Until when they are open to the actor alone, by an emergency; null where they are not.</summary>
    internal static Task<DateTimeOffset?> OpenUntil(Work work, ResidentId resident, CancellationToken ct) =>
        work
            .Db.Set<SensitiveAccess>()
            .Where(a =>
                a.Resident == resident
                && a.Institution == work.Actor.Institution
                && a.Account == work.Actor.Account
                && a.Account != null
                && a.EndedAt > work.Now
            )
            .MaxAsync(a => a.EndedAt, ct);

    /// <summary>Opens them for some hours to the one person who gave the reason.</summary>
    internal static void OpenFor(Work work, ResidentId resident, DateTimeOffset until)
    {
        var opened = work.Add(
            new SensitiveAccess
            {
                Id = work.NewId(),
                Resident = resident,
                Institution = work.Actor.Institution,
                Account = work.Actor.Account,
                At = work.Now,
            }
        );
        opened.EndAt(until);
    }
}

/// <summary>What one actor sees of sensitive words.</summary>
public sealed record SensitiveSight(Platform Platform, InstitutionId Own, IReadOnlySet<Guid> Open)
{
    /// <summary>Whether words about a person are closed to them; those who had a part in the matter wrote or were told it.</summary>
    public bool Closes(Guid person, IEnumerable<InstitutionId> parties, params IEnumerable<string?> words) =>
        !parties.Contains(Own) && !Open.Contains(person) && Platform.Modules.TellsClosed(Platform, words);
}
