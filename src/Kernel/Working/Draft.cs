using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Data;
using Yihe.Kernel.Secrets;

namespace Yihe.Kernel.Working;

/// <summary>
/// What someone typed into a form and has not sent (草稿): kept sealed, for its author alone, until it is sent, given up or a week old.
/// It is no act of care, so it writes none.
/// </summary>
[PrimaryKey(nameof(Account), nameof(Page), nameof(Form))]
[Index(nameof(At))]
public sealed class Draft : IRow
{
    public required AccountId Account { get; init; }

    /// <summary>The address of the page, and the name of the form where a page has several.</summary>
    public required string Page { get; init; }
    public required string Form { get; init; }

    [Sealed("draft/{Account}/{Page}/{Form}")]
    public byte[] Content { get; private set; } = [];
    public DateTimeOffset At { get; private set; }

    internal void Keep(byte[] content, DateTimeOffset at) => (Content, At) = (content, at);
}

/// <summary>One form of one person: where a draft belongs.</summary>
public sealed record DraftPlace(AccountId Account, string Page, string Form)
{
    internal string Context => $"draft/{Account}/{Page}/{Form}";
}

/// <summary>A draft as its author typed it.</summary>
public sealed record KeptDraft(JsonObject Values, DateTimeOffset At);

/// <summary>Keeps, finds and drops drafts.</summary>
public static class Drafts
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    public static async Task Keep(Platform platform, DraftPlace place, JsonObject values, CancellationToken ct)
    {
        using var turn = await platform.Database.Turn(ct);
        await using var db = platform.Database.Open();
        var draft = await db.FindAsync<Draft>([place.Account, place.Page, place.Form], ct);
        if (draft is null)
            db.Add(
                draft = new Draft
                {
                    Account = place.Account,
                    Page = place.Page,
                    Form = place.Form,
                }
            );
        draft.Keep(platform.Vault.EncryptText(values.ToJsonString(), place.Context), platform.Time.Instant());
        await db.SaveChangesAsync(ct);
    }

    public static async Task<KeptDraft?> Find(Platform platform, DraftPlace place, CancellationToken ct)
    {
        await using var db = platform.Database.Open();
        var draft = await db.FindAsync<Draft>([place.Account, place.Page, place.Form], ct);
        return draft is null || draft.At < platform.Time.Instant() - KeptFor
            ? null
            : new(JsonNode.Parse(platform.Vault.DecryptText(draft.Content, place.Context))!.AsObject(), draft.At);
    }

    public static async Task Drop(Platform platform, DraftPlace place, CancellationToken ct)
    {
        using var turn = await platform.Database.Turn(ct);
        await using var db = platform.Database.Open();
        await db.Set<Draft>().Where(d => d.Account == place.Account && d.Page == place.Page && d.Form == place.Form).ExecuteDeleteAsync(ct);
    }

    /// <summary>Drops what nobody came back to.</summary>
    public static Task Forget(Platform platform, CancellationToken ct)
    {
        var before = platform.Time.Instant() - KeptFor;
        return platform.Database.Forget<Draft>(d => d.At < before, ct);
    }
}
