namespace Yihe.Residents;

/// <summary>
/// What someone typed to find a person (查找), read into conditions that each have an index: a name or its end, pinyin or initials,
/// the last 4 or 6 of the identity number, a whole number, phone or health code; a birth year and a village narrow a name.
/// </summary>
internal sealed record ResidentQuery
{
    private const int YearDigits = 4;

    private ResidentQuery() { }

    private string? Name { get; init; }
    private string? Village { get; init; }
    private string? Letters { get; init; }
    private string? Number { get; init; }
    private string? Code { get; init; }
    private int? BirthYear { get; init; }

    /// <summary>Four digits and nothing else fit one in ten thousand: too many for a whole county, few for one institution.</summary>
    internal bool IsBareTail => this is { Number.Length: YearDigits, Name: null, Letters: null };

    internal bool IsLetters => Letters is not null;

    internal static ResidentQuery Read(string? typed, int thisYear)
    {
        var words = (typed ?? "").Trim().ToUpperInvariant().Split([' ', '　'], StringSplitOptions.RemoveEmptyEntries);
        var han = words.Where(w => !w.All(char.IsAscii)).ToList();
        var ascii = words.Where(w => w.All(char.IsAscii)).Select(Joined).ToList();
        var letters = string.Concat(
            ascii.Where(w => w.All(c => char.IsAsciiLetter(c) || c == '\'')).SelectMany(w => w).Where(char.IsAsciiLetter)
        );
        var digits = string.Concat(ascii.Where(IsNumber));
        var rest = ascii.Where(w => !IsNumber(w) && !w.All(c => char.IsAsciiLetter(c) || c == '\'')).ToList();
        var year =
            han.Count + letters.Length > 0 && digits.Length == YearDigits && int.TryParse(digits, out var y) && y > 1900 && y <= thisYear;
        return new()
        {
            Name = han.FirstOrDefault(),
            Village = han.Skip(1).FirstOrDefault(),
            Letters = letters.Length == 0 ? null : letters.ToLowerInvariant(),
            Number = digits.Length == 0 || year ? null : digits,
            BirthYear = year ? int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) : null,
            Code = rest.Count == 0 ? null : string.Concat(rest),
        };
    }

    internal IQueryable<Resident> Of(IQueryable<Resident> residents, Work work)
    {
        if (Code is not null)
            residents = residents.Where(r => r.HealthCode == Code);
        if (Number is not null)
            residents = Numbered(residents, work, Number);
        if (Letters is { } letters && Prefix.End(letters) is var beyond)
            residents = residents.Where(r =>
                (string.Compare(r.Initials, letters) >= 0 && string.Compare(r.Initials, beyond) < 0)
                || (string.Compare(r.Pinyin, letters) >= 0 && string.Compare(r.Pinyin, beyond) < 0)
            );
        if (Name is { } name && Prefix.End(name) is var end)
            residents = residents.Where(r =>
                (string.Compare(r.Name, name) >= 0 && string.Compare(r.Name, end) < 0)
                || (string.Compare(r.GivenName, name) >= 0 && string.Compare(r.GivenName, end) < 0)
            );
        if (Village is not null)
            residents = residents.Where(r => r.Address!.Contains(Village));
        if (BirthYear is { } year)
            residents = BornOrEnding(residents, work, year);
        return residents;
    }

    /// <summary>Four digits beside a name may be a year of birth or the end of an identity number: whoever fits either is found.</summary>
    private static IQueryable<Resident> BornOrEnding(IQueryable<Resident> residents, Work work, int year)
    {
        var tail = work.Platform.Vault.Indexes("identity-tail", year.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        return residents.Where(r => (r.BirthDate >= first && r.BirthDate <= last) || tail.Contains(r.IdentityTail4));
    }

    /// <summary>A number may be written in groups.</summary>
    private static string Joined(string word) =>
        word.Replace("-", "", StringComparison.Ordinal) is var joined && IsNumber(joined) ? joined : word;

    private static bool IsNumber(string word) =>
        word.Length > 0 && word[..^1].All(char.IsAsciiDigit) && (char.IsAsciiDigit(word[^1]) || (word.Length > 1 && word[^1] == 'X'));

    private static IQueryable<Resident> Numbered(IQueryable<Resident> residents, Work work, string number)
    {
        string[] Indexes(string kind, string value) => work.Platform.Vault.Indexes(kind, value);
        var tail = Indexes("identity-tail", number);
        var identity = Indexes("identity", IdentityNumber.Parse(number, work.Today).Value.Value ?? number);
        var phone = Indexes("phone", number);
        return number.Length switch
        {
            4 => residents.Where(r => tail.Contains(r.IdentityTail4)),
            6 => residents.Where(r => tail.Contains(r.IdentityTail6)),
            15 or 18 => residents.Where(r => identity.Contains(r.IdentityIndex)),
            _ => residents.Where(r => phone.Contains(r.PhoneIndex)),
        };
    }
}
