namespace Yihe.Kernel.Flows;

/// <summary>What is past its limit in the institutions one oversees (督办). XX-26.</summary>
public static class ShowOverdue
{
    public sealed record Input;

    private static readonly Permission Oversee = new("work-item.oversee", "督办超时事项", Clinical: true);

    public static readonly UseCase<Input, Rows<ShowInbox.Item>> Door = UseCase.Look<Input, Rows<ShowInbox.Item>>(
        "inbox.overdue",
        "查看超时事项",
        Oversee,
        Run
    );

    private static async Task<Result<Rows<ShowInbox.Item>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var items = await Inbox.Overdue(work.Db, work.Reach).Pressing(100, ct);
        return await work.Look(new Rows<ShowInbox.Item>([.. items.Select(ShowInbox.Of)]), ct);
    }
}
