namespace Yihe.Sharing.WaitingList;

/// <summary>Who waits for a clinic or a ward, in the order they will be offered something; names only for their own and for those who run it.</summary>
internal static class ShowQueue
{
    internal sealed record Input(Guid Line);

    internal sealed record Entry(
        Guid Id,
        int Place,
        BookingRank Rank,
        string? Person,
        string From,
        DateTimeOffset Since,
        string Words,
        string? Offered,
        DateTimeOffset? HeldUntil,
        IReadOnlyList<string> Moves
    );

    internal static readonly Look<Input, Rows<Entry>> Door = new("waiting.show", "查看候补", SharingRights.Book, Run);

    private static async Task<Result<Rows<Entry>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        if (await SharedKind.Of(work, input.Line, ct) is not ({ }, { } line))
            return Refusal.NotFound;
        var waits = await work.Db.Set<Wait>().AsNoTracking().Where(w => w.Line == input.Line).Where(Wait.Live).ToListAsync(ct);
        var names = (await InstitutionDirectory.All(work, ct)).ToDictionary(i => i.Id, i => i.ShortName);
        var runs = line.Parties.Contains(work.Actor.Institution);
        var ordered = waits.OrderBy(w => w.State == WaitState.Waiting).ThenBy(w => w.Rank).ThenBy(w => w.Since);
        return await work.Look(new Rows<Entry>([.. ordered.Select((w, i) => Of(w, i + 1, names[w.From], runs, work.Actor))]), ct);
    }

    private static Entry Of(Wait w, int place, string from, bool runs, Actor actor) =>
        new(
            w.Id,
            place,
            w.Rank,
            runs || w.From == actor.Institution ? $"{w.Person} {w.PersonDetail}" : null,
            from,
            w.Since,
            Wait.Flow[w.State].Words,
            w.Offered,
            w.HeldUntil,
            [.. Wait.Flow.Offers(w, actor).Where(o => o.Allowed).Select(o => o.Move.ToString())]
        );
}
