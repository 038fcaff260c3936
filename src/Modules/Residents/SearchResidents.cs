namespace Yihe.Residents;

/// <summary>Finds residents one cares for by name, pinyin, initials, the last digits of the identity number, phone or health code.</summary>
internal static class SearchResidents
{
    private const int PageSize = 20;

    internal sealed record Input(string? Text = null, string? After = null);

    internal static readonly UseCase<Input, Rows<ResidentCard>> Door = UseCase.Look<Input, Rows<ResidentCard>>(
        "resident.search",
        "查找居民",
        Rights.Read,
        Run
    );

    private static async Task<Result<Rows<ResidentCard>>> Run(Work work, Input input, CancellationToken ct)
    {
        if (work.Refuses(new AtInstitution(work.Actor.Institution)) is { } refusal)
            return refusal;
        var found = Matching(work, input.Text);
        if (input.After is { Length: > 0 } after && Guid.TryParse(after, out var last))
        {
            var previous = await work.Db.Set<Resident>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == new ResidentId(last), ct);
            if (previous is not null)
                found = found.Where(r =>
                    string.Compare(r.Pinyin, previous.Pinyin) > 0
                    || (r.Pinyin == previous.Pinyin && string.Compare(r.HealthCode, previous.HealthCode) > 0)
                );
        }
        var rows = await found.OrderBy(r => r.Pinyin).ThenBy(r => r.HealthCode).Take(PageSize + 1).ToListAsync(ct);
        var page = rows.Take(PageSize).Select(r => ResidentCard.Of(work, r)).ToList();
        return await work.Look(new Rows<ResidentCard>(page, rows.Count > PageSize ? page[^1].Id.ToString() : null), ct);
    }

    /// <summary>The residents within reach that the text fits.</summary>
    internal static IQueryable<Resident> Matching(Work work, string? typed)
    {
        var vault = work.Platform.Vault;
        var residents = ResidentDirectory.Within(work, work.Reach);
        var text = (typed ?? "").Trim().ToUpperInvariant();
        if (text.Length == 0)
            return residents;
        var number = string.Concat(text.Where(c => c is not (' ' or '-' or '　')));
        if (number.Length > 1 && number[..^1].All(char.IsAsciiDigit) && (char.IsAsciiDigit(number[^1]) || number[^1] == 'X'))
            return number.Length switch
            {
                4 => Indexed("identity-tail", number, r => r.IdentityTail4),
                6 => Indexed("identity-tail", number, r => r.IdentityTail6),
                15 or 18 => Indexed("identity", IdentityNumber.Parse(number, work.Today).Value.Value ?? number, r => r.IdentityIndex),
                _ => Indexed("phone", number, r => r.PhoneIndex),
            };
        if (text.All(char.IsAsciiLetterOrDigit) && text.Any(char.IsAsciiDigit))
            return residents.Where(r => r.HealthCode == text);
        if (text.All(c => char.IsAsciiLetter(c) || c is ' ' or '\''))
        {
            var letters = string.Concat(text.Where(char.IsAsciiLetter)).ToLowerInvariant();
            var end = letters[..^1] + (char)(letters[^1] + 1);
            return residents.Where(r =>
                (string.Compare(r.Initials, letters) >= 0 && string.Compare(r.Initials, end) < 0)
                || (string.Compare(r.Pinyin, letters) >= 0 && string.Compare(r.Pinyin, end) < 0)
            );
        }
        return residents.Where(r => r.Name.StartsWith(text) || r.Name.Contains(text));

        IQueryable<Resident> Indexed(string kind, string value, System.Linq.Expressions.Expression<Func<Resident, string?>> column)
        {
            var index = vault.Index(kind, value);
            var same = System.Linq.Expressions.Expression.Equal(column.Body, System.Linq.Expressions.Expression.Constant(index));
            return residents.Where(System.Linq.Expressions.Expression.Lambda<Func<Resident, bool>>(same, column.Parameters));
        }
    }
}
