using Microsoft.EntityFrameworkCore;
using Yihe.Kernel.Records;

namespace Yihe.Kernel.Flows;

/// <summary>What is past its limit in the institutions one oversees (督办). XX-26.</summary>
public static class ShowOverdue
{
    public sealed record Input;

    private static readonly Permission Oversee = new("work-item.oversee", "督办超时事项", Clinical: true);

    public static readonly Look<Input, Rows<ShowInbox.Item>> Door = new("inbox.overdue", "查看超时事项", Oversee, Run);

    private static async Task<Result<Rows<ShowInbox.Item>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var items = await Inbox.Overdue(work.Db, work.Reach).Pressing(100, ct);
        var ids = items.Select(i => i.Id).ToList();
        var marked = await work.Db.Set<DocumentMark>().Where(m => ids.Contains(m.Document)).Select(m => m.Document).ToListAsync(ct);
        return await work.Look(new Rows<ShowInbox.Item>([.. items.Select(i => Of(work, i, marked.Contains(i.Id)))]), ct);
    }

    /// <summary>Who oversees others has no part in the matter: what is closed unless opened stays with those who have.</summary>
    private static ShowInbox.Item Of(Work work, WorkItem item, bool isMarked) =>
        item.Institution != work.Actor.Institution && (isMarked || work.Platform.Modules.TellsClosed(work.Platform, item.Fact))
            ? ShowInbox.Of(item) with
            {
                Fact = "（未对您开放）",
            }
            : ShowInbox.Of(item);
}
