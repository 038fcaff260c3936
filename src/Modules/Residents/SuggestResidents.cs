namespace Yihe.Residents;

/// <summary>Offers residents while someone types in the search box; what one sees there is logged like any search.</summary>
internal static class SuggestResidents
{
    private const int Most = 8;

    internal sealed record Input(string? Text = null);

    internal sealed record Suggestion(string Title, string Detail, string Href);

    internal static readonly Look<Input, IReadOnlyList<Suggestion>> Door = new("resident.suggest", "查找居民", Rights.Read, Run);

    private static async Task<Result<IReadOnlyList<Suggestion>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var (found, _) = await SearchResidents.Find(work, input.Text, null, Most, ct);
        var shown = await OnePerson.Once(work, found, ct);
        return await work.Look<IReadOnlyList<Suggestion>>([.. shown.Select(r => Of(ResidentCard.Of(work, r)))], ct);
    }

    private static Suggestion Of(ResidentCard card) => new(card.Name, $"{card.SexAndAge}，{card.IdentityMasked}", $"/residents/{card.Id}");
}
