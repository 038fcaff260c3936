namespace Yihe.Indicators.Counting;

/// <summary>Over what a figure is told: one institution, a zone, a consortium, or the region.</summary>
public sealed record Place(PlaceGrain Grain, InstitutionId Institution = default, string? Consortium = null, string? Zone = null)
{
    public static readonly Place Region = new(PlaceGrain.Region);

    public static Place Of(InstitutionId institution) => new(PlaceGrain.Institution, institution);

    public bool Holds(Seat seat) =>
        Grain switch
        {
            PlaceGrain.Institution => seat.Institution == Institution,
            PlaceGrain.Zone => seat.Consortium == Consortium && seat.Zone == Zone,
            PlaceGrain.Consortium => seat.Consortium == Consortium,
            _ => true,
        };

    /// <summary>As an address carries it: <c>region</c>, <c>c:code</c>, <c>z:code/zone</c>, an institution's id.</summary>
    public override string ToString() =>
        Grain switch
        {
            PlaceGrain.Institution => $"{Institution}",
            PlaceGrain.Zone => $"z:{Consortium}/{Zone}",
            PlaceGrain.Consortium => $"c:{Consortium}",
            _ => "region",
        };

    public static Place? Parse(string? text) =>
        text is null or "" or "region" ? Region
        : text.StartsWith("c:", StringComparison.Ordinal) ? new(PlaceGrain.Consortium, Consortium: text[2..])
        : text.StartsWith("z:", StringComparison.Ordinal) && text[2..].Split('/', 2) is [var c, var zone]
            ? new(PlaceGrain.Zone, Consortium: c, Zone: zone)
        : Guid.TryParse(text, out var id) ? Of(new(id))
        : null;
}

/// <summary>What an institution was on a day: whose member, in which zone. Facts are counted at the seat of their day.</summary>
public sealed record Seat(
    InstitutionId Institution,
    InstitutionKind? Kind,
    InstitutionLevel Level,
    string? Consortium,
    string? Zone,
    MembershipRole? Role
)
{
    /// <summary>What a condition may ask of the institution.</summary>
    public string? Of(string field) =>
        field switch
        {
            "institution.kind" => Kind is { } kind ? Shape.JsonName(kind.ToString()) : null,
            "institution.level" => Shape.JsonName(Level.ToString()),
            _ => Role is { } role ? Shape.JsonName(role.ToString()) : null,
        };
}

/// <summary>All seats there ever were, each numbered; found by institution and day.</summary>
public sealed class Seats
{
    private readonly ILookup<InstitutionId, MemberSpan> spans;
    private readonly Dictionary<Seat, int> numbers = [];
    private readonly Dictionary<(InstitutionId, DateOnly), int> found = [];
    private readonly List<Seat> all = [];
    private readonly IReadOnlyList<MemberSpan> known;

    public Seats(IReadOnlyList<MemberSpan> spans)
    {
        (known, this.spans) = (spans, spans.ToLookup(s => s.Institution));
        Fingerprint = JsonText.Write(spans);
    }

    /// <summary>Changes with whatever could place a fact elsewhere.</summary>
    public string Fingerprint { get; }

    /// <summary>What places the facts of days before this one; a change that only holds later leaves it as it is.</summary>
    public IReadOnlyList<MemberSpan> Before(DateOnly day) =>
        [.. known.Where(s => s.From < day).Select(s => s with { Until = s.Until < day ? s.Until : null })];

    public IReadOnlyList<Seat> All => all;

    public int On(InstitutionId institution, DateOnly day) =>
        found.TryGetValue((institution, day), out var known) ? known : found[(institution, day)] = Find(institution, day);

    private int Find(InstitutionId institution, DateOnly day)
    {
        var any = spans[institution].FirstOrDefault();
        var held = spans[institution].FirstOrDefault(s => s.Consortium is not null && s.From <= day && (s.Until is null || day < s.Until));
        var seat = new Seat(institution, any?.Kind, any?.Level ?? InstitutionLevel.None, held?.Consortium, held?.Zone, held?.Role);
        if (numbers.TryGetValue(seat, out var known))
            return known;
        all.Add(seat);
        return numbers[seat] = all.Count - 1;
    }
}
