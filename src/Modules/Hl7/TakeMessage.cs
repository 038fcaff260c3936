namespace Yihe.Hl7;

/// <summary>A registered source hands in a message (收取来文): all of it is written, or nothing.</summary>
internal static class TakeMessage
{
    internal sealed record Input(byte[] Content);

    internal static readonly Change<Input, Taking.Taken> Door = new("message.take", "收取来文", PatientIndex.Push, Run);

    private static async Task<Result<Taking.Taken>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } denied)
            return denied;
        var (taken, refusal) = await Taking.Run(work, input.Content, ct);
        if (refusal is not null)
            return refusal;
        if (taken.Again)
            return taken;
        if (taken.WasKept)
            await Mended(work, input.Content, ct);
        return await work.Commit(taken, ct);
    }

    /// <summary>It came before and could not be taken; now it was.</summary>
    private static async Task Mended(Work work, byte[] content, CancellationToken ct)
    {
        var (own, digest) = (work.Actor.Institution, TakenMessage.DigestOf(work.Platform.Vault, content));
        var failed = await work.Db.Set<FailedMessage>().FirstAsync(m => m.Institution == own && m.Digest == digest, ct);
        var (subject, purpose) = (work.Subject, work.Purpose);
        if (await FailedMessage.Flow.Make(work, failed, FailedMove.Take, ct) is { } illegal)
            throw new InvalidOperationException($"a message that was taken cannot leave the queue: {illegal.Code}");
        (work.Subject, work.Purpose) = (subject, purpose);
    }
}

/// <summary>A message that could not be taken is kept with the reason, so that it is not lost (留存未收下的来文).</summary>
internal static class KeepMessage
{
    internal sealed record Input(byte[] Content, string Where, string Why);

    internal static readonly Change<Input, Done> Door = new("message.keep", "留存未收下的来文", PatientIndex.Push, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } denied)
            return denied;
        var (own, vault) = (work.Actor.Institution, work.Platform.Vault);
        var digest = TakenMessage.DigestOf(vault, input.Content);
        if (await work.Db.Set<FailedMessage>().FirstOrDefaultAsync(m => m.Institution == own && m.Digest == digest, ct) is { } again)
        {
            (again.Where, again.Why, again.Tries) = (input.Where, input.Why, again.Tries + 1);
            work.About(again);
            return await work.Commit(Done.Yes, ct);
        }
        var message = Text.Message.Read(input.Content).Value;
        var failed = work.Add(
            new FailedMessage
            {
                Id = work.NewId(),
                Institution = own,
                Application = Short(message?.Text("MSH-3.1")),
                ControlId = Short(message?.Text("MSH-10")),
                Trigger = Short(message?.Trigger.Trim('^')),
                Digest = digest,
                At = work.Now,
                Content = vault.Encrypt(input.Content, TakenMessage.Place),
                Where = input.Where,
                Why = input.Why,
                Blueprint = work.Platform.Blueprints.VersionAt(work.Now),
            }
        );
        await FailedMessage.Flow.Enter(work, failed, ct);
        return await work.Commit(Done.Yes, ct);
    }

    private static string Short(string? text) => text is null ? "" : text[..Math.Min(60, text.Length)];
}

/// <summary>Whoever keeps the interface tries once more, after what was wrong was mended (重试来文).</summary>
internal static class RetryMessage
{
    internal static readonly Change<ById<Guid>, Done> Door = new("message.retry", "重试来文", PatientIndex.Push, Run);

    private static async Task<Result<Done>> Run(Work work, ById<Guid> input, CancellationToken ct)
    {
        var (failed, refusal) = await work.Find<FailedMessage>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        if (failed.Institution != work.Actor.Institution)
            return Refusal.Denied("来文由收它的机构重试，请以该机构的岗位办理");
        if (FailedMessage.Flow.Refuses(failed, FailedMove.Take, work.Actor) is { } illegal)
            return illegal;
        var content = work.Platform.Vault.Decrypt(failed.Content, TakenMessage.Place);
        var (_, why) = await Taking.Run(work, content, ct);
        if (why is not null)
            return why;
        var person = work.Subject;
        await FailedMessage.Flow.Make(work, failed, FailedMove.Take, ct);
        (work.Purpose, work.Subject) = ("push", person);
        return await work.Commit(Done.Yes, ct);
    }
}

/// <summary>It need not be taken, and why (搁置来文).</summary>
internal static class SetAsideMessage
{
    internal sealed record Input(
        Guid Id,
        [property: Display(Name = "理由"), Needed("请写明为什么搁置"), AtMost(200)] string Reason,
        int? Version = null
    );

    internal static readonly Change<Input, Done> Door = new("message.set-aside", "搁置来文", Rights.Mend, Run);

    private static async Task<Result<Done>> Run(Work work, Input input, CancellationToken ct)
    {
        var (failed, refusal) = await work.Find<FailedMessage>(input.Id, input.Version, ct);
        if (refusal is not null)
            return refusal;
        failed.SetAside(input.Reason.Trim());
        return await FailedMessage.Flow.Make(work, failed, FailedMove.SetAside, ct) is { } illegal
            ? illegal
            : await work.Commit(Done.Yes, ct);
    }
}
